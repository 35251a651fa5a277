package minqing.activity.outing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minqing.activity.problem.Problems;
import minqing.bureau.access.People;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One outing as its viewer may see it, the same for the page and REST; what is shown of people in full is logged. */
@Component
class OutingView {

    private final Outings service;
    private final OutingRepository outings;
    private final PartRepository partRows;
    private final OutingHistory history;
    private final OutingSecrecy secrecy;
    private final People people;
    private final OutingProcess process;
    private final OutingWords words;
    private final Problems problems;
    private final Organization organization;

    OutingView(
            Outings service,
            OutingRepository outings,
            PartRepository partRows,
            OutingHistory history,
            OutingSecrecy secrecy,
            People people,
            OutingProcess process,
            OutingWords words,
            Problems problems,
            Organization organization) {
        this.service = service;
        this.outings = outings;
        this.partRows = partRows;
        this.history = history;
        this.secrecy = secrecy;
        this.people = people;
        this.process = process;
        this.words = words;
        this.problems = problems;
        this.organization = organization;
    }

    /** @throws minqing.platform.fault.Missing when there is none, or the viewer must not learn that there is */
    @Transactional
    Detail detail(Account viewer, String number) {
        return detail(viewer, service.readable(viewer, number), true);
    }

    /** The same, for the templates of other pages. */
    @Transactional
    public Detail of(Account viewer, String number) {
        return detail(viewer, number);
    }

    /** What a change answers: people stay masked, for an answer is kept to be given again to the same call. */
    @Transactional
    Detail changed(Account viewer, String number) {
        return detail(viewer, service.readable(viewer, number), false);
    }

    private Detail detail(Account viewer, Outing outing, boolean inFull) {
        Parts parts = partRows.of(outing.id());
        Map<Long, Parts.Visitor> visitors = partRows.visitors(outing.id());
        Optional<Leader> leader = organization.leader(outing.leader());
        return new Detail(
                outing.number(),
                outing.leader(),
                leader.map(Leader::name).orElse(outing.leader()),
                outing.unit(),
                words.unit(outing.unit()),
                leader.map(Leader::position).orElse(""),
                outing.date(),
                outing.dateTo(),
                outing.halfDay(),
                outing.theme(),
                words.theme(outing.theme()),
                outing.kind(),
                words.kind(outing.kind()),
                outing.village(),
                outing.community(),
                words.place(outing),
                outing.villageDay(),
                outing.state().code(),
                words.state(outing.state().code()),
                outing.enteredBy(),
                outing.enteredAt(),
                outing.countedAt(),
                outing.period(),
                outing.late(),
                outing.history(),
                outing.version(),
                parts.labour(),
                receptions(viewer, outing, parts, visitors, inFull),
                parts.forums(),
                parts.diary(),
                problems.known(viewer, partRows.problems(outing.id())),
                history.of(outing.id()).stream().map(OutingView::event).toList(),
                secrecy.mayChange(viewer, outing),
                secrecy.mayDelete(viewer, outing),
                outing.state().unconfirmed() ? process.taskOf(outing.number(), viewer) : null);
    }

    /** The receptions of an outing for a list that is passed around: whoever came is masked for everybody. */
    List<ReceptionView> maskedReceptions(Account viewer, Outing outing, Parts parts) {
        return parts.receptions().isEmpty()
                ? List.of()
                : receptions(viewer, outing, parts, partRows.visitors(outing.id()), false);
    }

    private List<ReceptionView> receptions(
            Account viewer, Outing outing, Parts parts, Map<Long, Parts.Visitor> visitors, boolean inFull) {
        return parts.receptions().stream()
                .map(reception -> {
                    Parts.Visitor visitor = visitors.get(reception.id());
                    People.Shown shown = people.shown(
                                    inFull && visitor != null && secrecy.maySeeVisitor(viewer, outing, reception))
                            .noted(viewer, "outing", outing.number(), "reception/" + reception.id());
                    String problem = reception.problem() == null
                            ? null
                            : problems.known(viewer, List.of(reception.problem())).stream()
                                    .map(Problems.Known::number)
                                    .findFirst()
                                    .orElse(null);
                    return new ReceptionView(
                            reception.id(),
                            reception.date(),
                            reception.time(),
                            reception.place(),
                            visitor == null ? "" : shown.name(visitor.name()),
                            visitor == null ? null : shown.words(visitor.contact()),
                            visitor == null ? null : shown.words(visitor.matter()),
                            visitor == null ? null : shown.words(visitor.text()),
                            !shown.inFull(),
                            reception.people(),
                            reception.group(),
                            reception.summary(),
                            reception.host(),
                            reception.remark(),
                            problem);
                })
                .toList();
    }

