package minqing.activity.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import minqing.bureau.access.Visibility;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormField;
import minqing.platform.form.FormSchemas;
import minqing.platform.form.FormValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What others may do with problems: report one that an outing brought home, and list those a person may know of. */
@Component
public class Problems {

    /** The form every report is held against. */
    private static final String FORM = "problem-report";

    /** The worst first. */
    private static final List<String> LIGHTS = List.of("red", "yellow", "blue", "none");

    private final ProblemProcess process;
    private final CaseMessages messages;
    private final ProblemRepository problems;
    private final CaseHistory history;
    private final ProblemVisibility visibility;
    private final Ledger ledger;
    private final OpenWork openWork;
    private final FormSchemas forms;
    private final FormValidator validator;
    private final ProblemWords words;

    Problems(
            ProblemProcess process,
            CaseMessages messages,
            ProblemRepository problems,
            CaseHistory history,
            ProblemVisibility visibility,
            Ledger ledger,
            OpenWork openWork,
            FormSchemas forms,
            FormValidator validator,
            ProblemWords words) {
        this.process = process;
        this.messages = messages;
        this.problems = problems;
        this.history = history;
        this.visibility = visibility;
        this.ledger = ledger;
        this.openWork = openWork;
        this.forms = forms;
        this.validator = validator;
        this.words = words;
    }

    /** What is wrong with a report, by the keys of its form; nothing is done. */
    public List<FieldFault> faults(Account reporter, Map<String, Object> report) {
        try {
            Map<String, Object> unused = validator.validate(
                    forms.get(FORM), report, new FormContext(reporter.id(), ProblemProcess.KEY, "report", null, null));
            return List.of();
        } catch (InvalidInput invalid) {
            return invalid.faults();
        }
    }

    /** The fields of a report, for pages that contain a report beside other things. */
    public Collection<FormField> reportFields() {
        return forms.get(FORM).fields();
    }

    /**
     * Starts the case of a problem that an outing brought home, in the caller's transaction.
     *
     * @param reporter the leader who brought it home
     * @param enteredBy who sits at the keyboard: the leader, or staff on the leader's behalf
     * @param outing the number of the outing
     * @param report the fields of the form {@code problem-report}
     * @return the problem's number
     * @throws InvalidInput naming the fields of the form
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String report(Account reporter, Account enteredBy, String outing, Map<String, Object> report) {
        String number = process.startFor(reporter, report);
        Problem problem = problems.get(number);
        problems.change(problem).set("outing", outing).apply();
        if (!reporter.id().equals(enteredBy.id())) {
            history.record(problem, enteredBy.id(), "report", "enter", null);
        }
        return number;
    }

    /**
     * Starts the case of a problem that somebody reports on their own, signed in to the engine.
     *
     * @param report the fields of the form {@code problem-report}
     * @return the problem's number
     * @throws InvalidInput naming the fields of the form
     */
    @Transactional
    public String report(Map<String, Object> report) {
        return process.start(report);
    }

    /**
     * Starts the case of a problem that somebody else turned out to have reported, in the caller's transaction: it is an ordinary
     * report of that person, and says nothing of whoever found it.
     *
     * @param report the fields of the form {@code problem-report}
     * @return the problem's number
     * @throws InvalidInput naming the fields of the form
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String reportFor(Account reporter, Map<String, Object> report) {
        return process.startFor(reporter, report);
    }

    /**
     * Sends a message to a case from beside its path; {@link CaseMessages} says who may send which when.
     *
     * @param values the fields of the message's form
     */
    @Transactional
    public void send(Account account, String message, String number, Map<String, ?> values) {
        messages.send(
                account,
                message,
                number,
                new SubmittedForm(validator.validate(
                        forms.get(message),
                        values,
                        new FormContext(account.id(), ProblemProcess.KEY, message, null, number))));
    }

    /**
     * Notes on which day a problem came up that an outing brought home.
     *
     * @param day of the outing, or of the reception that became the problem
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void happened(String number, LocalDate day) {
        problems.happened(number, day);
    }

    /** Those of the problems that the viewer may know of, in the order of their numbers. */
    public List<Known> known(Account viewer, Collection<String> numbers) {
        List<Known> known = new ArrayList<>();
        numbers.stream()
                .flatMap(number -> problems.find(number).stream())
                .filter(problem -> visibility.mayRead(viewer, problem))
                .forEach(problem -> known.add(new Known(
                        problem.number(),
                        visibility.mayReadContent(viewer, problem) ? problem.title() : words.of("problem.sealed"),
                        problem.status().code(),
                        words.status(problem.status().code()))));
        return known;
    }

    /**
     * Who must know the person behind a problem, for rows that name the problem.
     *
     * @param column with the problem's number
     * @param number the same of a row; none where it names no problem
     */
    public <R> Visibility<R> personOf(String column, Function<R, @Nullable String> number) {
        return Visibility.of(
                "exists (select 1 from problem where problem.number = " + column + " and "
                        + visibility.contact().sql() + ")",
                (viewer, row) -> Optional.ofNullable(number.apply(row))
                        .flatMap(problems::find)
                        .filter(problem -> visibility.maySeeContact(viewer, problem))
                        .isPresent());
    }

