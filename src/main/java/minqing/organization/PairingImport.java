package minqing.organization;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import minqing.fault.FieldFault;
import minqing.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings in a pairing table (annex 1) as a whole or not at all. Each row pairs a leader with a natural village and a
 * community and names the village's contact; what is there already stays as it is. The columns may be called as in the
 * data files or in Chinese.
 */
@Service
public class PairingImport {

    /** More rows than any county's pairing table has. */
    static final int MOST_ROWS = 5000;

    private static final int MOST_FAULTS = 100;
    private static final int LONGEST = 60;

    private static final List<String> COLUMNS = List.of(
            "participating_unit",
            "leader",
            "town",
            "administrative_village",
            "natural_village",
            "village_contact",
            "paired_community",
            "valid_from",
            "valid_to");

    private static final Set<String> NEEDED =
            Set.of("participating_unit", "leader", "town", "administrative_village", "natural_village");

    /** 2026-07-05, 2026/7/5, 2026.7.5, and with Chinese signs between the numbers. */
    private static final Pattern DAY =
            Pattern.compile("(\\d{4})[-/.\\x{5E74}](\\d{1,2})[-/.\\x{6708}](\\d{1,2})\\x{65E5}?");

    private final Organization organization;
    private final UnitKeeping units;
    private final LeaderKeeping leaders;
    private final VillageKeeping villages;
    private final PairingKeeping pairings;
    private final OrganizationChanges changes;
    private final MessageSource messages;
    private final Clock clock;

