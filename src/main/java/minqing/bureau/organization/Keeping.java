package minqing.bureau.organization;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the things of one kind: makes them, changes them, puts them in order, retires them and brings them back, one
 * administrator at a time. What is entered is checked as a whole before anything is written.
 */
public abstract class Keeping<E extends KeptEntry> {

    static final int LONGEST_NAME = 30;

    /** The identifier of what has no parent. */
    static final String PLAIN_ID = "[a-z][a-z0-9]{0,29}";

    private final JdbcClient database;
    private final OrganizationChanges changes;
    private final KeptRows rows;
    private final RowMapper<E> reading;

    Keeping(JdbcClient database, OrganizationChanges changes, KeptRows rows, RowMapper<E> reading) {
        this.database = database;
        this.changes = changes;
        this.rows = rows;
        this.reading = reading;
    }

    /** All there are, retired ones too, in the order of lists. */
    public List<E> all() {
        return database.sql("select one.* from " + rows.placed() + " one" + inOrder())
                .query(reading)
                .list();
    }

    /** @throws Missing when there is no such thing */
    public E one(String id) {
        return database.sql("select one.* from " + rows.placed() + " one where one." + rows.key() + " = :id")
                .param("id", id)
                .query(reading)
                .optional()
                .orElseThrow(() -> new Missing("fault.missing"));
    }

    /**
     * Makes one.
     *
     * @param actor the administrator's login name
     * @throws InvalidInput with all that is wrong
     */
    @Transactional
    public E create(String actor, E entry) {
        changes.oneAtATime();
        EntryCheck check = new EntryCheck(rows.subject());
        Draft draft = draft(check, entry);
        Integer place = check.place(entry.place());
        check.refuse();
        rows.create(actor, draft.id(), draft.values(), place);
        made(actor, draft.id());
        return one(draft.id());
    }

    /**
     * Changes one, or retires it or brings it back by {@code retiredOn}.
     *
     * @param actor the administrator's login name
     * @throws InvalidInput with all that is wrong
     * @throws Conflict when somebody else has changed it since the version was seen
     */
    @Transactional
    public E change(String actor, String id, E entry) {
        changes.oneAtATime();
        Map<String, Object> before = rows.get(id);
        EntryCheck check = new EntryCheck(rows.subject());
        Map<String, @Nullable Object> values = changed(check, id, before, entry);
        Integer place = check.place(entry.place());
        LocalDate retiredOn = check.day("retiredOn", entry.retiredOn());
        checkRetirement(check, id, before, retiredOn);
        check.refuse();
        values.put("retired_on", retiredOn);
        rows.change(actor, id, entry.version(), values, place);
        written(actor, id, before, retiredOn);
        return one(id);
    }

    /** How a list of all goes on behind {@code from … one}. */
    String inOrder() {
        return " order by one.ordinal, one." + rows.key();
    }

    /** What is to be made; its columns but for place and retirement. */
    abstract Draft draft(EntryCheck check, E entry);

    /** The columns as they shall be, but for place and retirement. */
    abstract Map<String, @Nullable Object> changed(EntryCheck check, String id, Map<String, Object> before, E entry);

    /** Notes why it can't be retired on the day, or be brought back when there is none. */
    void checkRetirement(EntryCheck check, String id, Map<String, Object> before, @Nullable LocalDate retiredOn) {}

    /** What follows when one was made. */
    void made(String actor, String id) {}

    /** What follows when one was changed. */
    void written(String actor, String id, Map<String, Object> before, @Nullable LocalDate retiredOn) {}

    KeptRows rows() {
        return rows;
    }

    /** Notes where another one than {@code id} has these values. */
    void requireUnique(EntryCheck check, @Nullable String id, String field, Map<String, String> columns) {
        if (rows.isTaken(id, columns)) {
            check.fault(field, "organization.fault.taken");
        }
    }

    /** The identifier entered, or the first free one with a number behind the beginning. */
    String newId(EntryCheck check, @Nullable String entered, String pattern, String beginning) {
        String id = check.identifier("id", entered, pattern);
        if (id != null) {
            if (rows.find(id).isPresent()) {
                check.fault("id", "organization.fault.taken");
            }
            return id;
        }
        int number = 1;
        while (rows.find(beginning + number).isPresent()) {
            number++;
        }
        return beginning + number;
    }

    /**
     * What is about to be made.
     *
     * @param id its key
     * @param values its columns
     */
    record Draft(String id, Map<String, @Nullable Object> values) {}
}
