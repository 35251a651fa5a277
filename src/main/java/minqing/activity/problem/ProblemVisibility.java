package minqing.activity.problem;

import minqing.bureau.access.Visibility;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may see what of a problem (requirements, "Secrecy"): that there is one, what it says, and who brought it forward. In SQL
 * the row is called {@code problem}.
 */
@Component
class ProblemVisibility {

    private static final String OPEN_TASK = """
            exists (select 1 from inbox_task task left join inbox_candidate candidate on candidate.task = task.id
                    where task.process_key = 'problem-handling' and task.number = problem.number and task.ended_at is null
                      and (task.assignee = :me or (candidate.kind = 'user' and candidate.name = :me)
                        or (candidate.kind = 'group' and candidate.name = any(:groups))))""";

    private static final String ACTED =
            "exists (select 1 from problem_event event where event.problem = problem.id" + " and event.actor = :me)";

    private static final String REPORTED = "exists (select 1 from problem_event event where event.problem = problem.id"
            + " and event.step = 'report' and event.actor = :me)";

    private static final String HAS_TO_CALL = """
            exists (select 1 from inbox_task task
                    where task.process_key = 'problem-handling' and task.number = problem.number and task.ended_at is null
                      and task.element_key in ('handle', 'verify') and task.assignee = :me)""";

    private static final String CONCERNS_UNIT = """
            exists (select 1 from problem_assist assist where assist.problem = problem.id and assist.unit = any(:units))
            or exists (select 1 from problem_event event where event.problem = problem.id and event.to_unit = any(:units))""";

    private final Visibility<Problem> row;
    private final Visibility<Problem> content;
    private final Visibility<Problem> contact;

    ProblemVisibility(JdbcClient database) {
        Visibility<Problem> own = Visibility.ofPerson("problem.reporter", Problem::reporter);
        this.row = Visibility.<Problem>ofReaders()
                .or(own)
                .or(Visibility.ofUnit("problem.lead_unit", Problem::leadUnit))
                .or(asked(database, CONCERNS_UNIT));
        this.content = row.and(Visibility.<Problem>where("problem.sealed_at is null", problem -> !problem.sealed())
                .or(own)
                .or(Visibility.ofPerson("problem.triager", Problem::triager))
                .or(asked(database, REPORTED)));
        this.contact = content.and(own.or(Visibility.of(Role.OFFICE))
                .or(Visibility.<Problem>of(Role.APPROVER)
                        .and(asked(database, ACTED).or(asked(database, OPEN_TASK))))
                .or(asked(database, HAS_TO_CALL)));
    }

    private static Visibility<Problem> asked(JdbcClient database, String condition) {
        return Visibility.asked(database, condition, "problem", "problem.id", Problem::id);
    }

    /** Who finds the problem at all: whoever reads everything, the reporter, and the units it was or is with. */
    Visibility<Problem> row() {
        return row;
    }

    /** Who reads what it says; once it was referred to somebody outside, only whoever reported or triaged it. */
    Visibility<Problem> content() {
        return content;
    }

    /**
     * Who learns who brought it forward: the reporter, the office and the approver of the case; its handler and verifier while
     * their task is open.
     */
    Visibility<Problem> contact() {
        return contact;
    }

    boolean mayRead(Account viewer, Problem problem) {
        return row.allows(viewer, problem);
    }

    boolean mayReadContent(Account viewer, Problem problem) {
        return content.allows(viewer, problem);
    }

    boolean maySeeContact(Account viewer, Problem problem) {
        return contact.allows(viewer, problem);
    }
}
