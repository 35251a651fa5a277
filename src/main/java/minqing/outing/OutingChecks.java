package minqing.outing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.calendar.SubmissionSchedules;
import minqing.fault.FieldFault;
import minqing.fault.InvalidInput;
import minqing.organization.Account;
import minqing.organization.Directory;
import minqing.organization.Leader;
import minqing.organization.Organization;
import minqing.outing.OutingInput.DiaryInput;
import minqing.outing.OutingInput.ForumInput;
import minqing.outing.OutingInput.LabourInput;
import minqing.outing.OutingInput.ProblemInput;
import minqing.outing.OutingInput.ReceptionInput;
import minqing.outing.OutingInput.ReceptionProblem;
import minqing.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds what was sent against every rule of an outing and its parts, and tells all that is wrong at once. */
@Component
class OutingChecks {

    static final int LONGEST_TEXT = 4000;
    static final int LONGEST_SUMMARY = 200;
    static final int LONGEST_PLACE = 100;
    static final int LONGEST_NAME = 200;
    static final int LONGEST_TIME = 50;
    static final int LONGEST_REMARK = 500;
    static final int LONGEST_REASON = 500;

    /** As many parts of one kind as anybody ever enters. */
    static final int MOST_PARTS = 50;

    /** Longer stays are entered piece by piece. */
    private static final int MOST_DAYS = 92;

    private static final int MOST_PEOPLE = 9999;

    /** From five people on a petition is a collective one. */
    private static final int GROUP_FROM = 5;

    private static final int LONGEST_TITLE = 60;

    private final Organization organization;
    private final Directory directory;
    private final Kinds kinds;
    private final Problems problems;
    private final OutingWords words;
    private final Clock clock;

    OutingChecks(
            Organization organization,
            Directory directory,
            Kinds kinds,
            Problems problems,
            OutingWords words,
            Clock clock) {
        this.organization = organization;
        this.directory = directory;
        this.kinds = kinds;
        this.problems = problems;
        this.words = words;
        this.clock = clock;
    }

    /**
     * An outing to be entered.
     *
     * @throws InvalidInput with everything that is wrong
     */
    Entry forEntry(Account account, OutingInput input) {
        Check check = new Check(input, null, null);
        if (input.version() != null) {
            check.fault("version", "fault.field.unknown");
        }
        if (input.reason() != null) {
            check.fault("reason", "fault.field.unknown");
        }
        return check.entry(account, input.leader(), present());
    }

    /**
     * An outing out of a register on paper.
     *
     * @param catalogue of {@link #ever}, read once for the whole register
     * @throws InvalidInput with everything that is wrong
     */
    Entry forImport(Account account, OutingInput input, Catalogue catalogue) {
        return new Check(input, null, null).entry(account, input.leader(), catalogue);
    }

    /** What there is today. */
    private Catalogue present() {
        return new Catalogue(
                organization.leaders(),
                organization.villages(),
                organization.communities(),
                kinds.kinds(),
                kinds.themes());
    }

    /** What there ever was: old registers name leaders who have left and villages that are no more. */
    Catalogue ever() {
        return new Catalogue(
                organization.everyLeader(),
                organization.everyVillage(),
                organization.communities(),
                kinds.kinds(),
                kinds.themes());
    }

    /**
     * A change of an outing; who went stays.
     *
     * @throws InvalidInput with everything that is wrong
     */
    Entry forChange(Account account, OutingInput input, Outing outing, Parts parts) {
        Check check = new Check(input, outing, parts);
        if (input.version() == null) {
            check.required("version");
        }
        check.text("reason", input.reason(), LONGEST_REASON, true);
        if (input.leader() != null && !input.leader().equals(outing.leader())) {
            check.fault("leader", "outing.leader-stays");
        }
        return check.entry(account, outing.leader(), present());
    }

    /** Why something is changed or removed. */
    String reason(@Nullable String reason) {
        Check check = new Check(null, null, null);
        String checked = check.text("reason", reason, LONGEST_REASON, true);
        check.refuse();
        return checked;
    }

    /**
     * Reasons are read by everybody who reads the outing.
     *
     * @throws InvalidInput naming {@code reason} when it names somebody who came
     */
    void requireNeutral(@Nullable String reason, Collection<Parts.Visitor> visitors) {
        if (visitors.stream().anyMatch(visitor -> names(reason, visitor.name(), visitor.contact()))) {
            throw InvalidInput.of("reason", "outing.names-visitor", words.label("reason"));
        }
    }

