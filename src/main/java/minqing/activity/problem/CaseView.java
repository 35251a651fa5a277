package minqing.activity.problem;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import minqing.bureau.organization.Account;
import minqing.platform.fault.Missing;
import minqing.work.inbox.Fact;
import minqing.work.inbox.StoryEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One problem as its viewer may see it, the same for the page and REST; what is shown in full is logged. */
@Component
class CaseView {

    private static final List<String> MESSAGES = List.of(
            "first-contact",
            "undo-first-contact",
            "request-extension",
            "urge",
            "supervise",
            "recall",
            "reinstate",
            "withdraw");

    private final ProblemRepository problems;
    private final ProblemVisibility visibility;
    private final CaseHistory history;
    private final CaseClock caseClock;
    private final CaseMessages messages;
    private final Extensions extensions;
    private final ProblemCase problemCase;
    private final Ledger ledger;
    private final Clock clock;

    CaseView(
            ProblemRepository problems,
            ProblemVisibility visibility,
            CaseHistory history,
            CaseClock caseClock,
            CaseMessages messages,
            Extensions extensions,
            ProblemCase problemCase,
            Ledger ledger,
            Clock clock) {
        this.problems = problems;
        this.visibility = visibility;
        this.history = history;
        this.caseClock = caseClock;
        this.messages = messages;
        this.extensions = extensions;
        this.problemCase = problemCase;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @throws Missing when there is none, or the viewer must not learn that there is */
    @Transactional
    Detail detail(Account viewer, String number) {
        Problem problem = readable(viewer, number);
        return detail(
                viewer, problem, problemCase.contact(viewer, problem, true).orElse(null));
    }

    /** What a change answers: the contact stays masked, for an answer is kept to be given again to the same call. */
    @Transactional
    Detail changed(Account viewer, String number) {
        Problem problem = readable(viewer, number);
        return detail(
                viewer, problem, problemCase.contact(viewer, problem, false).orElse(null));
    }

    private Detail detail(Account viewer, Problem problem, @Nullable String contact) {
        boolean readable = visibility.mayReadContent(viewer, problem);
        return new Detail(
                problem.number(),
                problem.title(),
                problem.content(),
                problem.village(),
                problem.category(),
                problem.urgency(),
                problem.status().code(),
                ledger.light(problem),
                caseClock
                        .running(problem, "handle", null)
                        .map(limit -> limit.dueAt().atZone(clock.getZone()).toLocalDate())
                        .orElse(null),
                problem.supervisedAt() != null,
                problem.reporter(),
                problem.reportedAt(),
                contact,
                problem.leadUnit(),
                problems.assists(problem.id()).stream()
                        .map(assist ->
                                new AssistAnswer(assist.unit(), assist.state(), readable ? assist.result() : null))
                        .toList(),
                problem.complex(),
                problem.handler(),
                problem.objections(),
                problem.returns(),
                problem.reopenings(),
                problem.handledLate(),
                problem.firstContactAt(),
                problem.firstContactMethod(),
                problem.handling(),
                problem.nextStep(),
                problem.answer(),
                problem.answeredOn(),
                problem.answerMethod(),
                problem.satisfaction(),
                number(viewer, problem.mergedInto()),
                problem.outing(),
                number(viewer, problem.recurrenceOf()),
                problem.endedAt(),
                ledger.alike(viewer, problem).stream()
                        .map(alike -> new AlikeAnswer(
                                alike.number(), alike.title(), alike.status().code(), alike.likeness()))
                        .toList(),
                offered(viewer, problem),
                problemCase.history(viewer, problem));
    }

    /** The page's facts and entries, in words. */
    @Transactional
    Page page(Account viewer, String number) {
        Problem problem = readable(viewer, number);
        return new Page(
                problem.number(),
                problem.title(),
                problem.status(),
                problem.outing(),
                problemCase.outingAddress(viewer, problem),
                ledger.light(problem),
                problem.supervisedAt() != null,
                problem.handledLate(),
                problemCase.facts(viewer, problem),
                problemCase.entries(viewer, problem),
                offered(viewer, problem));
    }

    /** See {@link Extensions#terms}; empty words where there is nothing to say. */
    @Transactional
    String extensionTerms(Account viewer, String number) {
        return extensions.terms(readable(viewer, number)).orElse("");
    }

    /**
     * See {@link Extensions#outlook}.
     *
     * @param days as they are being typed; empty words for what is no number of days that may be asked for
     */
    @Transactional
    String extensionOutlook(Account viewer, String number, @Nullable String days) {
        Problem problem = readable(viewer, number);
        return days == null || !days.strip().matches("[0-9]{1,3}")
                ? ""
                : extensions.outlook(problem, Integer.parseInt(days.strip())).orElse("");
    }

    private Problem readable(Account viewer, String number) {
        return problems.find(number)
                .filter(problem -> visibility.mayRead(viewer, problem))
                .map(problem -> problemCase.shown(viewer, problem))
                .orElseThrow(() -> new Missing("problem.missing", number));
    }

    private List<String> offered(Account viewer, Problem problem) {
        return MESSAGES.stream()
                .filter(message -> messages.offered(viewer, message, problem))
                .toList();
    }

    private @Nullable String number(Account viewer, @Nullable Long id) {
        return id == null
                ? null
                : problems.find(id)
                        .filter(problem -> visibility.mayRead(viewer, problem))
                        .map(Problem::number)
                        .orElse(null);
    }

    /**
     * What the page of a problem shows.
     *
     * @param outingAddress the page of the outing; null if the viewer may not read it
     * @param messages what the viewer may send to the case now
     */
    record Page(
            String number,
            String title,
            Status status,
            @Nullable String outing,
            @Nullable String outingAddress,
            String light,
            boolean supervised,
            boolean late,
            List<Fact> facts,
            List<StoryEntry> entries,
            List<String> messages) {}

    /**
     * One problem with its history.
     *
     * @param contact in full for who may see it, else masked ({@code 张**})
     * @param dueOn the last day of the handling limit while it runs
     * @param messages what the viewer may send to the case now
     * @param outing the outing that brought it home
     * @param late whether the handling was late at any of the head's approvals, whatever was reopened afterwards
     * @param firstContactMethod {@code telephone visit on-site message other}; null where nobody said it
     */
    record Detail(
            String number,
            String title,
            String content,
            String village,
            String category,
            String urgency,
            String status,
            String light,
            @Nullable LocalDate dueOn,
            boolean supervised,
            String reporter,
            Instant reportedAt,
            @Nullable String contact,
            @Nullable String leadUnit,
            List<AssistAnswer> assistingUnits,
            @Nullable Boolean complex,
            @Nullable String handler,
            int objections,
            int returns,
            int reopenings,
            boolean late,
            @Nullable Instant firstContactAt,
            @Nullable String firstContactMethod,
            @Nullable String handling,
            @Nullable String nextStep,
            @Nullable String answer,
            @Nullable LocalDate answeredOn,
            @Nullable String answerMethod,
            @Nullable String satisfaction,
            @Nullable String mergedInto,
            @Nullable String outing,
            @Nullable String recurrenceOf,
            @Nullable Instant endedAt,
            List<AlikeAnswer> alike,
            List<String> messages,
            List<CaseHistory.Entry> history) {}

    /** An assisting unit and how far it is: {@code assigned open done waived}. */
    record AssistAnswer(String unit, String state, @Nullable String result) {}

    /** A problem that may be the same; {@code likeness} from 0 to 1. */
    record AlikeAnswer(String number, String title, String status, double likeness) {}
}
