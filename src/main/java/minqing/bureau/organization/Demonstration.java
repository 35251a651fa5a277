package minqing.bureau.organization;

import java.time.Clock;
import java.time.OffsetDateTime;
import minqing.platform.database.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether this is the demonstration bureau of annex 1, whose accounts all have a published password. It stays one for as
 * long as its database lives: the database remembers it, whatever a later start is told.
 */
@Component
public class Demonstration {

    private final JdbcClient database;
    private final Clock clock;
    private final boolean wanted;
    private final boolean lived;
    private final boolean loaded;
    private final boolean due;

    Demonstration(
            JdbcClient database,
            Clock clock,
            Database kind,
            @Value("${minqing.demo:#{null}}") @Nullable Boolean setting,
            @Value("${minqing.demonstration.lived:true}") boolean lived) {
        this.database = database;
        this.clock = clock;
        this.wanted = Boolean.TRUE.equals(setting);
        this.lived = lived;
        this.loaded = count("demonstration") > 0;
        this.due = !loaded && isDue(kind.bundled(), isEmpty(), setting);
    }

    /**
     * The rule: on the bundled database unless told not to, on an outside one only when told to, and never among
     * accounts and units that are already there.
     */
    static boolean isDue(boolean bundled, boolean empty, @Nullable Boolean setting) {
        return empty && (setting == null ? bundled : setting);
    }

    /** True when the people in this database are the demonstration: every page says so. */
    public boolean active() {
        return loaded || due;
    }

    /** True when others than this machine must not reach it: nobody asked for a demonstration in so many words. */
    public boolean confined() {
        return active() && !wanted;
    }

    /** Whether this start has to bring the demonstration. */
    boolean due() {
        return due;
    }

    /** Whether one was asked for that can't be had, because the database already holds accounts or units. */
    boolean refused() {
        return wanted && !active();
    }

    /** Remembers that it is one, and whether its past is still to be played. */
    void remember() {
        database.sql("insert into demonstration (loaded_at, life) values (:now, :life)")
                .param("now", OffsetDateTime.now(clock))
                .param("life", lived ? "due" : "none")
                .update();
    }

    /** Whether the demonstration was loaded, by this start or one that was broken off, and its past is still to be played. */
    public boolean lifeDue() {
        return database.sql("select exists (select from demonstration where life = 'due')")
                .query(Boolean.class)
                .single();
    }

    /** Remembers that its past has been played, or never will be. */
    public void rememberLife(boolean lived) {
        database.sql("update demonstration set life = :life")
                .param("life", lived ? "lived" : "none")
                .update();
    }

    private boolean isEmpty() {
        // The engine makes its tables after this is asked for the first time.
        boolean identities = database.sql("select to_regclass('act_id_user') is not null")
                .query(Boolean.class)
                .single();
        return count("unit") == 0 && (!identities || count("act_id_user") == 0);
    }

    private long count(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }
}
