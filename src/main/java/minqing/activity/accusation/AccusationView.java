package minqing.activity.accusation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.activity.problem.ProblemWords;
import minqing.bureau.organization.Account;
import minqing.platform.form.FormOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What readers see of accusations: the reporter what was reported and what became of it, a receiver the cover, then all. */
@Component
class AccusationView {

    private final Accusations service;
    private final AccusationRepository accusations;
    private final AccusationSteps steps;
    private final AccusationFiles files;
    private final FormOptions options;
    private final AccusationWords words;
    private final ProblemWords places;
    private final Clock clock;

    AccusationView(
            Accusations service,
            AccusationRepository accusations,
            AccusationSteps steps,
            AccusationFiles files,
            FormOptions options,
            AccusationWords words,
            ProblemWords places,
            Clock clock) {
        this.service = service;
        this.accusations = accusations;
        this.steps = steps;
        this.files = files;
        this.options = options;
        this.words = words;
        this.places = places;
        this.clock = clock;
    }

    /** What a receiver has in the list: nothing of what it says. */
    List<Line> received(Account account, boolean ended) {
        Set<String> reminded = ended ? Set.of() : accusations.unseenReminders(account.id());
        return (ended ? service.workedOn(account) : service.toWorkOn(account))
                .stream()
                        .map(accusation -> new Line(
                                accusation.code(),
                                accusation.stage().inPublic(),
                                false,
                                null,
                                day(accusation.reportedAt()),
                                accusation.origin().code(),
                                accusation.stage().code(),
                                accusation.dueAt() == null ? null : day(accusation.dueAt()),
                                isLate(accusation),
                                reminded.contains(accusation.code()),
                                accusation.holder() == null ? null : words.person(accusation.holder()),
                                accusation.endedAt() == null ? null : day(accusation.endedAt())))
                        .toList();
    }

    List<Line> own(Account account) {
        return service.own(account).stream()
                .map(accusation -> new Line(
                        accusation.code(),
                        accusation.stage().inPublic(),
                        true,
                        accusation.title(),
                        day(accusation.reportedAt()),
                        accusation.origin().code(),
                        null,
                        null,
                        false,
                        false,
                        null,
                        accusation.endedAt() == null ? null : day(accusation.endedAt())))
                .toList();
    }

    /** Late or reminded of: how many of a receiver's. */
    long late(List<Line> lines) {
        return lines.stream().filter(line -> line.late() || line.reminded()).count();
    }

    /**
     * One accusation as the account may read it; a receiver's reading behind the cover is logged.
     *
     * @throws minqing.platform.fault.Missing to everybody but its reporter and receivers
     */
    Detail detail(Account account, String code) {
        Accusation found = service.find(code).orElseThrow(Accusations::missing);
        if (!service.isReceiver(account, found)) {
            return own(account, service.own(account, code));
        }
        Accusation accusation = service.resumed(found);
        if (!service.hasOpened(account, accusation)) {
            return cover(accusation);
        }
        service.read(account, accusation);
        return whole(account, accusation);
    }