    private static boolean names(@Nullable String text, String visitor, @Nullable String contact) {
        return text != null
                && ((visitor.codePointCount(0, visitor.length()) > 1 && text.contains(visitor))
                        || (contact != null && contact.length() > 1 && text.contains(contact)));
    }

    /** The report of a problem that a stored reception becomes. */
    Entry.ProblemEntry problemOf(Outing outing, Parts.Reception reception, @Nullable ReceptionProblem input) {
        Check check = new Check(null, outing, null);
        if (reception.summary() == null) {
            check.fault("summary", "outing.summary-for-problem");
        }
        Entry.ProblemEntry problem = check.problemOf(
                "problem",
                input == null ? new ReceptionProblem(null, null, null, null) : input,
                reception.summary(),
                outing.village());
        Account leader = directory.account(outing.leader()).orElseThrow();
        problems.faults(leader, problem.report())
                .forEach(fault -> check.add(new FieldFault(fault.field(), fault.messageKey(), fault.arguments())));
        check.refuse();
        return problem;
    }

    /** One run over one input: collects what is wrong. */
    private final class Check {

        private final @Nullable OutingInput input;
        private final @Nullable Outing outing;
        private final @Nullable Parts parts;
        private final List<FieldFault> faults = new ArrayList<>();
        private @Nullable LocalDate date;
        private @Nullable LocalDate dateTo;
        private @Nullable String village;
        private @Nullable String community;

        private Check(@Nullable OutingInput input, @Nullable Outing outing, @Nullable Parts parts) {
            this.input = input;
            this.outing = outing;
            this.parts = parts;
        }

        private Entry entry(Account account, @Nullable String leaderAccount, Catalogue catalogue) {
            OutingInput sent = java.util.Objects.requireNonNull(input);
            Optional<Leader> leader = leader(account, leaderAccount, catalogue);
            dates(sent);
            Optional<Kinds.Kind> kind = kind(sent.kind(), catalogue);
            String theme = theme(sent.theme(), kind.orElse(null), catalogue);
            village = village(sent.village(), catalogue);
            community = community(sent.community(), catalogue);
            if (village == null && community == null && isBlank(sent.village()) && isBlank(sent.community())) {
                required("village");
            }
            boolean villageDay = sent.villageDay() == null
                    ? village != null && kind.map(Kinds.Kind::villageDay).orElse(false)
                    : sent.villageDay();
            if (villageDay && village == null && isBlank(sent.village())) {
                fault("villageDay", "outing.village-day");
            }
            List<Parts.Labour> labour = each("labour", sent.labour(), this::labour);
            List<Entry.ReceptionEntry> receptions = each(
                    "receptions",
                    sent.receptions(),
                    (path, one) -> reception(path, one, leaderAccount, account, village));
            List<Parts.Forum> forums =
                    each("forums", sent.forums(), (path, one) -> forum(path, one, leaderAccount, account));
            Entry.DiaryEntry diary = sent.diary() == null ? null : diary(sent.diary());
            List<Entry.ProblemEntry> reports =
                    each("problems", sent.problems(), (path, one) -> problem(path, one, village));
            List<Entry.ProblemEntry> all = new ArrayList<>(reports == null ? List.of() : reports);
            if (receptions != null) {
                receptions.stream()
                        .map(Entry.ReceptionEntry::problem)
                        .filter(java.util.Objects::nonNull)
                        .forEach(all::add);
            }
            if (!all.isEmpty()) {
                leader.flatMap(one -> directory.account(one.account()))
                        .ifPresent(reporter -> all.forEach(report -> reportFaults(reporter, report)));
            }
            refuse();
            return new Entry(
                    leader.orElseThrow(),
                    java.util.Objects.requireNonNull(date),
                    java.util.Objects.requireNonNull(dateTo),
                    Boolean.TRUE.equals(sent.halfDay()),
                    theme,
                    kind.orElseThrow().code(),
                    village,
                    community,
                    villageDay,
                    labour,
                    receptions,
                    forums,
                    diary,
                    reports == null ? List.of() : reports);
        }

        private Optional<Leader> leader(Account account, @Nullable String sent, Catalogue catalogue) {
            String wanted = isBlank(sent) ? account.id() : sent.strip();
            Optional<Leader> leader = outing == null ? catalogue.leader(wanted) : organization.leader(wanted);
            if (leader.isEmpty()) {
                if (isBlank(sent)) {
                    required("leader");
                } else {
                    fault("leader", "outing.unknown-leader");
                }
            }
            return leader;
        }

