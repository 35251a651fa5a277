package minqing.activity.outing;

import static minqing.activity.outing.OutingFaults.isBlank;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.activity.problem.Problems;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Community;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Village;
import org.jspecify.annotations.Nullable;

/** Checks one outing that was sent: who went, when, what for and where, then each of its parts. */
final class OutingCheck {

    /** Longer stays are entered piece by piece. */
    static final int MOST_DAYS = 92;

    private final Organization organization;
    private final Directory directory;
    private final Problems problems;
    private final ConfidedWords taker;
    private final OutingWords words;
    private final LocalDate today;
    private final Catalogue catalogue;
    private final OutingFaults faults;
    private final @Nullable Outing outing;
    private final @Nullable Parts parts;

    /**
     * @param outing what is changed, with its parts; null: a new one is entered
     * @param faults what was found wrong already; here comes the rest
     */
    OutingCheck(
            Organization organization,
            Directory directory,
            Problems problems,
            ConfidedWords taker,
            OutingWords words,
            LocalDate today,
            Catalogue catalogue,
            OutingFaults faults,
            @Nullable Outing outing,
            @Nullable Parts parts) {
        this.organization = organization;
        this.directory = directory;
        this.problems = problems;
        this.taker = taker;
        this.words = words;
        this.today = today;
        this.catalogue = catalogue;
        this.faults = faults;
        this.outing = outing;
        this.parts = parts;
    }

    /**
     * The outing, if nothing is wrong with it.
     *
     * @param leaderAccount who went; blank: whoever enters it
     */
    Entry entry(Account account, OutingInput sent, @Nullable String leaderAccount) {
        String own = isBlank(leaderAccount) ? account.id() : leaderAccount.strip();
        Optional<Leader> leader = outing == null ? catalogue.leader(own) : organization.leader(own);
        if (leader.isEmpty()) {
            faults.fault("leader", isBlank(leaderAccount) ? "outing.required" : "outing.unknown-leader");
        }
        boolean sound = areSound(sent.date(), sent.dateTo());
        Optional<Kinds.Kind> kind = kind(sent.kind());
        String theme = theme(sent.theme(), kind.orElse(null));
        Stay stay = new Stay(
                sound ? sent.date() : null,
                sound ? last(sent.date(), sent.dateTo()) : null,
                village(sent.village()),
                community(sent.community()));
        if (isBlank(sent.village()) && isBlank(sent.community())) {
            faults.required("village");
        }
        boolean villageDay = villageDay(sent, stay, kind);
        PartValues values = new PartValues(faults, words, stay, parts);
        ReportCheck reports = new ReportCheck(faults, problems);
        List<Parts.Labour> labour = values.each("labour", sent.labour(), new LabourCheck(faults, values)::labour);
        List<Entry.ReceptionEntry> receptions = values.each(
                "receptions",
                sent.receptions(),
                new ReceptionCheck(faults, values, reports, organization, own)::reception);
        List<Parts.Forum> forums =
                values.each("forums", sent.forums(), new ForumCheck(faults, values, organization, own)::forum);
        Entry.DiaryEntry diary = sent.diary() == null ? null : new DiaryCheck(faults, values).diary(sent.diary());
        List<Entry.ProblemEntry> brought = new ArrayList<>();
        List<Entry.ConfidedEntry> confided = new ArrayList<>();
        ConfidedCheck confidences = new ConfidedCheck(faults, taker);
        List<Boolean> unused = values.each(
                "problems",
                sent.problems(),
                (path, one) -> ConfidedCheck.isConfided(one)
                        ? confided.add(confidences.word(path, one, stay.village()))
                        : brought.add(reports.report(path, one, stay.village())));
        confided.addAll(ofReceptions(confidences, sent.receptions(), receptions, stay.village()));
        confided.forEach(entry -> confidences.noteFaults(account.id(), entry));
        List<Entry.ProblemEntry> all = all(brought, receptions);
        if (!all.isEmpty()) {
            leader.flatMap(one -> directory.account(one.account()))
                    .ifPresent(reporter -> all.forEach(report -> reports.noteFaults(reporter, report)));
        }
        faults.refuse();
        return new Entry(
                leader.orElseThrow(),
                Objects.requireNonNull(stay.date()),
                Objects.requireNonNull(stay.dateTo()),
                Boolean.TRUE.equals(sent.halfDay()),
                theme,
                kind.orElseThrow().code(),
                stay.village(),
                stay.community(),
                villageDay,
                labour,
                receptions,
                forums,
                diary,
                brought,
                confided);
    }

