package minqing.activity.problem;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The work itself: handling, assisting, extension, review, and the wait for what can't be solved yet. */
@Service
class Handling {

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final CaseClock caseClock;
    private final Extensions extensions;
    private final TimeLimits limits;
    private final Directory directory;
    private final CaseNotices notices;
    private final ProblemWords words;
    private final Clock clock;

    Handling(
            ProblemRepository problems,
            CaseHistory history,
            CaseClock caseClock,
            Extensions extensions,
            TimeLimits limits,
            Directory directory,
            CaseNotices notices,
            ProblemWords words,
            Clock clock) {
        this.problems = problems;
        this.history = history;
        this.caseClock = caseClock;
        this.extensions = extensions;
        this.limits = limits;
        this.directory = directory;
        this.notices = notices;
        this.words = words;
        this.clock = clock;
    }

    /** Who handles: whoever took the case on, as long as they are still of the unit; else the unit's inbox has it. */
    Optional<String> handler(String number) {
        Problem problem = problems.get(number);
        String unit = problem.leadUnit();
        return Optional.ofNullable(problem.handler())
                .filter(handler -> unit != null
                        && directory
                                .account(handler)
                                .filter(account -> account.handles(unit))
                                .isPresent());
    }

    /**
     * The assisting units whose turn it is in this round: all at first, after a return those that were named. The engine
     * asks again for each of them, so asking changes nothing.
     */
    List<String> assistsOfThisRound(String number) {
        return problems.assists(problems.get(number).id()).stream()
                .filter(assist ->
                        assist.state().equals("assigned") || assist.state().equals("open"))
                .map(ProblemRepository.Assist::unit)
                .toList();
    }

    /** An assisting unit begins, with a deadline of its own: at first that of the case, as it stands. */
    void assistOpened(Problem problem, String unit) {
        problems.setAssist(problem.id(), unit, "open", null);
        caseClock.startBesideHandling(problem, "assist", unit, Assignment.handlingLimit(problem));
    }

    void handled(String number, String actor, SubmittedForm answers) {
        Problem problem = problems.lock(number);
        problems.change(problem)
                .set("handler", actor)
                .set("handling", answers.required("handling"))
                .set("next_step", answers.textOrNull("nextStep"))
                .set("answer", answers.required("answer"))
                .set("answered_on", answers.date("answeredOn").orElseThrow())
                .set("answer_method", answers.required("answerMethod"))
                .at("handled_at", clock.instant())
                .apply();
        history.record(problem, actor, "handle", answers.outcome(), answers.required("handling"));
        history.record(problem, actor, "handle", "answer", words.answer(answers));
        if (problem.firstContactAt() == null) {
            contacted(problem, clock.instant(), null);
        }
        extensions.lapse(problem);
    }

