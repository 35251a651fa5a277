package minqing.activity.problem;

import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.work.attachment.AttachmentOwner;
import org.springframework.stereotype.Component;

/** The files of a problem: seen by whoever may read what it says; none after it ended. */
@Component
class ProblemAttachments extends AttachmentOwner<Problem> {

    private final ProblemRepository problems;
    private final ProblemVisibility visibility;

    ProblemAttachments(ProblemRepository problems, ProblemVisibility visibility) {
        super("problems", ProblemProcess.KEY);
        this.problems = problems;
        this.visibility = visibility;
    }

    @Override
    protected Optional<Problem> find(String id) {
        return problems.find(id);
    }

    @Override
    protected String idOf(Problem problem) {
        return problem.number();
    }

    @Override
    protected boolean mayRead(Account viewer, Problem problem) {
        return visibility.mayReadContent(viewer, problem);
    }

    @Override
    protected boolean maySeePeople(Account viewer, Problem problem) {
        return visibility.maySeeContact(viewer, problem);
    }

    @Override
    protected boolean knowsPeople(Problem problem) {
        return problems.contact(problem.id()).isPresent();
    }

    @Override
    protected boolean mayAttach(Account account, Problem problem) {
        return true;
    }

    @Override
    protected boolean isOpen(Problem problem) {
        return !problem.status().ended();
    }

    @Override
    protected void lock(Problem problem) {
        Problem unused = problems.lock(problem.number());
    }
}
