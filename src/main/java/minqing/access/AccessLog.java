package minqing.access;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who read whose personal data unmasked, and when (requirements, "Secrecy"). Entries are added and never changed. */
@Repository
public class AccessLog {

    private final JdbcClient database;
    private final Clock clock;

    AccessLog(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Notes that something personal was shown in full.
     *
     * @param account who read
     * @param subject what kind of record, such as {@code problem}
     * @param identifier which one; a number, never a name
     * @param part which part of it, such as {@code contact}
     */
    public void read(String account, String subject, String identifier, String part) {
        database.sql("""
                        insert into access_log (at, account, subject, identifier, part)
                        values (:at, :account, :subject, :identifier, :part)""")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .param("subject", subject)
                .param("identifier", identifier)
                .param("part", part)
                .update();
    }
}
