package minqing.activity.problem;

import java.time.Clock;
import java.time.Instant;
import minqing.platform.fault.InvalidInput;
import org.springframework.stereotype.Service;

/** Takes a report into the ledger: numbered, stored, with the person's data put where few can read them. */
@Service
class Reporting {

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final CaseClock caseClock;
    private final Clock clock;

    Reporting(ProblemRepository problems, CaseHistory history, CaseClock caseClock, Clock clock) {
        this.problems = problems;
        this.history = history;
        this.caseClock = caseClock;
        this.clock = clock;
    }

    /**
     * Stores a report. The number is taken in the same transaction: when storing fails, no number is lost.
     *
     * @return the problem's number
     */
    String register(String reporter, SubmittedForm report) {
        Instant now = clock.instant();
        int year = now.atZone(clock.getZone()).getYear();
        int sequence = problems.nextSequence(year);
        String number = "%d-%04d".formatted(year, sequence);
        long id = problems.insert(new ProblemRepository.NewProblem(
                year,
                sequence,
                number,
                report.required("title"),
                report.required("content"),
                report.required("village"),
                report.required("category"),
                report.text("urgency").orElse("normal"),
                reporter,
                now,
                report.text("recurrenceOf").map(this::closed).orElse(null),
                Status.REGISTERED));
        report.text("contact").ifPresent(contact -> problems.saveContact(id, contact));
        Problem problem = problems.get(number);
        history.record(problem, reporter, "report", "report", null);
        caseClock.start(problem, "triage");
        return number;
    }

    /** Only what was closed can come back; a problem still open is a duplicate and is merged at triage. */
    private long closed(String number) {
        return problems.find(number)
                .filter(problem -> problem.status() == Status.CLOSED)
                .map(Problem::id)
                .orElseThrow(() -> InvalidInput.of("recurrenceOf", "problem.recurrence-not-closed", number));
    }
}
