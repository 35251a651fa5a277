package minqing.problem;

import java.util.Optional;
import minqing.attachment.AttachmentOwner;
import minqing.organization.Account;
import minqing.organization.Role;
import org.springframework.stereotype.Component;

/** The files of a problem: seen by whoever may see it, an accusation's never by whom it names; none after it ended. */
@Component
class ProblemAttachments implements AttachmentOwner {

    private final ProblemRepository problems;
    private final Secrecy secrecy;

    ProblemAttachments(ProblemRepository problems, Secrecy secrecy) {
        this.problems = problems;
        this.secrecy = secrecy;
    }

    @Override
    public String kind() {
        return "problems";
    }

    @Override
    public String processKey() {
        return ProblemProcess.KEY;
    }

    @Override
    public Optional<String> canonicalId(String id) {
        return problems.find(id).map(Problem::number);
    }

    @Override
    public boolean mayRead(Account viewer, String id) {
        return problems.find(id)
                .filter(problem -> secrecy.mayRead(viewer, problem))
                .isPresent();
    }

    @Override
    public boolean maySeePeople(Account viewer, String id) {
        return problems.find(id)
                .filter(problem -> secrecy.maySeeContact(viewer, problem))
                .isPresent();
    }

    @Override
    public boolean knowsPeople(String id) {
        return problems.find(id)
                .flatMap(problem -> problems.contact(problem.id()))
                .isPresent();
    }

    /** An inspector reads and changes nothing, whatever else he or she may be. */
    @Override
    public boolean mayAttach(Account account, String id) {
        return !account.is(Role.INSPECTOR) && mayRead(account, id);
    }

    @Override
    public boolean isOpen(String id) {
        return problems.find(id).filter(problem -> !problem.status().ended()).isPresent();
    }

    @Override
    public void lock(String id) {
        Problem unused = problems.lock(id);
    }
}
