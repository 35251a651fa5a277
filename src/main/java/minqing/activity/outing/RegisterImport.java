package minqing.activity.outing;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.WrittenName;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.Documents;
import minqing.platform.document.ImportColumn;
import minqing.platform.document.ImportColumns;
import minqing.platform.document.ImportedRow;
import minqing.platform.document.ImportedSheet;
import minqing.platform.document.Imports;
import minqing.platform.document.OutputOptions;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings in a register that was kept on paper, in the columns of its annex, as a whole or not at all. What a leader did on
 * one day in one place becomes one outing, held against the rules of any other entry.
 */
@Service
class RegisterImport {

    /** {@code receptions[0].matter}: which part of the outing, and what of it. */
    private static final Pattern PART = Pattern.compile("[a-z]+\\[(\\d+)]\\.(.+)");

    /** Only one import at a time looks for what is there already. */
    private static final String LOCK = "registers";

    private final Imports sheets;
    private final Documents documents;
    private final Organization organization;
    private final Outings outings;
    private final OutingRepository repository;
    private final OutingChecks checks;
    private final OutingWords words;
    private final Periods periods;
    private final SubmissionSchedules schedules;
    private final Clock clock;

    RegisterImport(
            Imports sheets,
            Documents documents,
            Organization organization,
            Outings outings,
            OutingRepository repository,
            OutingChecks checks,
            OutingWords words,
            Periods periods,
            SubmissionSchedules schedules,
            Clock clock) {
        this.sheets = sheets;
        this.documents = documents;
        this.organization = organization;
        this.outings = outings;
        this.repository = repository;
        this.checks = checks;
        this.words = words;
        this.periods = periods;
        this.schedules = schedules;
        this.clock = clock;
    }

    /**
     * How a register is to be taken.
     *
     * @param skipDuplicates whether rows that are there already, in the file or in the register, are passed over
     * @param history whether it is of the years before the unit's first table; its days lie before that or after, never mixed
     */
    record Manner(boolean skipDuplicates, boolean history) {}

    /**
     * What came of it.
     *
     * @param rows how many rows the file has
     * @param imported how many of them are in the register now
     * @param skipped how many were there already
     * @param outings how many outings were made of them; rows may also have joined outings that were there
     * @param joined which of the imported rows tell of a forum that another leader's register tells of
     */
    record Outcome(int rows, int imported, int skipped, int outings, List<Joined> joined) {}

    /**
     * A row of a forum that is entered once and stands in the registers of several leaders: its leader is among those who
     * attended, and what is told of the forum is what the other register says.
     *
     * @param leader the name
     * @param sameAsRow the row of the file that tells of the same forum
     * @param sameAsOuting else the number of the outing that told of it before
     */
    record Joined(
            int row,
            String leader,
            @Nullable Integer sameAsRow,
            @Nullable String sameAsOuting) {}

    /** @throws Missing when there is no such register */
    static PaperRegister register(String code) {
        return PaperRegister.of(code).orElseThrow(() -> new Missing("outing.register-missing"));
    }

    /** An empty .xlsx to fill in. */
    DocumentFile template(PaperRegister register) {
        return sheets.template(columns(register), OutputOptions.at(clock.instant()));
    }

    void requireMayImport(Account account) {
        if (!OutingSecrecy.mayImport(account)) {
            throw new Forbidden("outing.import.forbidden");
        }
    }

    /**
     * Takes the rows of the file, all or none.
     *
     * @throws InvalidInput with each fault by row and column
     */
    @Transactional(rollbackFor = IOException.class)
    public Outcome bringIn(Account account, PaperRegister register, InputStream file, Manner manner)
            throws IOException {
        requireMayImport(account);
        ImportedSheet sheet = sheets.read(file, columns(register));
        repository.lockKey(LOCK, LOCK);
        Run run = new Run(account, register, manner);
        run.read(sheet);
        run.findDuplicates();
        run.findJointForums();
        List<Entry> entries = run.entries();
        sheet.refuseFaults(run.faults());
        outings.attendSigned(account, run.attendance());
        int made = outings.enterSigned(account, entries);
        return new Outcome(
                sheet.rows().size(),
                run.found.size(),
                sheet.rows().size() - run.found.size(),
                made,
                List.copyOf(run.joined.values()));
    }

