package minqing.activity.problem;

import java.util.Set;
import minqing.work.attachment.AttachedFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Passes a problem that triage refers as an accusation to {@link DisciplineReferrals}. */
@Component
class Referral implements SmartInitializingSingleton {

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final AttachedFiles files;
    private final ObjectProvider<DisciplineReferrals> taker;

    /** @param taker looked up late: whoever takes them reports problems, too */
    Referral(
            ProblemRepository problems,
            CaseHistory history,
            AttachedFiles files,
            ObjectProvider<DisciplineReferrals> taker) {
        this.problems = problems;
        this.history = history;
        this.files = files;
        this.taker = taker;
    }

    /** The start fails where nobody would take them. */
    @Override
    public void afterSingletonsInstantiated() {
        DisciplineReferrals unused = taker.getObject();
    }

    /** @param problem as it stood before it was referred */
    void toDiscipline(Problem problem, String triagedBy, SubmittedForm answers) {
        Set<String> reporters = history.reporters(problem.id());
        @Nullable String contact = problems.contact(problem.id()).orElse(null);
        taker.getObject()
                .take(new ReferredToDiscipline(
                        problem.id(),
                        problem.number(),
                        problem.title(),
                        problem.content(),
                        problem.village(),
                        problem.category(),
                        problem.reporter(),
                        reporters,
                        problem.reportedAt(),
                        contact,
                        problem.outing(),
                        triagedBy,
                        answers.texts("concerns"),
                        answers.textOrNull("accused"),
                        answers.textOrNull("reason"),
                        problems.mergedInto(problem.id()).stream()
                                .map(Problem::number)
                                .toList(),
                        files.of("problems", problem.number())));
    }
}