    /**
     * The register of problems (annex 4): those the viewer may know of and that count as collected, by leader in the order of
     * annex 1, then by the day of the report.
     */
    public PageOf<RegisterRow> register(Account viewer, RegisterFilter filter, Paging paging) {
        return ledger.register(viewer, filter, null, paging);
    }

    /** The whole register at once; see {@link #register}. */
    public List<RegisterRow> wholeRegister(Account viewer, RegisterFilter filter) {
        return ledger.register(viewer, filter, null, null).items();
    }

    /** One row of the register; empty where the viewer may not know of the problem or the register does not have it. */
    public Optional<RegisterRow> registered(Account viewer, String number) {
        return ledger.register(viewer, new RegisterFilter(null, null, null, null), number, null).items().stream()
                .findFirst();
    }

    /** The open problems of a village that the viewer may know of: what is late first, then by due date. */
    public List<Standing> openIn(Account viewer, String village) {
        return ledger.ofVillage(viewer, village, false, new Paging(0, Paging.LARGEST)).items().stream()
                .sorted(Comparator.comparingInt((Standing one) -> LIGHTS.indexOf(one.light()))
                        .thenComparing(Standing::dueOn, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /** What became of the earlier problems of a village that the viewer may know of, newest first. */
    public PageOf<Standing> endedIn(Account viewer, String village, Paging paging) {
        return ledger.ofVillage(viewer, village, true, paging);
    }

    /** The categories that came up in a village more than once, the most frequent first. */
    public List<Recurring> recurringIn(Account viewer, String village) {
        return ledger.recurring(viewer, village);
    }

    /** How many open problems the viewer may know of in each village that has any. */
    public Map<String, Long> openByVillage(Account viewer) {
        return ledger.openByVillage(viewer);
    }

    /** Which of the problems wait for somebody to ask the people whether they are solved, with the task. */
    public List<Verification> toVerify(Account verifier, Collection<Standing> problems) {
        return problems.stream()
                .filter(problem -> problem.status().equals(Status.VERIFY.code()))
                .flatMap(problem -> openWork.offered(verifier, problem.number(), "verify").stream()
                        .map(task ->
                                new Verification(problem.number(), problem.title(), problem.dueOn(), task.taskId())))
                .toList();
    }

    /**
     * A problem as its village knows it.
     *
     * @param light {@code none}, {@code blue}, {@code yellow} or {@code red}
     * @param dueOn the next day on which something of it is due
     * @param nextStep what was promised to come next
     * @param answer what the people were told, {@code answeredOn} when
     */
    @Schema(name = "VillageProblem")
    public record Standing(
            String number,
            String title,
            String category,
            String categoryName,
            String status,
            String statusName,
            @Nullable String unit,
            String unitName,
            String light,
            @Nullable LocalDate dueOn,
            boolean supervised,
            LocalDate reportedOn,
            @Nullable LocalDate endedOn,
            @Nullable String nextStep,
            @Nullable String answer,
            @Nullable LocalDate answeredOn) {

        /** Whether the people were told that it can't be solved yet, and why. */
        @Schema(description = "Whether the people were told that it can't be solved yet")
        @JsonProperty("waiting")
        public boolean waiting() {
            return status.equals(Status.WAITING.code()) || status.equals(Status.PERIODIC_REVIEW.code());
        }
    }

    /**
     * A category that came up again and again.
     *
     * @param problems how many there were, {@code again} how many of them had been closed before and came back
     * @param latest the day of the latest report
     */
    @Schema(name = "RecurringCategory")
    public record Recurring(String category, String name, int problems, int again, LocalDate latest) {}

    /** A problem that waits to be verified with the people; the number to call stands with the task. */
    @Schema(name = "Verification")
    public record Verification(
            String number, String title, @Nullable LocalDate dueOn, String task) {}

    /**
     * A problem somebody may know of.
     *
     * @param status its code, {@code statusName} in words
     */
    public record Known(String number, String title, String status, String statusName) {}

    /**
     * What to look for in the register; null lets everything through.
     *
     * @param leader the account of the leader who reported
     * @param text part of number, title, content or what was done
     * @param from the first day of the report, {@code to} the last
     */
    public record RegisterFilter(
            @Nullable String leader,
            @Nullable String text,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    /**
     * One row of the register, in the order of annex 4's columns.
     *
     * @param leader who reported: the account
     * @param position empty for a reporter who is no leader
     * @param handling what was done, {@code nextStep} what comes next
     */
    public record RegisterRow(
            String number,
            String leader,
            String name,
            String unit,
            String position,
            LocalDate date,
            String title,
            String content,
            @Nullable String handling,
            @Nullable String nextStep,
            String status,
            String statusName,
            String village,
            String place,
            @Nullable String outing) {}
}