    private ImportColumns columns(PaperRegister register) {
        List<ImportColumn> columns = new ArrayList<>();
        for (String key : register.annex().columns()) {
            columns.add(column(register, key));
            if (key.equals("visitor")) {
                columns.add(ImportColumn.count("people", words.of("outing.label.receptions.people"))
                        .optional()
                        .explained(words.of("outing.import.note.people")));
            }
        }
        return new ImportColumns(
                documents.title(register.annex()), columns, List.of(words.of("outing.import.column.number")));
    }

    private ImportColumn column(PaperRegister register, String key) {
        String title = documents.columnTitle(register.annex(), key);
        return switch (key) {
            case "name" -> ImportColumn.text(key, title, OutingChecks.LONGEST_NAME);
            case "unit", "position", "unit-position" ->
                ImportColumn.text(key, title, OutingChecks.LONGEST_NAME)
                        .optional()
                        .explained(words.of("outing.import.note.unit"));
            case "time" -> ImportColumn.date(key, title);
            case "place" ->
                ImportColumn.text(key, title, OutingChecks.LONGEST_PLACE)
                        .explained(words.of("outing.import.note.place"));
            case "remarks" -> remarks(register, key, title);
            default -> {
                ImportColumn text = ImportColumn.text(key, title, register.longest(key));
                yield register.requires(key) ? text : text.optional();
            }
        };
    }

    /** A diary has no remarks but the one its register shows; a forum's may say that it is the closing one. */
    private ImportColumn remarks(PaperRegister register, String key, String title) {
        return switch (register) {
            case DIARIES ->
                ImportColumn.choice(key, title, List.of(policySuggestion())).optional();
            case FORUMS ->
                ImportColumn.text(key, title, OutingChecks.LONGEST_REMARK)
                        .optional()
                        .explained(words.of("outing.import.note.closing", closing()));
            case LABOUR, RECEPTIONS ->
                ImportColumn.text(key, title, OutingChecks.LONGEST_REMARK).optional();
        };
    }

    private String policySuggestion() {
        return words.of("outing.label.diary.policySuggestion");
    }