    /** What the outing said before each of its changes, the latest change first; people as the viewer may see them. */
    @Transactional
    List<Earlier> earlier(Account viewer, String number) {
        Outing outing = service.readable(viewer, number);
        List<OutingHistory.Event> events = history.of(outing.id());
        return events.stream()
                .filter(event -> event.before() != null)
                .sorted(java.util.Comparator.comparingLong(OutingHistory.Event::id)
                        .reversed())
                .map(event -> earlier(viewer, outing, event))
                .toList();
    }

    /** Who may see people is judged by how the outing stands now, not by how it stood then. */
    private Earlier earlier(Account viewer, Outing present, OutingHistory.Event event) {
        OutingHistory.Before before = java.util.Objects.requireNonNull(event.before());
        Outing outing = before.outing();
        return new Earlier(
                event(event),
                outing.version(),
                outing.date(),
                outing.dateTo(),
                outing.halfDay(),
                outing.theme(),
                words.theme(outing.theme()),
                outing.kind(),
                words.kind(outing.kind()),
                outing.village(),
                outing.community(),
                words.place(outing),
                outing.villageDay(),
                before.parts().labour(),
                receptions(viewer, present, before.parts(), history.visitors(event.id()), true),
                before.parts().forums(),
                before.parts().diary());
    }

    private static EventView event(OutingHistory.Event event) {
        return new EventView(event.at(), event.actor(), event.action(), event.reason());
    }

    /**
     * One outing.
     *
     * @param id its number, {@code O2026-0001}
     * @param period the month in whose table it is counted; {@code late} marks 补报
     * @param history whether it happened before the unit's first table
     * @param problems those the viewer may know of
     * @param task the viewer's own task with it, if there is one
     */
    @Schema(name = "Outing")
    record Detail(
            String id,
            String leader,
            String name,
            String unit,
            String unitName,
            String position,
            LocalDate date,
            LocalDate dateTo,
            boolean halfDay,
            String theme,
            String themeName,
            String kind,
            String kindName,
            @Nullable String village,
            @Nullable String community,
            String place,
            boolean villageDay,

            @Schema(description = "pending, correcting, counted or deleted; only what is counted counts")
            String state,

            String stateName,
            String enteredBy,
            Instant enteredAt,
            @Nullable Instant countedAt,

            @Schema(type = "string", example = "2026-07") YearMonth period,

            boolean late,
            boolean history,
            int version,
            List<Parts.Labour> labour,
            List<ReceptionView> receptions,
            List<Parts.Forum> forums,
            Parts.@Nullable Diary diary,
            List<Problems.Known> problems,
            List<EventView> events,
            boolean mayChange,
            boolean mayDelete,
            @Nullable String task) {}

    /**
     * A reception for this viewer.
     *
     * @param visitor in full for who must know, else masked ({@code 张**})
     * @param masked whether contact, matter and text are kept back
     * @param problem the number of the problem it became, if the viewer may know of it
     */
    record ReceptionView(
            long id,
            LocalDate date,
            @Nullable String time,
            String place,
            String visitor,
            @Nullable String contact,
            @Nullable String matter,
            @Nullable String text,
            boolean masked,
            int people,
            boolean group,
            @Nullable String summary,
            String host,
            @Nullable String remark,
            @Nullable String problem) {}

    /** Who did what with the outing, when and why. */
    record EventView(
            Instant at,
            String actor,
            String action,
            @Nullable String reason) {}

    /** What an outing said before a change. */
    @Schema(name = "EarlierOuting")
    record Earlier(
            EventView change,
            int version,
            LocalDate date,
            LocalDate dateTo,
            boolean halfDay,
            String theme,
            String themeName,
            String kind,
            String kindName,
            @Nullable String village,
            @Nullable String community,
            String place,
            boolean villageDay,
            List<Parts.Labour> labour,
            List<ReceptionView> receptions,
            List<Parts.Forum> forums,
            Parts.@Nullable Diary diary) {}
}
