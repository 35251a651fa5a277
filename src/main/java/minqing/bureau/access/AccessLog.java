package minqing.bureau.access;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who read whose personal data unmasked, and when (requirements, "Secrecy"). Entries are added and never changed. */
@Repository
public class AccessLog {

    private static final Duration ONE_READING = Duration.ofMinutes(10);

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

    /**
     * Notes that something personal is being shown that a program fetches again and again, such as a document of which a
     * viewer asks for one page after another: once as long as the reading lasts.
     *
     * @see #read
     */
    public void readInParts(String account, String subject, String identifier, String part) {
        boolean noted = database.sql("""
                        select exists (select 1 from access_log
                                       where subject = :subject and identifier = :identifier and account = :account
                                       and part = :part and at > :since)""")
                .param("subject", subject)
                .param("identifier", identifier)
                .param("account", account)
                .param("part", part)
                .param("since", clock.instant().minus(ONE_READING).atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
        if (!noted) {
            read(account, subject, identifier, part);
        }
    }
}