        private void dates(OutingInput sent) {
            LocalDate first = sent.date();
            if (first == null) {
                required("date");
                return;
            }
            LocalDate last = sent.dateTo() == null ? first : sent.dateTo();
            LocalDate today = LocalDate.now(clock);
            boolean sound = true;
            if (first.isAfter(today)) {
                fault("date", "outing.future");
                sound = false;
            } else if (last.isAfter(today)) {
                fault("dateTo", "outing.future");
                sound = false;
            }
            if (first.isBefore(SubmissionSchedules.FIRST_DAY)) {
                fault("date", "outing.too-early", words.day(SubmissionSchedules.FIRST_DAY));
                sound = false;
            }
            if (last.isBefore(first)) {
                fault("dateTo", "outing.ends-before");
                sound = false;
            } else if (ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
                fault("dateTo", "outing.too-many-days", MOST_DAYS);
                sound = false;
            }
            if (sound) {
                date = first;
                dateTo = last;
            }
        }

        private Optional<Kinds.Kind> kind(@Nullable String sent, Catalogue catalogue) {
            if (isBlank(sent)) {
                required("kind");
                return Optional.empty();
            }
            Optional<Kinds.Kind> kind = catalogue.kind(sent.strip());
            if (kind.isEmpty()) {
                fault(
                        "kind",
                        "outing.choice",
                        catalogue.kinds().stream().map(Kinds.Kind::name).collect(Collectors.joining("、")));
            }
            return kind;
        }

        private String theme(@Nullable String sent, Kinds.@Nullable Kind kind, Catalogue catalogue) {
            if (isBlank(sent)) {
                return kind == null ? "" : kind.theme();
            }
            Optional<Kinds.Theme> theme = catalogue.theme(sent.strip());
            if (theme.isEmpty()) {
                fault(
                        "theme",
                        "outing.choice",
                        catalogue.themes().stream().map(Kinds.Theme::name).collect(Collectors.joining("、")));
            }
            return theme.map(Kinds.Theme::code).orElse("");
        }

        /** A village that is no more stays with the old record that has it. */
        private @Nullable String village(@Nullable String sent, Catalogue catalogue) {
            if (isBlank(sent)) {
                return null;
            }
            String id = sent.strip();
            boolean known = catalogue.villages().stream()
                            .anyMatch(village -> village.id().equals(id))
                    || (outing != null && id.equals(outing.village()));
            if (!known) {
                fault("village", "outing.unknown-village");
                return null;
            }
            return id;
        }

        private @Nullable String community(@Nullable String sent, Catalogue catalogue) {
            if (isBlank(sent)) {
                return null;
            }
            String id = sent.strip();
            boolean known = catalogue.communities().stream()
                            .anyMatch(community -> community.id().equals(id))
                    || (outing != null && id.equals(outing.community()));
            if (!known) {
                fault("community", "outing.unknown-community");
                return null;
            }
            return id;
        }

        private Parts.Labour labour(String path, LabourInput sent) {
            return new Parts.Labour(
                    id(path, sent.id(), parts == null ? List.of() : ids(parts.labour(), Parts.Labour::id)),
                    day(path, sent.date()),
                    optional(path + ".time", sent.time(), LONGEST_TIME),
                    place(path, sent.place()),
                    text(path + ".work", sent.work(), LONGEST_TEXT, true),
                    optional(path + ".remark", sent.remark(), LONGEST_REMARK));
        }

        private Entry.ReceptionEntry reception(
                String path,
                ReceptionInput sent,
                @Nullable String leader,
                Account account,
                @Nullable String outingVillage) {
            int people = sent.people() == null ? 1 : sent.people();
            if (people < 1 || people > MOST_PEOPLE) {
                fault(path + ".people", "outing.people", String.valueOf(MOST_PEOPLE));
            }
            String own = isBlank(leader) ? account.id() : leader.strip();
            String host = isBlank(sent.host()) ? own : sent.host().strip();
            if (!host.equals(own) && !isLeader(host)) {
                fault(path + ".host", "outing.unknown-leader");
            }
            String visitor = text(path + ".visitor", sent.visitor(), LONGEST_NAME, true);
            String contact = optional(path + ".contact", sent.contact(), LONGEST_NAME);
            String matter = text(path + ".matter", sent.matter(), LONGEST_TEXT, true);
            String text = optional(path + ".text", sent.text(), LONGEST_TEXT);
            String summary = optional(path + ".summary", sent.summary(), LONGEST_SUMMARY);
            String remark = optional(path + ".remark", sent.remark(), LONGEST_REMARK);
            neutral(path + ".summary", summary, visitor, contact);
            neutral(path + ".remark", remark, visitor, contact);
            long id = id(path, sent.id(), parts == null ? List.of() : ids(parts.receptions(), Parts.Reception::id));
            Entry.ProblemEntry problem = null;
            if (sent.problem() != null && became(id)) {
                fault(path + ".problem", "outing.already-a-problem");
            } else if (sent.problem() != null) {
                if (summary == null && isBlank(sent.summary())) {
                    fault(path + ".summary", "outing.summary-for-problem");
                }
                neutral(path + ".problem.title", sent.problem().title(), visitor, contact);
                problem = problemOf(path + ".problem", sent.problem(), summary, outingVillage);
            }
            return new Entry.ReceptionEntry(
                    new Parts.Reception(
                            id,
                            day(path, sent.date()),
                            optional(path + ".time", sent.time(), LONGEST_TIME),
                            place(path, sent.place()),
                            host,
                            people,
                            sent.group() == null ? people >= GROUP_FROM : sent.group(),
                            summary,
                            remark,
                            null),
                    new Parts.Visitor(visitor, contact, matter, text),
                    problem);
        }

