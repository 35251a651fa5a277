package minqing.bureau.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import minqing.platform.database.Columns;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps who is paired with whom, and the contacts of the villages (annex 1). A pairing begins on a day and ends on a day
 * and stays in the table for ever; what is called off before it began stays with a validity of no day.
 */
@Service
public class PairingKeeping {

    private static final int NAME = 30;

    private static final String PAIRINGS = """
            (select id, leader, natural_village as village, null as community, valid_from, valid_to from village_pairing
             union all
             select id, leader, null, community, valid_from, valid_to from community_pairing)
            """;

    private final JdbcClient database;
    private final OrganizationChanges changes;
    private final Clock clock;

    PairingKeeping(JdbcClient database, OrganizationChanges changes, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    /** The pairings there ever were, by the order of leaders and the day they began; those of one leader if asked for. */
    public List<PairingEntry> history(@Nullable String leader) {
        return database.sql("select pairing.* from " + PAIRINGS + """
                         pairing join leader on leader.account = pairing.leader
                        left join natural_village village on village.id = pairing.village
                        left join administrative_village parent on parent.id = village.administrative_village
                        where :leader::text is null or pairing.leader = :leader
                        order by leader.ordinal, pairing.village is null, parent.ordinal, village.ordinal, pairing.valid_from,
                            pairing.id
                        """)
                .param("leader", leader)
                .query(PairingKeeping::pairing)
                .list();
    }

    public PairingEntry pairing(long id) {
        return database.sql("select * from " + PAIRINGS + " pairing where id = :id")
                .param("id", id)
                .query(PairingKeeping::pairing)
                .optional()
                .orElseThrow(() -> new Missing("fault.missing"));
    }

    /** The contacts there ever were, by village and the day they began. */
    public List<ContactEntry> contacts() {
        return database.sql("""
                        select contact.* from village_contact contact
                        join administrative_village parent on parent.id = contact.administrative_village
                        order by parent.ordinal, parent.id, contact.valid_from
                        """).query(PairingKeeping::contact).list();
    }

    public ContactEntry contact(long id) {
        return database.sql("select * from village_contact where id = :id")
                .param("id", id)
                .query(PairingKeeping::contact)
                .optional()
                .orElseThrow(() -> new Missing("fault.missing"));
    }

    /** Pairs a leader with a village or a community; {@code actor} is the administrator's login name. */
    @Transactional
    public PairingEntry pair(String actor, PairingEntry entry) {
        return pairAll(actor, List.of(entry)).get(0);
    }

    /** Pairs all of them or, when anything is wrong with one, none. */
    @Transactional
    public List<PairingEntry> pairAll(String actor, List<PairingEntry> entries) {
        changes.oneAtATime();
        List<PairingEntry> paired = new ArrayList<>();
        for (PairingEntry entry : entries) {
            EntryCheck check = new EntryCheck("pairing");
            LocalDate from = entry.from() == null ? LocalDate.now(clock) : entry.from();
            check.day("from", from);
            LocalDate to = check.day("to", entry.to());
            if (to != null && !to.isAfter(from)) {
                check.fault("to", "organization.fault.before");
            }
            String leader = check.text("leader", entry.leader(), 64);
            boolean withVillage = entry.village() != null && !entry.village().isBlank();
            boolean withCommunity =
                    entry.community() != null && !entry.community().isBlank();
            if (withVillage == withCommunity) {
                check.fault("village", "organization.fault.one-of-both");
            }
            String field = withVillage ? "village" : "community";
            String other = check.text(field, withVillage ? entry.village() : entry.community(), 70);
            check.refuse();
            thereAt(check, "leader", "leader", "account", leader, from);
            if (withVillage) {
                thereAt(check, field, "natural_village", "id", other, from);
            } else {
                thereAt(check, field, "community", "id", other, from);
            }
            check.refuse();
            Tie tie = withVillage ? Tie.VILLAGE : Tie.COMMUNITY;
            Put put = put(actor, tie, leader, other, from, to);
            if (put != Put.DONE) {
                check.fault(
                        field, put == Put.KNOWN ? "organization.fault.paired" : "organization.fault.overlap", other);
                check.refuse();
            }
            paired.add(present(tie, leader, other, from));
        }
        return paired;
    }

    /**
     * Ends a pairing: from the day on it holds no longer.
     *
     * @throws Conflict when it has ended already
     */
    @Transactional
    public PairingEntry end(String actor, long id, @Nullable LocalDate on) {
        changes.oneAtATime();
        PairingEntry pairing = pairing(id);
        LocalDate from = Objects.requireNonNull(pairing.from());
        LocalDate day = ending(from, pairing.to(), on);
        Tie tie = pairing.village() == null ? Tie.COMMUNITY : Tie.VILLAGE;
        end(actor, tie, pairing, day);
        return pairing(id);
    }

    /**
     * Names the contact of a village from a day on; the one before ends with it. On the day the one before began, the name
     * is corrected.
     *
     * @param known the identifier of the contact the administrator saw, if there was one
     * @throws Conflict when it is another one by now
     */
    @Transactional
    public ContactEntry nameContact(String actor, ContactEntry entry, @Nullable Long known) {
        changes.oneAtATime();
        EntryCheck check = new EntryCheck("contact");
        String village = check.text("administrativeVillage", entry.administrativeVillage(), 30);
        String name = check.text("name", entry.name(), NAME);
        LocalDate from = entry.from() == null ? LocalDate.now(clock) : entry.from();
        check.day("from", from);
        check.refuse();
        thereAt(check, "administrativeVillage", "administrative_village", "id", village, from);
        check.refuse();
        ContactEntry present = presentContact(village);
        if (known != null && (present == null || !known.equals(present.id()))) {
            throw new Conflict("organization.overtaken");
        }
        if (present != null && name.equals(present.name())) {
            check.fault("name", "organization.fault.same-contact");
            check.refuse();
        }
        if (!putContact(actor, village, name, from, null)) {
            check.fault("from", "organization.fault.contact-overlap");
            check.refuse();
        }
        return Objects.requireNonNull(presentContact(village));
    }

    /** Ends a contact without naming another. */
    @Transactional
    public ContactEntry endContact(String actor, long id, @Nullable LocalDate on) {
        changes.oneAtATime();
        ContactEntry contact = contact(id);
        LocalDate day = ending(Objects.requireNonNull(contact.from()), contact.to(), on);
        endContact(actor, contact, day);
        return contact(id);
    }

    /** Ends what goes on beyond the day, of a leader, a village or a community that is retired. */
    void endAll(String actor, String column, String id, LocalDate day) {
        for (Tie tie : Tie.values()) {
            if (!column.equals("leader") && !column.equals(tie.column)) {
                continue;
            }
            for (PairingEntry pairing : history(null)) {
                String named = column.equals("leader") ? pairing.leader() : tie.of(pairing);
                boolean ofThisKind = tie.of(pairing) != null;
                if (ofThisKind
                        && id.equals(named)
                        && (pairing.to() == null || pairing.to().isAfter(day))) {
                    end(actor, tie, pairing, later(day, Objects.requireNonNull(pairing.from())));
                }
            }
        }
    }

    void endContacts(String actor, String village, LocalDate day) {
        for (ContactEntry contact : contacts()) {
            if (village.equals(contact.administrativeVillage())
                    && (contact.to() == null || contact.to().isAfter(day))) {
                endContact(actor, contact, later(day, Objects.requireNonNull(contact.from())));
            }
        }
    }

    /** Makes a pairing unless it is there already or crosses another of the same two. */
    Put put(@Nullable String actor, Tie tie, String leader, String other, LocalDate from, @Nullable LocalDate to) {
        List<PairingEntry> known = history(leader).stream()
                .filter(pairing -> other.equals(tie.of(pairing)))
                .toList();
        for (PairingEntry pairing : known) {
            LocalDate began = Objects.requireNonNull(pairing.from());
            boolean same = began.equals(from) && Objects.equals(pairing.to(), to);
            boolean goesOn = pairing.to() == null && to == null && !began.isAfter(from);
            if (same || goesOn) {
                return Put.KNOWN;
            }
            if (crosses(began, pairing.to(), from, to)) {
                return Put.CROSSING;
            }
        }
        database.sql("insert into " + tie.table + " (leader, " + tie.column + """
                        , valid_from, valid_to) values (:leader, :other, :from, :to)
                        on conflict (leader, %s, valid_from) do update set valid_to = excluded.valid_to
                        """.formatted(tie.column))
                .param("leader", leader)
                .param("other", other)
                .param("from", from)
                .param("to", to)
                .update();
        changes.note(actor, "pairing", leader + " " + other, "create", "from", null, from);
        if (to != null) {
            changes.note(actor, "pairing", leader + " " + other, "end", "to", null, to);
        }
        return Put.DONE;
    }

    /** Names a contact for a time; false when it crosses another one. The present one gives way to one that goes on. */
    boolean putContact(@Nullable String actor, String village, String name, LocalDate from, @Nullable LocalDate to) {
        ContactEntry present = presentContact(village);
        List<ContactEntry> known = contacts().stream()
                .filter(contact -> village.equals(contact.administrativeVillage()))
                .toList();
        for (ContactEntry contact : known) {
            LocalDate began = Objects.requireNonNull(contact.from());
            boolean covered = name.equals(contact.name())
                    && !began.isAfter(from)
                    && (contact.to() == null || (to != null && !contact.to().isBefore(to)));
            if (covered) {
                return true;
            }
            boolean givesWay = to == null && contact.equals(present) && !began.isAfter(from);
            if (!givesWay && crosses(began, contact.to(), from, to)) {
                return false;
            }
        }
        if (to == null && present != null) {
            if (from.equals(present.from())) {
                database.sql("update village_contact set name = :name where id = :id")
                        .param("name", name)
                        .param("id", present.id())
                        .update();
                changes.note(actor, "contact", village, "change", "name", present.name(), name);
                return true;
            }
            endContact(actor, present, from);
        }
        database.sql("""
                        insert into village_contact (administrative_village, name, valid_from, valid_to)
                        values (:village, :name, :from, :to)
                        on conflict (administrative_village, valid_from) do update set name = excluded.name,
                            valid_to = excluded.valid_to
                        """)
                .param("village", village)
                .param("name", name)
                .param("from", from)
                .param("to", to)
                .update();
        changes.note(actor, "contact", village, "create", "name", null, name);
        changes.note(actor, "contact", village, "create", "from", null, from);
        return true;
    }

    private void end(@Nullable String actor, Tie tie, PairingEntry pairing, LocalDate day) {
        database.sql("update " + tie.table + " set valid_to = :to where id = :id")
                .param("to", day)
                .param("id", pairing.id())
                .update();
        changes.note(actor, "pairing", pairing.leader() + " " + tie.of(pairing), "end", "to", pairing.to(), day);
    }

    private void endContact(@Nullable String actor, ContactEntry contact, LocalDate day) {
        database.sql("update village_contact set valid_to = :to where id = :id")
                .param("to", day)
                .param("id", contact.id())
                .update();
        changes.note(actor, "contact", String.valueOf(contact.administrativeVillage()), "end", "to", contact.to(), day);
    }

    /** The day something ends, when it may end then. */
    private LocalDate ending(LocalDate from, @Nullable LocalDate to, @Nullable LocalDate on) {
        if (to != null && !to.isAfter(LocalDate.now(clock))) {
            throw new Conflict("organization.ended");
        }
        EntryCheck check = new EntryCheck("pairing");
        if (on == null) {
            check.fault("to", "organization.fault.required");
        }
        LocalDate day = check.day("to", on);
        if (day != null && day.isBefore(from)) {
            check.fault("to", "organization.fault.before");
        }
        check.refuse();
        return Objects.requireNonNull(day);
    }

    /** Notes a fault unless the row is there and not retired by the day. */
    private void thereAt(EntryCheck check, String field, String table, String key, String id, LocalDate day) {
        boolean there = database.sql("select exists (select 1 from " + table + " where " + key
                        + " = :id and (retired_on is null or retired_on > :day))")
                .param("id", id)
                .param("day", day)
                .query(Boolean.class)
                .single();
        if (!there) {
            check.fault(field, "organization.fault.unknown");
        }
    }

    private PairingEntry present(Tie tie, String leader, String other, LocalDate from) {
        return history(leader).stream()
                .filter(pairing -> other.equals(tie.of(pairing)) && from.equals(pairing.from()))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable ContactEntry presentContact(String village) {
        return contacts().stream()
                .filter(contact -> village.equals(contact.administrativeVillage()) && contact.to() == null)
                .findFirst()
                .orElse(null);
    }

    private static boolean crosses(LocalDate began, @Nullable LocalDate ended, LocalDate from, @Nullable LocalDate to) {
        boolean never = began.equals(ended);
        return !never && (to == null || began.isBefore(to)) && (ended == null || ended.isAfter(from));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }

    private static PairingEntry pairing(ResultSet row, int index) throws SQLException {
        return new PairingEntry(
                row.getLong("id"),
                row.getString("leader"),
                row.getString("village"),
                row.getString("community"),
                row.getObject("valid_from", LocalDate.class),
                Columns.dateOrNull(row, "valid_to"));
    }

    private static ContactEntry contact(ResultSet row, int index) throws SQLException {
        return new ContactEntry(
                row.getLong("id"),
                row.getString("administrative_village"),
                row.getString("name"),
                row.getObject("valid_from", LocalDate.class),
                Columns.dateOrNull(row, "valid_to"));
    }

    /** What a leader is paired with. */
    enum Tie {
        VILLAGE("village_pairing", "natural_village"),
        COMMUNITY("community_pairing", "community");

        private final String table;
        private final String column;

        Tie(String table, String column) {
            this.table = table;
            this.column = column;
        }

        @Nullable
        String of(PairingEntry pairing) {
            return this == VILLAGE ? pairing.village() : pairing.community();
        }
    }

    /** What became of a pairing that was to be made. */
    enum Put {
        DONE,
        /** It was there already. */
        KNOWN,
        /** The two are paired at another time that crosses this one. */
        CROSSING
    }
}
