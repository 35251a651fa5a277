package minqing.platform.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Lets work be done as if at an earlier moment: the clock of application and engine stands there, and every step and timer
 * that would have run in between runs at its own time, in the caller's transaction. Only for a start at which nobody else
 * works yet: there is one clock for all.
 */
@Component
public class Replay {

    /** What passes between two looks at the clock is no difference. */
    private static final Duration SAME = Duration.ofSeconds(1);

    private final IdentityService identities;
    private final ManagementService jobs;
    private final Clock clock;

    Replay(@Lazy IdentityService identities, @Lazy ManagementService jobs, Clock clock) {
        this.identities = identities;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Runs the action and puts the clock back to what it was, running on from there, whatever happens. */
    public void run(Runnable action) {
        Instant given = clock.instant();
        ClockUtil.reset();
        Duration ahead = Duration.between(clock.instant(), given);
        try {
            action.run();
        } finally {
            if (ahead.abs().compareTo(SAME) < 0) {
                ClockUtil.reset();
            } else {
                ClockUtil.offset(ahead.toMillis());
            }
        }
    }

    /** Moves the clock on to the moment; what is due by then runs first, each at the time it is due. */
    public void advance(Instant moment) {
        for (Job due = nextTimer(moment); due != null; due = nextTimer(moment)) {
            set(due.getDuedate().toInstant());
            jobs.executeJob(due.getId());
            continueSteps();
        }
        set(moment);
    }

    /** Moves the clock to the moment and runs nothing. */
    public void set(Instant moment) {
        ClockUtil.setCurrentTime(Date.from(moment));
    }

    /** Does something as a person, as a request of theirs would, and runs the steps of the process that follow from it. */
    public <T> T as(String account, Collection<String> groups, Supplier<T> action) {
        T result;
        identities.setAuthentication(account, List.copyOf(groups));
        try {
            result = action.get();
        } finally {
            identities.clearAuthentication();
        }
        continueSteps();
        return result;
    }

    private void continueSteps() {
        for (List<Job> steps = steps(); !steps.isEmpty(); steps = steps()) {
            steps.forEach(step -> jobs.executeJob(step.getId()));
        }
    }

    private List<Job> steps() {
        return jobs.createJobQuery().messages().list();
    }

    private @Nullable Job nextTimer(Instant moment) {
        List<Job> timers = jobs.createJobQuery()
                .timers()
                .duedateLowerThan(Date.from(moment.plusMillis(1)))
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1);
        return timers.isEmpty() ? null : timers.get(0);
    }
}