        private boolean became(long reception) {
            return parts != null
                    && parts.receptions().stream().anyMatch(one -> one.id() == reception && one.problem() != null);
        }

        /** What everybody reads must not name the visitor. */
        private void neutral(String path, @Nullable String text, String visitor, @Nullable String contact) {
            if (names(text, visitor, contact)) {
                fault(path, "outing.names-visitor");
            }
        }

        private Entry.ProblemEntry problemOf(
                String path, ReceptionProblem sent, @Nullable String summary, @Nullable String outingVillage) {
            Map<String, Object> report = new LinkedHashMap<>();
            String neutral = summary == null ? "" : summary;
            report.put(
                    "title",
                    isBlank(sent.title()) ? beginning(neutral) : sent.title().strip());
            report.put("content", neutral);
            put(report, "category", sent.category());
            put(report, "urgency", sent.urgency());
            put(report, "village", isBlank(sent.village()) ? outingVillage : sent.village());
            return new Entry.ProblemEntry(path, report);
        }

        private Parts.Forum forum(String path, ForumInput sent, @Nullable String leader, Account account) {
            Set<String> leaders = new LinkedHashSet<>();
            leaders.add(isBlank(leader) ? account.id() : leader.strip());
            List<@Nullable String> others = sent.leaders() == null ? List.of() : sent.leaders();
            if (others.size() > MOST_PARTS) {
                fault(path + ".leaders", "outing.too-many", MOST_PARTS);
            } else {
                for (int index = 0; index < others.size(); index++) {
                    String other = others.get(index);
                    if (isBlank(other)) {
                        continue;
                    }
                    if (!isLeader(other.strip())) {
                        fault(path + ".leaders[" + index + "]", "outing.unknown-leader");
                    }
                    leaders.add(other.strip());
                }
            }
            return new Parts.Forum(
                    id(path, sent.id(), parts == null ? List.of() : ids(parts.forums(), Parts.Forum::id)),
                    day(path, sent.date()),
                    optional(path + ".time", sent.time(), LONGEST_TIME),
                    place(path, sent.place()),
                    text(path + ".attendees", sent.attendees(), LONGEST_TEXT, true),
                    List.copyOf(leaders),
                    text(path + ".topic", sent.topic(), LONGEST_SUMMARY, true),
                    optional(path + ".text", sent.text(), LONGEST_TEXT),
                    Boolean.TRUE.equals(sent.closing()),
                    optional(path + ".remark", sent.remark(), LONGEST_REMARK));
        }

        private Entry.DiaryEntry diary(DiaryInput sent) {
            String seen = optional("diary.seen", sent.seen(), LONGEST_TEXT);
            String opinions = optional("diary.opinions", sent.opinions(), LONGEST_TEXT);
            String reflections = optional("diary.reflections", sent.reflections(), LONGEST_TEXT);
            if (isBlank(sent.seen()) && isBlank(sent.opinions()) && isBlank(sent.reflections())) {
                if (outing == null) {
                    required("diary.seen");
                }
                return new Entry.DiaryEntry(null);
            }
            long id = parts == null || parts.diary() == null
                    ? Entry.NEW
                    : parts.diary().id();
            return new Entry.DiaryEntry(
                    new Parts.Diary(id, seen, opinions, reflections, Boolean.TRUE.equals(sent.policySuggestion())));
        }

