package minqing.activity.problem;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import minqing.bureau.access.AccessLog;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormSchemas;
import minqing.platform.form.FormView;
import minqing.platform.form.FormViews;
import minqing.work.inbox.CasePart;
import minqing.work.inbox.PhoneNumbers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the handler needs beside the form: the first contact with its limit, the extension, and links to the people, the
 * case and the outing. Shown to the handler only.
 */
@Component("handlerDesk")
class HandlerDesk implements CasePart {

    private final ProblemRepository problems;
    private final CaseClock caseClock;
    private final CaseMessages messages;
    private final Extensions extensions;
    private final ProblemCase problemCase;
    private final ProblemVisibility visibility;
    private final OpenWork openWork;
    private final AccessLog accessLog;
    private final FormSchemas forms;
    private final FormViews views;
    private final CurrentUser user;
    private final ProblemWords words;
    private final Clock clock;

    HandlerDesk(
            ProblemRepository problems,
            CaseClock caseClock,
            CaseMessages messages,
            Extensions extensions,
            ProblemCase problemCase,
            ProblemVisibility visibility,
            OpenWork openWork,
            AccessLog accessLog,
            FormSchemas forms,
            FormViews views,
            CurrentUser user,
            ProblemWords words,
            Clock clock) {
        this.problems = problems;
        this.caseClock = caseClock;
        this.messages = messages;
        this.extensions = extensions;
        this.problemCase = problemCase;
        this.visibility = visibility;
        this.openWork = openWork;
        this.accessLog = accessLog;
        this.forms = forms;
        this.views = views;
        this.user = user;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public Optional<String> template(String processKey) {
        return processKey.equals(ProblemProcess.KEY) ? Optional.of("problem/desk") : Optional.empty();
    }

    @Override
    public boolean beforeForm() {
        return true;
    }

    /** The current user's desk; null if the user does not handle the case now. */
    @Transactional
    public @Nullable Desk of(String number) {
        Account reader = user.get();
        return problems.find(number)
                .filter(problem -> visibility.mayRead(reader, problem))
                .filter(problem -> openWork.offered(reader, number, "handle").isPresent())
                .map(problem -> desk(reader, problem))
                .orElse(null);
    }

    private Desk desk(Account reader, Problem problem) {
        return new Desk(
                problem.number(),
                problem.outing(),
                problemCase.outingAddress(reader, problem),
                phones(reader, problem),
                contact(reader, problem),
                extension(reader, problem));
    }

    /** The numbers by which to call the people, for who may see them while the task is open; it is noted like any reading. */
    private List<String> phones(Account reader, Problem problem) {
        if (!visibility.maySeeContact(reader, problem)) {
            return List.of();
        }
        List<String> phones =
                problems.contact(problem.id()).map(PhoneNumbers::in).orElse(List.of());
        if (!phones.isEmpty()) {
            accessLog.readInParts(reader.id(), "problem", problem.number(), "contact");
        }
        return phones;
    }

    private Contact contact(Account reader, Problem problem) {
        Instant now = clock.instant();
        Optional<CaseClock.Running> limit = caseClock.last(problem, "first-contact");
        Instant at = problem.firstContactAt();
        String due = limit.map(row -> words.due(row.dueAt())).orElse(null);
        String light;
        if (at != null) {
            light = limit.filter(row -> at.isAfter(row.dueAt())).isPresent() ? "yellow" : "none";
        } else if (limit.filter(row -> !now.isBefore(row.dueAt())).isPresent()) {
            light = "yellow";
        } else {
            light = limit.filter(row -> !now.isBefore(row.blueAt())).isPresent() ? "blue" : "none";
        }
        return new Contact(
                due,
                light,
                problemCase.firstContact(problem),
                form(reader, "first-contact", problem),
                messages.offered(reader, "undo-first-contact", problem));
    }

    private Extension extension(Account reader, Problem problem) {
        String asked = extensions
                .of(problem)
                .map(request -> words.of(
                        "problem.extension",
                        words.extension(request),
                        words.of("problem.extension."
                                + Optional.ofNullable(request.decision()).orElse("open")),
                        request.reason()))
                .orElse(null);
        String outlook = extensions
                .of(problem)
                .filter(request -> request.decision() == null)
                .flatMap(request -> extensions.outlook(problem, request.days()))
                .orElse(null);
        return new Extension(
                asked, outlook, extensions.terms(problem).orElse(null), form(reader, "request-extension", problem));
    }

    /** The form of a message, where the reader may send it now. */
    private @Nullable FormView form(Account reader, String message, Problem problem) {
        return messages.offered(reader, message, problem)
                ? views.untouched(
                        forms.get(message),
                        new FormContext(reader.id(), ProblemProcess.KEY, message, null, problem.number()))
                : null;
    }

    /**
     * What stands beside the form of the handling.
     *
     * @param outing the outing that brought the case home, {@code outingAddress} its page for who may read it
     * @param phones to call the people, for who may see them
     */
    public record Desk(
            String number,
            @Nullable String outing,
            @Nullable String outingAddress,
            List<String> phones,
            Contact contact,
            Extension extension) {}

    /**
     * The first contact.
     *
     * @param due until when, in words
     * @param light yellow once it is or was missed
     * @param made when and how, in words; null while it is to be made
     * @param form to note it, while it may be
     * @param undoable whether it may be taken back
     */
    public record Contact(
            @Nullable String due,
            String light,
            @Nullable String made,
            @Nullable FormView form,
            boolean undoable) {}

    /**
     * The extension.
     *
     * @param asked what was asked for and how it stands, in words
     * @param outlook what it would mean, while it waits to be decided
     * @param terms what it is reckoned in and how long it may be
     * @param form to ask for it, while it may be
     */
    public record Extension(
            @Nullable String asked,
            @Nullable String outlook,
            @Nullable String terms,
            @Nullable FormView form) {}
}