    /**
     * The handler's first word with the people, a milestone of its own (响应率): on a day since the case was taken on, today where
     * none is named. It may be noted later than it happened; the history shows both days.
     *
     * @throws InvalidInput when the day is before that or in the future
     */
    void firstContact(Problem problem, String actor, SubmittedForm answers) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, clock.getZone());
        LocalDate day = answers.date("contactedOn").orElse(today);
        Instant begun = caseClock
                .last(problem, "first-contact")
                .map(CaseClock.Running::startedAt)
                .orElse(now);
        LocalDate earliest = LocalDate.ofInstant(begun, clock.getZone());
        if (day.isBefore(earliest) || day.isAfter(today)) {
            throw InvalidInput.of("contactedOn", "problem.contacted-on", earliest);
        }
        Instant noon = day.atTime(12, 0).atZone(clock.getZone()).toInstant();
        Instant at = day.equals(today) ? now : noon.isBefore(begun) ? begun : noon;
        String method = answers.textOrNull("method");
        contacted(problem, at, method);
        history.record(problem, actor, "handle", "first-contact", words.contact(at, method));
    }

    /** Whether the first contact was noted as such, and so can be taken back; the handling itself is no note. */
    boolean firstContactNoted(Problem problem) {
        return problem.firstContactAt() != null
                && history.of(problem.id()).stream()
                        .map(CaseHistory.Entry::action)
                        .filter(action -> action.equals("first-contact") || action.equals("undo-first-contact"))
                        .reduce((first, last) -> last)
                        .filter("first-contact"::equals)
                        .isPresent();
    }

    /** It was noted by mistake: its limit runs on. */
    void undoFirstContact(Problem problem, String actor) {
        contactedAt(problem, null, null);
        caseClock.resume(problem, "first-contact");
        history.record(problem, actor, "handle", "undo-first-contact", null);
    }

    private void contacted(Problem problem, Instant at, @Nullable String method) {
        contactedAt(problem, at, method);
        caseClock.end(problem, "first-contact", null);
    }

    private void contactedAt(Problem problem, @Nullable Instant at, @Nullable String method) {
        problems.change(problem)
                .at("first_contact_at", at)
                .set("first_contact_method", method)
                .apply();
    }

    void assisted(String number, String actor, String unit, SubmittedForm answers) {
        Problem problem = problems.lock(number);
        boolean waived = answers.is("waive");
        problems.setAssist(problem.id(), unit, waived ? "waived" : "done", answers.textOrNull("result"));
        caseClock.end(problem, "assist", unit);
        history.record(
                problem,
                actor,
                "assist",
                answers.outcome(),
                unit,
                null,
                waived ? answers.textOrNull("reason") : answers.textOrNull("result"));
    }

    /**
     * Approval stops the clock and says for good whether the handling was late. A return leaves the clock alone, turns the
     * light yellow and names who assists again.
     */
    void reviewed(String number, String actor, SubmittedForm answers, boolean settled) {
        Problem problem = problems.lock(number);
        history.record(problem, actor, "review", answers.outcome(), answers.reasonOrOpinion());
        if (answers.is("return")) {
            problems.change(problem)
                    .set("returns", problem.returns() + 1)
                    .at("sent_back_at", clock.instant())
                    .apply();
            answers.texts("assistingUnits").forEach(unit -> problems.setAssist(problem.id(), unit, "assigned", null));
            notices.toHandlers("returned", problem);
            return;
        }
        Instant now = clock.instant();
        boolean late = caseClock
                .running(problem, "handle", null)
                .filter(limit -> now.isAfter(limit.dueAt()))
                .isPresent();
        caseClock.end(problem, "handle", null);
        Change change = problems.change(problem)
                .at("clock_stopped_at", now)
                .at("sent_back_at", null)
                .set("handled_late", problem.handledLate() || late);
        if (!settled) {
            change.status(Status.WAITING);
        }
        change.apply();
    }

    /**
     * Handling again, as a reopening: counted, with a clock of its own. What was settled on the spot never had a unit: it
     * goes back to the office, which has to find one.
     */
    void reopen(Problem problem, String actor, String step, String action, String reason) {
        problems.change(problem)
                .set("reopenings", problem.reopenings() + 1)
                .at("clock_stopped_at", null)
                .at("sent_back_at", step.equals("verify") ? clock.instant() : null)
                .apply();
        history.record(problem, actor, step, action, reason);
        if (problem.leadUnit() == null) {
            problems.change(problem).status(Status.REGISTERED).apply();
            return;
        }
        caseClock.start(problem, "handle", null, limits.of("reopening"));
        notices.toHandlers("reopened", problem);
    }

    void periodicallyReviewed(String number, String actor, SubmittedForm answers) {
        Problem problem = problems.lock(number);
        if (answers.is("handle")) {
            reopen(problem, actor, "periodic-review", "handle", answers.required("reason"));
        } else {
            problems.change(problem).status(Status.WAITING).apply();
            history.record(problem, actor, "periodic-review", "stay", answers.required("reason"));
        }
    }

    /**
     * The groups that review: the unit's heads, unless every one of them worked on the case; then the approvers.
     * Nobody reviews their own work.
     */
    List<String> reviewers(String number) {
        Problem problem = problems.get(number);
        Set<String> workers = history.workers(problem.id());
        String heads = "head-" + problem.leadUnit();
        boolean someHead = directory.members(heads).stream().map(Account::id).anyMatch(head -> !workers.contains(head));
        return List.of(someHead ? heads : Role.APPROVER.group());
    }
}