    private String closing() {
        return words.of("outing.label.forums.closing");
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A row of which it is known who, when and where. */
    private record Found(ImportedRow row, Leader leader, LocalDate day, PaperPlaces.Place place) {}

    /** Rows that make one outing. */
    private record Visit(String leader, LocalDate day, PaperPlaces.Place place) {}

    /** What makes two rows the same. */
    private record Likeness(String leader, LocalDate day, PaperPlaces.Place place, String text) {}

    /** What makes two rows tell of one forum, whoever attended it. */
    private record Meeting(LocalDate day, PaperPlaces.Place place, String topic) {}

    /** One file being taken. */
    private final class Run {

        private final Account account;
        private final PaperRegister register;
        private final Manner manner;
        private final Catalogue catalogue = checks.ever();
        private final PaperPlaces places = new PaperPlaces(organization, catalogue);
        private final Map<String, List<Leader>> leaders = catalogue.leaders().stream()
                .collect(Collectors.groupingBy(leader -> WrittenName.comparable(leader.name())));
        private final Map<String, Unit> units =
                organization.everyUnit().stream().collect(Collectors.toMap(Unit::code, unit -> unit));
        private final Map<String, Optional<LocalDate>> begins = new HashMap<>();
        private final LocalDate today = LocalDate.now(clock);
        private final List<FieldFault> faults = new ArrayList<>();
        private final Map<Integer, Joined> joined = new TreeMap<>();
        private final Map<Integer, Set<String>> attendants = new HashMap<>();
        private final Map<OutingRepository.StoredForum, Set<String>> attendance = new LinkedHashMap<>();
        private List<Found> found = new ArrayList<>();
        private final List<Found> flawed = new ArrayList<>();
        private final Set<String> flawedCells = new HashSet<>();

        Run(Account account, PaperRegister register, Manner manner) {
            this.account = account;
            this.register = register;
            this.manner = manner;
        }

        /** What was found. */
        List<FieldFault> faults() {
            return faults;
        }

        /**
         * Who, when and where. A row with a cell at fault is looked at as far as its other cells go, so that one round tells
         * all.
         */
        void read(ImportedSheet sheet) {
            Set<Object> flawedRows =
                    sheet.faults().stream().map(fault -> fault.arguments()[0]).collect(Collectors.toSet());
            sheet.faults().forEach(fault -> flawedCells.add(fault.field()));
            for (ImportedRow row : sheet.rows()) {
                LocalDate day = row.date("time");
                Leader leader = row.text("name").isEmpty() ? null : leader(row);
                boolean timely = leader != null && day != null && requireItsTime(row, leader, day);
                PaperPlaces.Place place = row.text("place").isEmpty() ? null : place(row, leader, day);
                if (place != null && timely) {
                    Found one = new Found(row, Objects.requireNonNull(leader), Objects.requireNonNull(day), place);
                    (flawedRows.contains(Integer.toString(row.number())) ? flawed : found).add(one);
                }
            }
        }

        /** Which of several places of one name is meant, only who was there and when can tell. */
        private PaperPlaces.@Nullable Place place(ImportedRow row, @Nullable Leader leader, @Nullable LocalDate day) {
            String written = row.text("place");
            if (leader == null || day == null) {
                if (!places.known(written)) {
                    faults.add(row.fault("place", "outing.import.place"));
                }
                return null;
            }
            PaperPlaces.Place place =
                    places.find(written, leader.account(), day).orElse(null);
            if (place == null) {
                faults.add(places.retired(written)
                        .map(from -> row.fault("place", "outing.import.place-retired", words.day(from)))
                        .orElseGet(() -> row.fault("place", "outing.import.place")));
            }
            return place;
        }

        private @Nullable Leader leader(ImportedRow row) {
            List<Leader> named = leaders.getOrDefault(WrittenName.comparable(row.text("name")), List.of());
            if (named.size() > 1) {
                String unit = WrittenName.comparable(row.text("unit") + row.text("unit-position"));
                named = named.stream()
                        .filter(leader -> unit.contains(WrittenName.comparable(unit(leader))))
                        .toList();
                if (named.size() != 1) {
                    faults.add(row.fault("name", "outing.import.several-leaders"));
                    return null;
                }
            }
            if (named.isEmpty()) {
                faults.add(row.fault("name", "outing.import.no-leader"));
                return null;
            }
            return named.get(0);
        }

        private String unit(Leader leader) {
            return Objects.requireNonNull(units.get(leader.unit())).name();
        }

        /** Years before the system are taken only where they are announced: a mistyped year is found that way. */
        private boolean requireItsTime(ImportedRow row, Leader leader, LocalDate day) {
            LocalDate begin = begins.computeIfAbsent(
                            leader.unit(),
                            unit -> periods.firstPeriod(unit)
                                    .map(month -> schedules.of(month).periodFrom()))
                    .orElse(null);
            if (day.isAfter(today) || day.isBefore(SubmissionSchedules.FIRST_DAY)) {
                return true;
            }
            if (begin == null) {
                if (manner.history()) {
                    faults.add(row.fault("time", "outing.import.no-beginning", unit(leader)));
                }
                return !manner.history();
            }
            if (day.isBefore(begin) != manner.history()) {
                faults.add(row.fault(
                        "time",
                        manner.history() ? "outing.import.not-history" : "outing.import.history",
                        words.day(begin)));
                return false;
            }
            return true;
        }

        /** The same row twice in the file, and a record like it in the register. */
        void findDuplicates() {
            Map<Likeness, Integer> rows = new HashMap<>();
            Map<Likeness, String> stored = stored();
            List<Found> kept = new ArrayList<>();
            for (Found one : found) {
                Likeness likeness = likeness(one.leader().account(), one.day(), one.place(), text(one.row()));
                Integer before = rows.putIfAbsent(likeness, one.row().number());
                String number = stored.get(likeness);
                if (before == null && number == null) {
                    kept.add(one);
                } else if (!manner.skipDuplicates()) {
                    faults.add(
                            number == null || before != null
                                    ? one.row().fault("name", "outing.import.twice", String.valueOf(before))
                                    : one.row().fault("name", "outing.import.there", number));
                }
            }
            found = kept;
        }

        private Map<Likeness, String> stored() {
            Map<Likeness, String> stored = new HashMap<>();
            for (OutingRepository.Stored one : repository.stored(register, accounts(), days())) {
                placesOf(one.village(), one.community())
                        .forEach(place ->
                                stored.putIfAbsent(likeness(one.leader(), one.day(), place, one.text()), one.number()));
            }
            return stored;
        }

        /** An outing to a village and a community was in both. */
        private static List<PaperPlaces.Place> placesOf(@Nullable String village, @Nullable String community) {
            return Stream.of(new PaperPlaces.Place(village, null), new PaperPlaces.Place(null, community))
                    .filter(place -> place.village() != null || place.community() != null)
                    .toList();
        }

        /**
         * Finds the rows that tell of a forum which another leader's register tells of as well, in the file or before: such a
         * forum is one (D3), and what such a row adds is that its leader attended.
         */
        void findJointForums() {
            if (register != PaperRegister.FORUMS) {
                return;
            }
            Map<Meeting, OutingRepository.StoredForum> there = new HashMap<>();
            for (OutingRepository.StoredForum forum : repository.forumsOn(days())) {
                placesOf(forum.village(), forum.community())
                        .forEach(place -> there.putIfAbsent(
                                new Meeting(forum.day(), place, WrittenName.comparable(forum.topic())), forum));
            }
            List<Outing> outingsThere = repository.outingsOn(accounts(), days());
            Map<Meeting, Found> told = new HashMap<>();
            found.stream()
                    .filter(one -> !one.row().text("account").isEmpty())
                    .forEach(one -> told.putIfAbsent(meeting(one), one));
            found.forEach(one -> told.putIfAbsent(meeting(one), one));
            List<Found> kept = new ArrayList<>();
            for (Found one : found) {
                OutingRepository.StoredForum forum = there.get(meeting(one));
                Found first = Objects.requireNonNull(told.get(meeting(one)));
                boolean attended =
                        forum != null && forum.leaders().contains(one.leader().account());
                if (forum != null && attended && outingsThere.stream().anyMatch(outing -> isOf(outing, one))) {
                    if (!manner.skipDuplicates()) {
                        faults.add(one.row().fault("name", "outing.import.there", forum.number()));
                    }
                    continue;
                }
                kept.add(one);
                if (forum != null) {
                    if (!attended) {
                        attendance
                                .computeIfAbsent(forum, key -> new TreeSet<>())
                                .add(one.leader().account());
                    }
                    join(one, null, forum.number());
                } else if (one != first) {
                    attendants
                            .computeIfAbsent(first.row().number(), key -> new TreeSet<>())
                            .add(one.leader().account());
                    join(one, first.row().number(), null);
                }
            }
            found = kept;
        }

        private void join(Found one, @Nullable Integer row, @Nullable String outing) {
            joined.put(
                    one.row().number(),
                    new Joined(one.row().number(), one.leader().name(), row, outing));
        }

        private Meeting meeting(Found one) {
            return new Meeting(one.day(), one.place(), WrittenName.comparable(text(one.row())));
        }

        private static boolean isOf(Outing outing, Found one) {
            return outing.leader().equals(one.leader().account())
                    && !one.day().isBefore(outing.date())
                    && !one.day().isAfter(outing.dateTo())
                    && placesOf(outing.village(), outing.community()).contains(one.place());
        }

        /** Who attended the forums that were there before. */
        Map<OutingRepository.StoredForum, Set<String>> attendance() {
            return attendance;
        }

        private Set<String> accounts() {
            return found.stream().map(one -> one.leader().account()).collect(Collectors.toSet());
        }

        private Set<LocalDate> days() {
            return found.stream().map(Found::day).collect(Collectors.toSet());
        }

        private static Likeness likeness(String leader, LocalDate day, PaperPlaces.Place place, String text) {
            return new Likeness(leader, day, place, WrittenName.comparable(text));
        }

        private String text(ImportedRow row) {
            return switch (register) {
                case LABOUR -> row.text("account");
                case RECEPTIONS -> row.text("visitor") + row.text("matter");
                case FORUMS -> row.text("topic");
                case DIARIES -> row.text("seen") + row.text("opinions") + row.text("reflections");
            };
        }

        /** One outing of what a leader did on one day in one place; of diaries an outing has but one. */
        List<Entry> entries() {
            Map<Visit, List<Found>> visits = new LinkedHashMap<>();
            List<List<Found>> groups = new ArrayList<>();
            for (Found one : found) {
                Visit visit = new Visit(one.leader().account(), one.day(), one.place());
                List<Found> group = visits.get(visit);
                if (group == null || register == PaperRegister.DIARIES || group.size() == OutingChecks.MOST_PARTS) {
                    group = new ArrayList<>();
                    visits.put(visit, group);
                    groups.add(group);
                }
                group.add(one);
            }
            List<Entry> entries = new ArrayList<>();
            for (List<Found> group : groups) {
                try {
                    entries.add(checks.forImport(account, input(group), catalogue));
                } catch (InvalidInput invalid) {
                    invalid.faults().forEach(fault -> tell(group, fault));
                }
            }
            flawed.forEach(this::judge);
            return entries;
        }

        /** What else is wrong with a row of which nothing is taken anyway. */
        private void judge(Found one) {
            try {
                checks.forImport(account, input(List.of(one)), catalogue);
            } catch (InvalidInput invalid) {
                invalid.faults().forEach(fault -> tell(List.of(one), fault));
            }
        }

        /** The rows that tell of something of their own; the others only of a forum told of elsewhere. */
        private List<Found> telling(List<Found> group) {
            return group.stream()
                    .filter(one -> !joined.containsKey(one.row().number()))
                    .toList();
        }

        private OutingInput input(List<Found> group) {
            Found first = group.get(0);
            List<ImportedRow> rows = telling(group).stream().map(Found::row).toList();
            return new OutingInput(
                    first.leader().account(),
                    first.day(),
                    null,
                    null,
                    first.place().community(),
                    first.place().village(),
                    register.kind(),
                    null,
                    null,
                    register == PaperRegister.LABOUR
                            ? rows.stream().map(this::labour).toList()
                            : null,
                    register == PaperRegister.RECEPTIONS
                            ? rows.stream().map(this::reception).toList()
                            : null,
                    register == PaperRegister.FORUMS && !rows.isEmpty()
                            ? rows.stream().map(this::forum).toList()
                            : null,
                    register == PaperRegister.DIARIES ? diary(rows.get(0)) : null,
                    null,
                    null,
                    null);
        }

        private OutingInput.LabourInput labour(ImportedRow row) {
            return new OutingInput.LabourInput(
                    null,
                    null,
                    null,
                    places.written(row.text("place")),
                    row.text("account"),
                    orNull(row.text("remarks")));
        }

        private OutingInput.ReceptionInput reception(ImportedRow row) {
            return new OutingInput.ReceptionInput(
                    null,
                    null,
                    null,
                    places.written(row.text("place")),
                    row.text("visitor"),
                    null,
                    row.text("matter"),
                    orNull(row.text("account")),
                    row.count("people"),
                    null,
                    null,
                    null,
                    orNull(row.text("remarks")),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        private OutingInput.ForumInput forum(ImportedRow row) {
            String remarks = row.text("remarks");
            return new OutingInput.ForumInput(
                    null,
                    null,
                    null,
                    places.written(row.text("place")),
                    row.text("attendees"),
                    List.copyOf(attendants.getOrDefault(row.number(), Set.of())),
                    row.text("topic"),
                    orNull(row.text("account")),
                    remarks.contains(closing()),
                    orNull(remarks.equals(closing()) ? "" : remarks));
        }

        private OutingInput.DiaryInput diary(ImportedRow row) {
            return new OutingInput.DiaryInput(
                    orNull(row.text("seen")),
                    orNull(row.text("opinions")),
                    orNull(row.text("reflections")),
                    row.text("remarks").equals(policySuggestion()));
        }

        /** Says what the rules of an outing found wrong where it stands in the file. */
        private void tell(List<Found> group, FieldFault fault) {
            Matcher part = PART.matcher(fault.field());
            if (part.matches()) {
                tell(telling(group).get(Integer.parseInt(part.group(1))), column(part.group(2)), fault);
            } else {
                group.forEach(one -> tell(one, column(fault.field()), fault));
            }
        }

        /** A cell that could not be read was told of already. */
        private void tell(Found one, String column, FieldFault fault) {
            FieldFault told = one.row().fault(column, "outing.import.wrapped", fault);
            if (!flawedCells.contains(told.field())) {
                faults.add(told);
            }
        }

        private String column(String field) {
            return switch (field) {
                case "date", "dateTo" -> "time";
                case "place", "village", "community", "villageDay" -> "place";
                case "visitor", "people", "matter", "attendees", "topic" -> field;
                case "work", "text" -> "account";
                case "remark" -> "remarks";
                case "diary.seen" -> "seen";
                case "diary.opinions" -> "opinions";
                case "diary.reflections" -> "reflections";
                default -> "name";
            };
        }
    }
}
