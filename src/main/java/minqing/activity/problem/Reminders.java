package minqing.activity.problem;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;

/** What the watcher of a case does when its timer fires: every notice that is due goes out, and the next date is set. */
@Service
class Reminders {

    private final ProblemRepository problems;
    private final CaseClock caseClock;
    private final CaseHistory history;
    private final CaseNotices notices;
    private final Clock clock;

    Reminders(ProblemRepository problems, CaseClock caseClock, CaseHistory history, CaseNotices notices, Clock clock) {
        this.problems = problems;
        this.caseClock = caseClock;
        this.history = history;
        this.notices = notices;
        this.clock = clock;
    }

    void send(String number) {
        Problem problem = problems.lock(number);
        if (!caseClock.noticesMayGoOut(problem)) {
            return;
        }
        Instant now = clock.instant();
        caseClock.due(problem).forEach(limit -> {
            boolean overdue = !now.isBefore(limit.dueAt());
            if (overdue) {
                notices.overdue(problem, limit);
            } else {
                notices.dueSoon(problem, limit);
            }
            if (overdue && limit.notices() == 0) {
                history.record(problem, null, limit.kind(), "overdue", limit.unit(), null, null);
            }
            caseClock.noticed(limit);
        });
    }
}