        private Entry.ProblemEntry problem(String path, ProblemInput sent, @Nullable String outingVillage) {
            Map<String, Object> report = new LinkedHashMap<>();
            put(
                    report,
                    "title",
                    isBlank(sent.title()) && sent.content() != null
                            ? beginning(sent.content().strip())
                            : sent.title());
            put(report, "content", sent.content());
            put(report, "village", isBlank(sent.village()) ? outingVillage : sent.village());
            put(report, "category", sent.category());
            put(report, "urgency", sent.urgency());
            put(report, "contact", sent.contact());
            if (sent.accusation() != null) {
                report.put("accusation", sent.accusation());
            }
            put(report, "accused", sent.accused());
            put(report, "recurrenceOf", sent.recurrenceOf());
            return new Entry.ProblemEntry(path, report);
        }

        private void reportFaults(Account reporter, Entry.ProblemEntry report) {
            problems.faults(reporter, report.report()).forEach(fault -> {
                String field = report.field(fault.field());
                // What is wrong with the outing's village has been told there.
                boolean known = faults.stream().anyMatch(one -> one.field().equals(field));
                if (!known) {
                    add(new FieldFault(field, fault.messageKey(), fault.arguments()));
                }
            });
        }

        // ---- the single values

        private <S, T> @Nullable List<T> each(String key, @Nullable List<@Nullable S> sent, Reader<S, T> reader) {
            if (sent == null) {
                return null;
            }
            if (sent.size() > MOST_PARTS) {
                fault(key, "outing.too-many", MOST_PARTS);
                return List.of();
            }
            List<T> read = new ArrayList<>();
            for (int index = 0; index < sent.size(); index++) {
                S one = sent.get(index);
                if (one == null) {
                    required(key + "[" + index + "]");
                } else {
                    read.add(reader.read(key + "[" + index + "]", one));
                }
            }
            return read;
        }

        private long id(String path, @Nullable Long sent, List<Long> known) {
            if (sent == null) {
                return Entry.NEW;
            }
            if (!known.contains(sent)) {
                fault(path + ".id", parts == null ? "fault.field.unknown" : "outing.part-missing");
            }
            return sent;
        }

        private <T> List<Long> ids(List<T> stored, java.util.function.ToLongFunction<T> id) {
            return stored.stream().map(id::applyAsLong).toList();
        }

        private LocalDate day(String path, @Nullable LocalDate sent) {
            LocalDate first = date;
            LocalDate last = dateTo;
            if (first == null || last == null) {
                return sent == null ? LocalDate.EPOCH : sent;
            }
            if (sent == null) {
                return first;
            }
            if (sent.isBefore(first) || sent.isAfter(last)) {
                fault(path + ".date", "outing.outside", words.day(first), words.day(last));
            }
            return sent;
        }

        private String place(String path, @Nullable String sent) {
            String stated = optional(path + ".place", sent, LONGEST_PLACE);
            return stated == null ? words.place(village, community) : stated;
        }

        private String text(String path, @Nullable String sent, int longest, boolean compulsory) {
            if (isBlank(sent)) {
                if (compulsory) {
                    required(path);
                }
                return "";
            }
            String text = sent.strip().replace("\r\n", "\n").replace('\r', '\n');
            if (text.codePointCount(0, text.length()) > longest) {
                fault(path, "outing.too-long", String.valueOf(longest));
            }
            if (text.codePoints().anyMatch(point -> Character.isISOControl(point) && point != '\n' && point != '\t')) {
                fault(path, "outing.characters");
            }
            return text;
        }

        private @Nullable String optional(String path, @Nullable String sent, int longest) {
            String text = text(path, sent, longest, false);
            return text.isEmpty() ? null : text;
        }

        private void required(String path) {
            fault(path, "outing.required");
        }

        private void fault(String path, String key, Object... more) {
            Object[] arguments = new Object[more.length + 1];
            arguments[0] = words.label(path);
            System.arraycopy(more, 0, arguments, 1, more.length);
            add(new FieldFault(path, key, arguments));
        }

        private void add(FieldFault fault) {
            faults.add(fault);
        }

        private void refuse() {
            if (!faults.isEmpty()) {
                throw new InvalidInput(faults);
            }
        }
    }

    private boolean isLeader(String account) {
        return organization.leader(account).isPresent();
    }

    /** As much of the summary, or of the content, as a title holds. */
    private static String beginning(String summary) {
        String line = summary.lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= LONGEST_TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
    }

    private static void put(Map<String, Object> report, String key, @Nullable String value) {
        if (!isBlank(value)) {
            report.put(key, value);
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private interface Reader<S, T> {

        T read(String path, S sent);
    }
}