    PairingImport(
            Organization organization,
            UnitKeeping units,
            LeaderKeeping leaders,
            VillageKeeping villages,
            PairingKeeping pairings,
            OrganizationChanges changes,
            MessageSource messages,
            Clock clock) {
        this.organization = organization;
        this.units = units;
        this.leaders = leaders;
        this.villages = villages;
        this.pairings = pairings;
        this.changes = changes;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * How a table is to be taken.
     *
     * @param from the day from which rows hold that name none; null: today
     * @param register whether villages and communities that are not there are made
     * @param replace whether present pairings of the table's units that it does not name end on {@code from}
     */
    public record Manner(@Nullable LocalDate from, boolean register, boolean replace) {}

    /**
     * What came of it.
     *
     * @param rows how many rows the table has
     * @param paired how many pairings were made
     * @param ended how many ended
     * @param registered how many villages and communities were made
     */
    public record Outcome(int rows, int paired, int ended, int registered) {}

    /**
     * Reads a file of comma separated values, in UTF-8 or as Chinese office programs write it, GB 18030.
     *
     * @throws InvalidInput with each fault by line and column
     */
    @Transactional
    public Outcome bringIn(String actor, byte[] file, Manner manner) {
        return bringIn(
                actor,
                Table.lines(decoded(file)).stream()
                        .map(line -> new TableRow(line.number(), line.values()))
                        .toList(),
                manner);
    }

    /**
     * Takes the rows of a table, the one with the columns' names first.
     *
     * @throws InvalidInput with each fault by line and column
     */
    @Transactional
    public Outcome bringIn(String actor, List<TableRow> table, Manner manner) {
        changes.oneAtATime();
        LocalDate from = manner.from() == null ? LocalDate.now(clock) : manner.from();
        EntryCheck check = new EntryCheck();
        check.day("from", from);
        check.refuse();
        Run run = new Run(actor, from, manner);
        run.read(table);
        return run.write();
    }

    /** The pairings of today as a file that can be brought in again; it begins with the mark that office programs need. */
    public String written() {
        StringBuilder text = new StringBuilder("\uFEFF");
        line(text, COLUMNS.stream().map(this::heading).toList());
        LocalDate today = LocalDate.now(clock);
        Map<String, Unit> units = organization.everyUnit().stream()
                .collect(Collectors.toMap(Unit::code, Function.identity()));
        Map<String, PairingEntry> present = new HashMap<>();
        Map<String, String> contacts = new HashMap<>();
        pairings.contacts().stream()
                .filter(contact -> holds(contact.from(), contact.to(), today))
                .forEach(contact -> contacts.put(contact.administrativeVillage(), contact.name()));
        pairings.history(null).forEach(pairing -> present.put(pairing.leader() + " " + pairing.village(), pairing));
        for (Leader leader : organization.everyLeader()) {
            List<Community> communities = organization.pairedCommunities(leader.account(), today);
            String community = communities.isEmpty() ? "" : communities.get(0).name();
            Unit unit = Objects.requireNonNull(units.get(leader.unit()));
            for (Village village : organization.pairedVillages(leader.account(), today)) {
                String parent = village.id().substring(0, village.id().indexOf('-'));
                PairingEntry pairing =
                        Objects.requireNonNull(present.get(leader.account() + " " + village.id()));
                line(
                        text,
                        List.of(
                                unit.name(),
                                leader.name(),
                                village.town(),
                                village.administrativeVillage(),
                                village.name(),
                                contacts.getOrDefault(parent, ""),
                                community,
                                String.valueOf(pairing.from()),
                                pairing.to() == null ? "" : pairing.to().toString()));
            }
        }
        return text.toString();
    }

    private static boolean holds(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate day) {
        return from != null && !from.isAfter(day) && (to == null || to.isAfter(day));
    }

    private static void line(StringBuilder text, List<String> values) {
        text.append(values.stream()
                        .map(value -> value.contains(",") || value.contains("\"")
                                ? '"' + value.replace("\"", "\"\"") + '"'
                                : value)
                        .collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private String heading(String column) {
        return messages.getMessage("organization.column." + column, null, Locale.SIMPLIFIED_CHINESE);
    }

    private static String decoded(byte[] file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            try {
                return Charset.forName("GB18030")
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(file))
                        .toString();
            } catch (CharacterCodingException neither) {
                throw InvalidInput.of("file", "organization.import.unreadable");
            }
        }
    }

    /**
     * A row of a table.
     *
     * @param number as the person sees it in the file, from 1
     */
    public record TableRow(int number, List<String> values) {}

    /** One row, understood. */
    private record Tie(
            int line,
            String leader,
            String village,
            @Nullable String community,
            String parent,
            @Nullable String contact,
            LocalDate from,
            @Nullable LocalDate to) {}

    /** One table being taken. */
    private final class Run {

        private final String actor;
        private final LocalDate usualFrom;
        private final Manner manner;
        private final List<FieldFault> faults = new ArrayList<>();
        private final List<Tie> ties = new ArrayList<>();
        private final Map<String, Integer> linesOf = new HashMap<>();
        private final Set<String> unitsNamed = new HashSet<>();
        private final Map<String, String> unitCodes = new HashMap<>();
        private final Map<String, List<String>> leaderAccounts = new HashMap<>();
        private final Map<String, String> parentIds = new HashMap<>();
        private final Map<String, String> villageIds = new HashMap<>();
        private final Map<String, String> communityIds = new HashMap<>();
        private int rows;
        private int registered;

        Run(String actor, LocalDate from, Manner manner) {
            this.actor = actor;
            this.usualFrom = from;
            this.manner = manner;
            LocalDate today = LocalDate.now(clock);
            for (UnitEntry unit : units.all()) {
                unitCodes.put(unit.name(), String.valueOf(unit.code()));
                unitCodes.put(unit.sealName(), String.valueOf(unit.code()));
            }
            leaders.all().stream()
                    .filter(leader -> leader.retiredOn() == null || leader.retiredOn().isAfter(today))
                    .forEach(leader -> leaderAccounts
                            .computeIfAbsent(leader.unit() + " " + leader.name(), name -> new ArrayList<>())
                            .add(String.valueOf(leader.account())));
            villages.administrativeVillages().stream()
                    .filter(parent -> parent.retiredOn() == null)
                    .forEach(parent -> parentIds.put(parent.town() + " " + parent.name(), String.valueOf(parent.id())));
            villages.villages().stream()
                    .filter(village -> village.retiredOn() == null)
                    .forEach(village -> villageIds.put(
                            village.administrativeVillage() + " " + village.name(), String.valueOf(village.id())));
            villages.communities().stream()
                    .filter(community -> community.retiredOn() == null)
                    .forEach(community -> communityIds.put(community.name(), String.valueOf(community.id())));
        }

        /** @throws InvalidInput with all faults found, or the first of very many */
        void read(List<TableRow> table) {
            if (table.size() < 2) {
                throw InvalidInput.of("file", "organization.import.empty");
            }
            if (table.size() - 1 > MOST_ROWS) {
                throw InvalidInput.of("file", "organization.import.many", String.valueOf(MOST_ROWS));
            }
            List<String> columns = columns(table.get(0));
            for (TableRow line : table.subList(1, table.size())) {
                rows++;
                if (line.values().size() > columns.size()) {
                    faults.add(new FieldFault(
                            String.valueOf(line.number()),
                            "organization.import.wide",
                            String.valueOf(line.number()),
                            line.values().size(),
                            columns.size()));
                } else {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int column = 0; column < line.values().size(); column++) {
                        row.put(columns.get(column), Table.cleaned(line.values().get(column)));
                    }
                    tie(line.number(), row);
                }
                if (faults.size() >= MOST_FAULTS) {
                    break;
                }
            }
            refuse();
        }

        Outcome write() {
            int paired = 0;
            Set<String> present = new HashSet<>();
            Set<String> contactsPut = new HashSet<>();
            for (Tie tie : ties) {
                paired += put(tie, "natural_village", PairingKeeping.Tie.VILLAGE, tie.village());
                present.add(tie.leader() + " " + tie.village());
                if (tie.community() != null) {
                    String two = tie.leader() + " " + tie.community();
                    if (contactsPut.add(two + " " + tie.from() + " " + tie.to())) {
                        paired += put(tie, "paired_community", PairingKeeping.Tie.COMMUNITY, tie.community());
                    }
                    present.add(two);
                }
                if (tie.contact() != null
                        && contactsPut.add(tie.parent() + " " + tie.contact() + " " + tie.from() + " " + tie.to())
                        && !pairings.putContact(actor, tie.parent(), tie.contact(), tie.from(), tie.to())) {
                    fault(tie.line(), "village_contact", "organization.import.contact-crossing", tie.contact());
                }
            }
            refuse();
            return new Outcome(rows, paired, manner.replace() ? endOthers(present) : 0, registered);
        }

        private int put(Tie tie, String column, PairingKeeping.Tie kind, String other) {
            PairingKeeping.Put put = pairings.put(actor, kind, tie.leader(), other, tie.from(), tie.to());
            if (put == PairingKeeping.Put.CROSSING) {
                fault(tie.line(), column, "organization.import.crossing");
            }
            return put == PairingKeeping.Put.DONE ? 1 : 0;
        }

        private int endOthers(Set<String> present) {
            Set<String> ofTheUnits = leaders.all().stream()
                    .filter(leader -> unitsNamed.contains(leader.unit()))
                    .map(leader -> String.valueOf(leader.account()))
                    .collect(Collectors.toSet());
            int ended = 0;
            for (PairingEntry pairing : pairings.history(null)) {
                String other = pairing.village() == null ? pairing.community() : pairing.village();
                if (pairing.to() == null
                        && ofTheUnits.contains(String.valueOf(pairing.leader()))
                        && !present.contains(pairing.leader() + " " + other)) {
                    LocalDate began = Objects.requireNonNull(pairing.from());
                    pairings.end(
                            actor, Objects.requireNonNull(pairing.id()), began.isAfter(usualFrom) ? began : usualFrom);
                    ended++;
                }
            }
            return ended;
        }

        private List<String> columns(TableRow headings) {
            Map<String, String> known = new HashMap<>();
            COLUMNS.forEach(column -> {
                known.put(column, column);
                known.put(heading(column), column);
            });
            List<String> columns = new ArrayList<>();
            for (String heading : headings.values()) {
                String column = known.get(Table.cleaned(heading));
                if (column == null) {
                    faults.add(new FieldFault(
                            String.valueOf(headings.number()),
                            "organization.import.column-unknown",
                            String.valueOf(headings.number()),
                            shortened(heading)));
                } else if (columns.contains(column)) {
                    faults.add(new FieldFault(
                            String.valueOf(headings.number()),
                            "organization.import.column-twice",
                            String.valueOf(headings.number()),
                            shortened(heading)));
                } else {
                    columns.add(column);
                }
            }
            COLUMNS.stream()
                    .filter(column -> NEEDED.contains(column) && !columns.contains(column))
                    .forEach(column -> faults.add(new FieldFault(
                            String.valueOf(headings.number()),
                            "organization.import.column-missing",
                            String.valueOf(headings.number()),
                            name(column))));
            refuse();
            return columns;
        }

        private void tie(int line, Map<String, String> row) {
            int before = faults.size();
            Map<String, String> values = new HashMap<>();
            COLUMNS.stream()
                    .filter(column -> !column.startsWith("valid_"))
                    .forEach(column -> text(line, column, row.getOrDefault(column, ""))
                            .ifPresent(text -> values.put(column, text)));
            LocalDate from = day(line, "valid_from", row).orElse(usualFrom);
            LocalDate to = day(line, "valid_to", row).orElse(null);
            if (to != null && !to.isAfter(from)) {
                fault(line, "valid_to", "organization.import.before");
            }
            if (faults.size() > before) {
                return;
            }
            String unit = unitCodes.get(values.get("participating_unit"));
            if (unit == null) {
                fault(line, "participating_unit", "organization.import.unknown", values.get("participating_unit"));
                return;
            }
            unitsNamed.add(unit);
            List<String> accounts = leaderAccounts.getOrDefault(unit + " " + values.get("leader"), List.of());
            if (accounts.size() != 1) {
                fault(
                        line,
                        "leader",
                        accounts.isEmpty() ? "organization.import.unknown" : "organization.import.ambiguous",
                        values.get("leader"));
                return;
            }
            String parent = parent(line, values);
            String village = parent == null ? null : village(line, parent, values);
            String community = values.containsKey("paired_community") ? community(line, values) : null;
            if (parent == null || village == null || faults.size() > before) {
                return;
            }
            Integer earlier = linesOf.putIfAbsent(accounts.get(0) + " " + village + " " + from, line);
            if (earlier != null) {
                fault(line, "natural_village", "organization.import.twice", earlier);
                return;
            }
            ties.add(new Tie(
                    line, accounts.get(0), village, community, parent, values.get("village_contact"), from, to));
        }

        private @Nullable String parent(int line, Map<String, String> values) {
            String name = values.get("administrative_village");
            String key = values.get("town") + " " + name;
            if (!parentIds.containsKey(key) && mayRegister(line, "administrative_village", name)) {
                register(line, "administrative_village", () -> parentIds.put(
                        key,
                        String.valueOf(villages.create(
                                        actor,
                                        new AdministrativeVillageEntry(
                                                null, name, values.get("town"), null, null, null))
                                .id())));
            }
            return parentIds.get(key);
        }

        private @Nullable String village(int line, String parent, Map<String, String> values) {
            String name = values.get("natural_village");
            String key = parent + " " + name;
            if (!villageIds.containsKey(key) && mayRegister(line, "natural_village", name)) {
                register(line, "natural_village", () -> villageIds.put(
                        key,
                        String.valueOf(villages.create(actor, new VillageEntry(null, parent, name, null, null, null))
                                .id())));
            }
            return villageIds.get(key);
        }

        private @Nullable String community(int line, Map<String, String> values) {
            String name = values.get("paired_community");
            if (!communityIds.containsKey(name) && mayRegister(line, "paired_community", name)) {
                register(line, "paired_community", () -> communityIds.put(
                        name,
                        String.valueOf(villages.create(actor, new CommunityEntry(null, name, null, null, null))
                                .id())));
            }
            return communityIds.get(name);
        }

        private boolean mayRegister(int line, String column, @Nullable String name) {
            if (!manner.register()) {
                fault(line, column, "organization.import.unknown", name);
            }
            return manner.register();
        }

        /** What a village or community may not be called is wrong with the line that calls it so. */
        private void register(int line, String column, Runnable creation) {
            try {
                creation.run();
                registered++;
            } catch (InvalidInput wrong) {
                MessageSourceResolvable first = wrong.faults().get(0);
                faults.add(new FieldFault(field(line, column), "organization.import.wrapped", String.valueOf(line), first));
            }
        }

        private Optional<String> text(int line, String column, String value) {
            if (value.isEmpty()) {
                if (NEEDED.contains(column)) {
                    fault(line, column, "organization.import.required");
                }
                return Optional.empty();
            }
            if (!Table.isPlain(value)) {
                fault(line, column, "organization.import.characters");
            } else if (value.codePointCount(0, value.length()) > LONGEST) {
                fault(line, column, "organization.import.long", LONGEST);
            } else if ("=+-@".indexOf(value.charAt(0)) >= 0) {
                fault(line, column, "organization.import.start");
            }
            return Optional.of(value);
        }

        private Optional<LocalDate> day(int line, String column, Map<String, String> row) {
            String value = row.getOrDefault(column, "");
            if (value.isEmpty()) {
                return Optional.empty();
            }
            Matcher day = DAY.matcher(value);
            try {
                if (day.matches()) {
                    LocalDate read = LocalDate.of(
                            Integer.parseInt(day.group(1)),
                            Integer.parseInt(day.group(2)),
                            Integer.parseInt(day.group(3)));
                    EntryCheck check = new EntryCheck();
                    check.day("from", read);
                    if (check.isFaultless()) {
                        return Optional.of(read);
                    }
                }
            } catch (DateTimeException noDay) {
                // Said below.
            }
            fault(line, column, "organization.import.day");
            return Optional.empty();
        }

        private void fault(int line, String column, String key, @Nullable Object... more) {
            Object[] arguments = new Object[more.length + 2];
            arguments[0] = String.valueOf(line);
            arguments[1] = name(column);
            for (int index = 0; index < more.length; index++) {
                arguments[index + 2] = more[index] instanceof String text ? shortened(text) : String.valueOf(more[index]);
            }
            faults.add(new FieldFault(field(line, column), key, arguments));
        }

        private void refuse() {
            if (!faults.isEmpty()) {
                throw new InvalidInput(faults);
            }
        }

        private String field(int line, String column) {
            return line + "." + column;
        }

        private static DefaultMessageSourceResolvable name(String column) {
            return new DefaultMessageSourceResolvable(new String[] {"organization.column." + column}, column);
        }

        private static String shortened(String text) {
            StringBuilder shown = new StringBuilder();
            text.codePoints()
                    .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                    .limit(30)
                    .forEach(shown::appendCodePoint);
            return shown.toString();
        }
    }
}
