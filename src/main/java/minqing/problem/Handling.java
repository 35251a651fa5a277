package minqing.problem;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import minqing.organization.Account;
import minqing.organization.Directory;
import minqing.organization.Role;
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
    private final Words words;
    private final Clock clock;

    Handling(
            ProblemRepository problems,
            CaseHistory history,
            CaseClock caseClock,
            Extensions extensions,
            TimeLimits limits,
            Directory directory,
            CaseNotices notices,
            Words words,
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

    void handled(String number, String actor, Answers answers) {
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
            contacted(problem);
        }
        extensions.lapse(problem);
    }

    /** The handler's first word with the people, a milestone of its own (响应率). */
    void firstContact(Problem problem, String actor) {
        contacted(problem);
        history.record(problem, actor, "handle", "first-contact", null);
    }

    private void contacted(Problem problem) {
        problems.change(problem).at("first_contact_at", clock.instant()).apply();
        caseClock.end(problem, "first-contact", null);
    }

    void assisted(String number, String actor, String unit, Answers answers) {
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

    /** Approval stops the clock; a return does not touch it, turns the light yellow and names who assists again. */
    void reviewed(String number, String actor, Answers answers, boolean settled) {
        Problem problem = problems.lock(number);
        history.record(problem, actor, "review", answers.outcome(), answers.textOrNull("reason"));
        if (answers.is("return")) {
            problems.change(problem)
                    .set("returns", problem.returns() + 1)
                    .at("sent_back_at", clock.instant())
                    .apply();
            answers.texts("assistingUnits").forEach(unit -> problems.setAssist(problem.id(), unit, "assigned", null));
            notices.toHandlers("returned", problem);
            return;
        }
        caseClock.end(problem, "handle", null);
        Change change =
                problems.change(problem).at("clock_stopped_at", clock.instant()).at("sent_back_at", null);
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

    void periodicallyReviewed(String number, String actor, Answers answers) {
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