    private Detail cover(Accusation accusation) {
        return new Detail(
                accusation.code(),
                "cover",
                accusation.stage().inPublic(),
                day(accusation.reportedAt()),
                accusation.origin().code(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private Detail own(Account account, Accusation accusation) {
        // Whom a referred problem concerns, the triager said, not the reporter.
        boolean wroteIt = accusation.origin() != Origin.PROBLEM;
        return new Detail(
                accusation.code(),
                "reporter",
                accusation.stage().inPublic(),
                day(accusation.reportedAt()),
                accusation.origin().code(),
                content(accusation, wroteIt, true),
                null,
                accusation.told(),
                accusation.toldAt(),
                files(account, accusation, false),
                null);
    }

    private Detail whole(Account account, Accusation accusation) {
        return new Detail(
                accusation.code(),
                "receiver",
                accusation.stage().inPublic(),
                day(accusation.reportedAt()),
                accusation.origin().code(),
                content(accusation, true, accusation.named()),
                work(account, accusation),
                accusation.told(),
                accusation.toldAt(),
                files(account, accusation, true),
                log(accusation));
    }

    private Content content(Accusation accusation, boolean withConcerns, boolean withReporter) {
        return new Content(
                accusation.title(),
                accusation.content(),
                withConcerns ? accusations.concerns(accusation.code()) : List.of(),
                withConcerns ? accusation.accused() : null,
                accusation.village(),
                accusation.named(),
                accusation.contact(),
                accusation.bypassDiscipline(),
                withReporter ? accusation.reporter() : null,
                accusation.outing(),
                accusation.reception(),
                accusation.problem());
    }

    private Work work(Account account, Accusation accusation) {
        boolean mayComplete = service.mayComplete(account, accusation);
        List<String> outcomes = new ArrayList<>();
        if (mayComplete) {
            outcomes.addAll(
                    options.allowedOutcomes(service.form(accusation.stage()), service.context(account, accusation)));
            if (accusation.stage() == Stage.RECEIVE) {
                outcomes.add("recuse");
            }
        }
        return new Work(
                accusation.stage().code(),
                accusation.dueAt() == null ? null : day(accusation.dueAt()),
                isLate(accusation),
                accusation.holder(),
                outcomes,
                accusation.atWork() && !mayComplete && accusation.stage() != Stage.RECEIVE,
                accusation.result(),
                accusation.resultWords(),
                accusation.registeredAs());
    }

    /** The files that the account may see; none to a receiver before the cover. */
    List<File> files(Account account, String code) {
        Accusation accusation = service.find(code).orElseThrow(Accusations::missing);
        if (service.isReceiver(account, accusation)) {
            return service.hasOpened(account, accusation) ? files(account, accusation, true) : List.of();
        }
        return files(account, service.own(account, code), false);
    }

    private List<File> files(Account account, Accusation accusation, boolean behindTheCover) {
        return files.of(account, accusation, behindTheCover).stream()
                .map(file -> new File(
                        file.id().toString(),
                        file.name(),
                        file.mediaType(),
                        file.size(),
                        // An anonymous report hides who attached its files.
                        behindTheCover
                                        && !accusation.named()
                                        && file.attachedBy().equals(accusation.reporter())
                                ? null
                                : file.attachedBy(),
                        file.attachedAt()))
                .toList();
    }

    private List<Entry> log(Accusation accusation) {
        return accusations.events(accusation.code()).stream()
                .map(event -> new Entry(
                        event.at(),
                        !accusation.named()
                                        && accusation.reporter().equals(event.actor())
                                        && Set.of("report", "waiting").contains(event.step())
                                ? null
                                : event.actor(),
                        event.step(),
                        event.action(),
                        event.words()))
                .toList();
    }

    boolean isLate(Accusation accusation) {
        return accusation.atWork()
                && accusation.dueAt() != null
                && clock.instant().isAfter(accusation.dueAt());
    }

    private LocalDate day(Instant at) {
        return at.atZone(clock.getZone()).toLocalDate();
    }

    /** The people with whom it lies, for its receivers. */
    String holders(Accusation accusation) {
        return steps.lyingWith(accusation).stream().map(Account::name).collect(Collectors.joining(" "));
    }

    String place(@Nullable String village) {
        return village == null ? "" : places.place(village);
    }

    /** The words of {@code concerns} and {@code accused} together. */
    String whomItConcerns(Content content) {
        return Stream.concat(content.concerns().stream().map(words::person), Stream.ofNullable(content.accused()))
                .collect(Collectors.joining(" "));
    }

    /**
     * A line of a list. A receiver's carries no word of it, the reporter's own its title.
     *
     * @param state {@code waiting received handling ended}
     * @param origin {@code report outing reception problem}
     * @param step where it stands, for receivers
     * @param late whether the step is late, {@code reminded} whether the reader was reminded and has not looked since
     */
    @Schema(name = "AccusationLine")
    record Line(
            String code,
            String state,
            boolean own,
            @Nullable String title,
            LocalDate reportedOn,
            String origin,
            @Nullable String step,
            @Nullable LocalDate dueOn,
            boolean late,
            boolean reminded,
            @Nullable String holder,
            @Nullable LocalDate endedOn) {}

    /**
     * An accusation.
     *
     * @param as {@code reporter}, {@code receiver}, or {@code cover} for a receiver who has not said yet that there is no need to
     *     step back
     */
    @Schema(name = "Accusation")
    record Detail(
            String code,
            String as,
            String state,
            LocalDate reportedOn,
            String origin,
            @Nullable Content content,
            @Nullable Work work,
            @Nullable String told,
            @Nullable Instant toldAt,
            @Nullable List<File> files,
            @Nullable List<Entry> log) {

        @Override
        public String toString() {
            return "Detail[" + code + "]";
        }
    }

    /** What was reported. */
    @Schema(name = "AccusationContent")
    record Content(
            String title,
            String content,
            List<String> concerns,
            @Nullable String accused,
            @Nullable String village,
            boolean named,
            @Nullable String contact,
            boolean bypassDiscipline,
            @Nullable String reporter,
            @Nullable String outing,
            @Nullable Long reception,
            @Nullable String problem) {

        @Override
        public String toString() {
            return "Content";
        }
    }

    /** Where it stands, for receivers. */
    @Schema(name = "AccusationWork")
    record Work(
            String step,
            @Nullable LocalDate dueOn,
            boolean late,
            @Nullable String holder,
            List<String> outcomes,
            boolean mayTake,
            @Nullable String result,
            @Nullable String reason,
            @Nullable String registeredAs) {}

    /** A file; who attached it stays unsaid where the reporter does. */
    @Schema(name = "AccusationFile")
    record File(
            String id,
            String name,
            String mediaType,
            long size,
            @Nullable String attachedBy,
            Instant attachedAt) {}

    /** An entry of its own log. */
    @Schema(name = "AccusationEntry")
    record Entry(
            Instant at,
            @Nullable String actor,
            String step,
            String action,
            @Nullable String words) {}
}