    private static List<Entry.ConfidedEntry> ofReceptions(
            ConfidedCheck confidences,
            @Nullable List<OutingInput.@Nullable ReceptionInput> sent,
            @Nullable List<Entry.ReceptionEntry> receptions,
            @Nullable String village) {
        List<Entry.ConfidedEntry> confided = new ArrayList<>();
        if (sent == null || receptions == null || sent.size() != receptions.size()) {
            return confided;
        }
        for (int index = 0; index < sent.size(); index++) {
            OutingInput.ReceptionInput one = sent.get(index);
            if (one != null && ConfidedCheck.isConfided(one)) {
                confided.add(confidences.ofReception(
                        "receptions[" + index + "]",
                        index,
                        one,
                        receptions.get(index).told(),
                        village));
            }
        }
        return confided;
    }

    /** The problems brought home, then those that receptions become. */
    private static List<Entry.ProblemEntry> all(
            List<Entry.ProblemEntry> brought, @Nullable List<Entry.ReceptionEntry> receptions) {
        List<Entry.ProblemEntry> all = new ArrayList<>(brought);
        if (receptions != null) {
            receptions.stream()
                    .map(Entry.ReceptionEntry::problem)
                    .filter(Objects::nonNull)
                    .forEach(all::add);
        }
        return all;
    }

    private static @Nullable LocalDate last(@Nullable LocalDate first, @Nullable LocalDate last) {
        return last == null ? first : last;
    }

    /** Whether an outing can have been on these days. */
    private boolean areSound(@Nullable LocalDate first, @Nullable LocalDate dateTo) {
        LocalDate last = last(first, dateTo);
        if (first == null || last == null) {
            faults.required("date");
            return false;
        }
        boolean sound = true;
        if (first.isAfter(today)) {
            faults.fault("date", "outing.future");
            sound = false;
        } else if (last.isAfter(today)) {
            faults.fault("dateTo", "outing.future");
            sound = false;
        }
        if (first.isBefore(SubmissionSchedules.FIRST_DAY)) {
            faults.fault("date", "outing.too-early", words.day(SubmissionSchedules.FIRST_DAY));
            sound = false;
        }
        if (last.isBefore(first)) {
            faults.fault("dateTo", "outing.ends-before");
            sound = false;
        } else if (ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            faults.fault("dateTo", "outing.too-many-days", MOST_DAYS);
            sound = false;
        }
        return sound;
    }

    private Optional<Kinds.Kind> kind(@Nullable String sent) {
        if (isBlank(sent)) {
            faults.required("kind");
            return Optional.empty();
        }
        Optional<Kinds.Kind> kind = catalogue.kind(sent.strip());
        if (kind.isEmpty()) {
            faults.fault(
                    "kind", "outing.choice", names(catalogue.kinds().stream().map(Kinds.Kind::name)));
        }
        return kind;
    }

    private String theme(@Nullable String sent, Kinds.@Nullable Kind kind) {
        if (isBlank(sent)) {
            return kind == null ? "" : kind.theme();
        }
        Optional<Kinds.Theme> theme = catalogue.theme(sent.strip());
        if (theme.isEmpty()) {
            faults.fault(
                    "theme", "outing.choice", names(catalogue.themes().stream().map(Kinds.Theme::name)));
        }
        return theme.map(Kinds.Theme::code).orElse("");
    }

    private static String names(Stream<String> names) {
        return names.collect(Collectors.joining("、"));
    }

    private @Nullable String village(@Nullable String sent) {
        return place(
                "village",
                sent,
                catalogue.villages().stream().map(Village::id),
                outing == null ? null : outing.village());
    }

    private @Nullable String community(@Nullable String sent) {
        return place(
                "community",
                sent,
                catalogue.communities().stream().map(Community::id),
                outing == null ? null : outing.community());
    }

    /** What is no more stays with the old record that has it. */
    private @Nullable String place(String field, @Nullable String sent, Stream<String> known, @Nullable String before) {
        if (isBlank(sent)) {
            return null;
        }
        String id = sent.strip();
        if (!id.equals(before) && known.noneMatch(id::equals)) {
            faults.fault(field, "outing.unknown-" + field);
            return null;
        }
        return id;
    }

    private boolean villageDay(OutingInput sent, Stay stay, Optional<Kinds.Kind> kind) {
        boolean villageDay = sent.villageDay() == null
                ? stay.village() != null && kind.map(Kinds.Kind::villageDay).orElse(false)
                : sent.villageDay();
        if (villageDay && isBlank(sent.village())) {
            faults.fault("villageDay", "outing.village-day");
        }
        return villageDay;
    }
}
