package minqing.problem;

import java.util.List;
import java.util.Set;
import minqing.attachment.AttachedFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;

/** Hands a problem that was found to be an accusation to whoever makes one of it; see {@link ReferredToDiscipline}. */
@Component
class Referral {

    private static final ResolvableType EVENT =
            ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, ReferredToDiscipline.class);
    private static final ResolvableType ANY =
            ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, Object.class);

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final AttachedFiles files;
    private final ApplicationContext application;

    Referral(ProblemRepository problems, CaseHistory history, AttachedFiles files, ApplicationContext application) {
        this.problems = problems;
        this.history = history;
        this.files = files;
        this.application = application;
    }

    /**
     * @param problem as it stood before it was referred
     * @throws IllegalStateException when nobody is there to take it: then nothing is referred
     */
    void toDiscipline(Problem problem, String triagedBy, Answers answers) {
        if (!isHeard()) {
            throw new IllegalStateException("nobody takes what is referred to discipline: no listener for "
                    + ReferredToDiscipline.class.getSimpleName());
        }
        List<String> concerns = answers.texts("concerns");
        Set<String> reporters = history.reporters(problem.id());
        @Nullable String contact = problems.contact(problem.id()).orElse(null);
        application.publishEvent(new ReferredToDiscipline(
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
                concerns,
                answers.textOrNull("accused"),
                answers.textOrNull("reason"),
                problems.mergedInto(problem.id()).stream().map(Problem::number).toList(),
                files.of("problems", problem.number())));
    }

    private boolean isHeard() {
        return application instanceof AbstractApplicationContext context
                && context.getApplicationListeners().stream().anyMatch(Referral::hears);
    }

    /** Whether it was made for this event, not for every event there is. */
    private static boolean hears(ApplicationListener<?> listener) {
        return listener instanceof GenericApplicationListener generic
                && generic.supportsEventType(EVENT)
                && !generic.supportsEventType(ANY);
    }
}
