package minqing.activity.problem;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Conflict;
import org.springframework.stereotype.Service;

/** Asking the people whether it is solved, and every way in which a case ends. */
@Service
class Closing {

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final CaseClock caseClock;
    private final Handling handling;
    private final Extensions extensions;
    private final Organization organization;
    private final Directory directory;
    private final CaseNotices notices;
    private final Clock clock;

    Closing(
            ProblemRepository problems,
            CaseHistory history,
            CaseClock caseClock,
            Handling handling,
            Extensions extensions,
            Organization organization,
            Directory directory,
            CaseNotices notices,
            Clock clock) {
        this.problems = problems;
        this.history = history;
        this.caseClock = caseClock;
        this.handling = handling;
        this.extensions = extensions;
        this.organization = organization;
        this.directory = directory;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Who verifies: the leader who reported, else the first paired leader of the village in annex 1's order; never
     * somebody who worked on the case or reviewed it, nor whose account is shut. Empty when there is none: the office names
     * somebody.
     */
    Optional<String> verifier(String number) {
        Problem problem = problems.get(number);
        Set<String> workers = history.workers(problem.id());
        Set<String> reviewers = history.reviewers(problem.id());
        Stream<String> reporter = directory
                .usable(problem.reporter())
                .filter(account -> account.is(Role.LEADER))
                .map(account -> account.id())
                .stream();
        return Stream.concat(
                        reporter,
                        organization.pairedLeaders(problem.village()).stream().map(Leader::account))
                .filter(leader -> !workers.contains(leader) && !reviewers.contains(leader))
                .filter(leader -> directory.usable(leader).isPresent())
                .findFirst();
    }

    /** Whom the office may name where the rule finds nobody: the leaders; that none verifies their own work is checked then. */
    List<Account> nominees(String number) {
        return verifier(number).isPresent() ? List.of() : directory.members(Role.LEADER.group());
    }

    void verified(String number, String actor, SubmittedForm answers) {
        Problem problem = problems.lock(number);
        if (answers.is("not-resolved")) {
            handling.reopen(problem, actor, "verify", "not-resolved", answers.required("reason"));
            return;
        }
        problems.change(problem)
                .status(Status.SETTLED)
                .set("satisfaction", answers.required("satisfaction"))
                .set("verifier", actor)
                .at("verified_at", clock.instant())
                .apply();
        history.record(problem, actor, "verify", "resolved", answers.textOrNull("opinion"));
    }

    /**
     * Closes the case (销号).
     *
     * @throws Conflict when it isn't known what the people were told, when and how; nothing closes then
     */
    void close(String number) {
        Problem problem = problems.lock(number);
        if (problem.answer() == null || problem.answeredOn() == null || problem.answerMethod() == null) {
            throw new Conflict("problem.close-unanswered", number);
        }
        end(problem, Status.CLOSED);
    }

    /** Ends the case in any way; a case that is over already stays as it is. */
    void end(String number, Status status) {
        Problem problem = problems.lock(number);
        if (!problem.status().ended()) {
            end(problem, status);
        }
    }

    private void end(Problem problem, Status status) {
        extensions.lapse(problem);
        caseClock.endAll(problem);
        problems.change(problem).status(status).at("ended_at", clock.instant()).apply();
        history.record(problem, null, "end", status.code(), null);
        notices.ended(problem, status);
    }
}
