package minqing.activity.accusation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import minqing.activity.accusation.AccusationRepository.New;
import minqing.activity.accusation.AccusationRepository.Words;
import minqing.bureau.organization.Account;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormSchema;
import minqing.platform.form.FormSchemas;
import minqing.platform.form.FormValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes accusations in and lets receivers work on them. Who may do what is asked on every call; to everybody else an
 * accusation is as missing as one that was never made.
 */
@Service
class Accusations {

    /** The form of every accusation, wherever it comes from. */
    static final String FORM = "accusation-report";

    private static final int TRIES = 20;

    private final AccusationRepository accusations;
    private final Receivers receivers;
    private final AccusationSteps steps;
    private final AccusationProcess process;
    private final FormSchemas forms;
    private final FormValidator validator;
    private final AccusationWords words;
    private final Clock clock;

    Accusations(
            AccusationRepository accusations,
            Receivers receivers,
            AccusationSteps steps,
            AccusationProcess process,
            FormSchemas forms,
            FormValidator validator,
            AccusationWords words,
            Clock clock) {
        this.accusations = accusations;
        this.receivers = receivers;
        this.steps = steps;
        this.process = process;
        this.forms = forms;
        this.validator = validator;
        this.words = words;
        this.clock = clock;
    }

    // ---- taking in

    /** A report as it was filled in and found to be in order. */
    record Report(Words words, List<String> concerns) {

        @Override
        public String toString() {
            return "Report";
        }
    }

    /** Whoever has a part in the work may report; who only inspects may not. */
    static boolean mayReport(Account account) {
        return !account.onlyReads();
    }

    /**
     * Holds what was filled in against the form and asks whether anybody is left who could receive it.
     *
     * @throws InvalidInput with every field at fault
     */
    Report checked(Account reporter, Map<String, ?> values) {
        Map<String, Object> valid = validator.validate(
                forms.get(FORM),
                values,
                new FormContext(reporter.id(), AccusationProcess.KEY, "accusation-made", null, null));
        Report report = new Report(
                new Words(
                        text(valid, "title"),
                        text(valid, "content"),
                        (String) valid.get("accused"),
                        (String) valid.get("village"),
                        Boolean.TRUE.equals(valid.get("named")),
                        (String) valid.get("contact"),
                        Boolean.TRUE.equals(valid.get("bypassDiscipline"))),
                texts(valid.get("concerns")));
        requireReceiver(report);
        return report;
    }

    /** @throws InvalidInput when it names nobody, or when it concerns everybody who could receive it */
    void requireReceiver(Report report) {
        if (report.concerns().isEmpty() && report.words().accused() == null) {
            throw InvalidInput.of("accused", "accusation.accused-missing");
        }
        if (receivers
                .of(
                        report.words().title(),
                        report.words().content(),
                        report.words().accused(),
                        report.concerns(),
                        report.words().bypassDiscipline())
                .isEmpty()) {
            throw InvalidInput.of("accused", "accusation.nobody-left");
        }
    }

    /** What is wrong with it, and nothing is done. */
    List<FieldFault> faults(Account reporter, Map<String, ?> values) {
        try {
            Report unused = checked(reporter, values);
            return List.of();
        } catch (InvalidInput invalid) {
            return invalid.faults();
        }
    }

    /**
     * Reports an accusation.
     *
     * @param from asked in the transaction, so that an outing is not confirmed meanwhile
     * @param submission of the page that sends it: what is sent twice is made once
     * @throws Conflict when something else was sent from the same page before
     */
    @Transactional
    String report(Account account, Map<String, ?> values, Supplier<From> from, @Nullable UUID submission) {
        if (!mayReport(account)) {
            throw new Forbidden("accusation.report-forbidden");
        }
        Report report = checked(account, values);
        if (submission != null) {
            Optional<String> before = accusations.sentBefore(account.id(), submission);
            if (before.isPresent()) {
                return repeated(before.get(), report);
            }
        }
        try {
            return made(account.id(), report, from.get(), submission, 0);
        } catch (DuplicateKeyException twice) {
            throw new Conflict("accusation.sent-before");
        }
    }

    private String repeated(String code, Report report) {
        boolean same = accusations
                .find(code)
                .filter(before -> before.title().equals(report.words().title())
                        && before.content().equals(report.words().content()))
                .isPresent();
        if (!same) {
            throw new Conflict("accusation.sent-before");
        }
        return code;
    }

    /**
     * Where an accusation comes from, and whether it begins at once.
     *
     * @param confirmed false: it waits for the leader's confirmation of the outing
     */
    record From(
            Origin origin,
            @Nullable String outing,
            @Nullable Long reception,
            @Nullable String problem,
            @Nullable String referredBy,
            boolean confirmed) {

        static final From REPORT = new From(Origin.REPORT, null, null, null, null, true);
    }

    /** Stores it and starts its case, unless it has to wait. */
    @Transactional(propagation = Propagation.MANDATORY)
    String made(String reporter, Report report, From from, @Nullable UUID submission, int place) {
        Instant now = clock.instant();
        New accusation = new New(
                report.words(),
                reporter,
                now,
                from.origin(),
                from.outing(),
                from.reception(),
                from.problem(),
                from.referredBy(),
                submission,
                place);
        String code = stored(accusation);
        accusations.saveConcerns(code, report.concerns());
        accusations.log(
                code,
                now,
                from.referredBy() == null ? reporter : from.referredBy(),
                "report",
                from.origin().code(),
                null);
        if (from.confirmed()) {
            process.start(code);
        }
        return code;
    }

    private String stored(New accusation) {
        for (int tried = 0; tried < TRIES; tried++) {
            String code = Codes.random();
            if (accusations.insert(accusation, code)) {
                return code;
            }
        }
        throw new IllegalStateException("no free code in " + TRIES + " tries");
    }

    /** The leader has confirmed the outing that brought them. */
    @Transactional(propagation = Propagation.MANDATORY)
    void begin(String outing) {
        accusations.lockWaiting(outing).forEach(accusation -> {
            accusations.log(accusation.code(), clock.instant(), null, "waiting", "begin", null);
            process.start(accusation.code());
        });
    }

    /** The outing that brought them never counted. */
    @Transactional(propagation = Propagation.MANDATORY)
    void drop(String outing) {
        Instant now = clock.instant();
        accusations.lockWaiting(outing).forEach(accusation -> {
            accusations.log(accusation.code(), now, null, "waiting", "drop", null);
            endUnread(accusation, "accusation.told.dropped", now);
        });
    }

    /** No receiver has it or will have it; its reporter reads why. */
    private void endUnread(Accusation accusation, String told, Instant now) {
        accusations.result(accusation.code(), "dropped", null);
        accusations.told(accusation.code(), words.of(told), now);
        accusations.ended(accusation.code(), now);
    }

    // ---- while it waits

    /** The account's own, as long as it waits for the outing to be confirmed. */
    Accusation ownWaiting(Account account, String code) {
        Accusation accusation = own(account, code);
        if (accusation.stage() != Stage.WAITING) {
            throw new Conflict("accusation.begun");
        }
        return accusation;
    }

    /** What its reporter entered, by the fields of the form. */
    Map<String, Object> entered(Accusation accusation) {
        Map<String, Object> values = new HashMap<>();
        values.put("title", accusation.title());
        values.put("content", accusation.content());
        values.put("concerns", accusations.concerns(accusation.code()));
        values.put("accused", accusation.accused());
        values.put("village", accusation.village());
        values.put("named", accusation.named());
        values.put("contact", accusation.contact());
        values.put("bypassDiscipline", accusation.bypassDiscipline());
        return values;
    }

    /**
     * Its reporter says it anew.
     *
     * @throws InvalidInput with every field at fault
     * @throws Conflict when it waits no longer
     */
    @Transactional
    void mend(Account account, String code, Map<String, ?> values) {
        Accusation accusation = lockedWaiting(account, code);
        Report report = checked(account, values);
        accusations.rewrite(accusation.code(), report.words());
        accusations.saveConcerns(accusation.code(), report.concerns());
        log(accusation, account, "mend", null);
    }

    /**
     * Its reporter takes it back: it will never begin.
     *
     * @throws Conflict when it waits no longer
     */
    @Transactional
    void withdraw(Account account, String code) {
        Accusation accusation = lockedWaiting(account, code);
        log(accusation, account, "withdraw", null);
        endUnread(accusation, "accusation.told.withdrawn", clock.instant());
    }

    private Accusation lockedWaiting(Account account, String code) {
        accusations.lock(own(account, code).code());
        return ownWaiting(account, code);
    }

    // ---- receiving

    /**
     * What the account receives.
     *
     * @throws Missing to everybody else, whether there is one or not
     */
    Accusation received(Account account, String code) {
        return find(code).filter(accusation -> isReceiver(account, accusation)).orElseThrow(Accusations::missing);
    }

    boolean isReceiver(Account account, Accusation accusation) {
        return accusation.stage() != Stage.WAITING
                && !"dropped".equals(accusation.result())
                && receivers.receives(account, accusation);
    }

    Optional<Accusation> find(String code) {
        return Codes.read(code).flatMap(accusations::find);
    }

    boolean hasOpened(Account account, Accusation accusation) {
        return accusations.hasStated(accusation.code(), account.id(), "opened");
    }

    /** Says 无需回避: from now on the account reads what stands behind the cover. */
    @Transactional
    void open(Account account, String code) {
        Accusation accusation = locked(account, code);
        if (!hasOpened(account, accusation)) {
            accusations.state(accusation.code(), account.id(), "opened", clock.instant());
            log(accusation, account, "open", null);
        }
    }

    /**
     * Says 回避: it goes to the other receivers, or to the next in turn.
     *
     * @throws Conflict when nobody else is left, or it has ended
     */
    @Transactional
    void recuse(Account account, String code) {
        Accusation accusation = locked(account, code);
        requireOpen(accusation);
        Instant now = clock.instant();
        accusations.state(accusation.code(), account.id(), "recused", now);
        if (receivers.of(accusation).isEmpty()) {
            throw new Conflict("accusation.nobody-else");
        }
        log(accusation, account, "recuse", null);
        if (account.id().equals(accusation.holder())) {
            accusations.held(accusation.code(), null);
        }
        if (accusation.stage() == Stage.RECEIVE) {
            process.complete(accusation.code(), Stage.RECEIVE, Map.of("outcome", "recuse"));
        }
    }

    /** Takes over what lies with another receiver, or with nobody any more. */
    @Transactional
    void take(Account account, String code) {
        Accusation accusation = locked(account, code);
        requireOpen(accusation);
        requireOpened(account, accusation);
        if (accusation.stage() == Stage.RECEIVE) {
            throw new Conflict("accusation.not-received");
        }
        if (!account.id().equals(accusation.holder())) {
            accusations.held(accusation.code(), account.id());
            log(accusation, account, "take", null);
        }
    }

    /** Whether the account may complete the step now: it has opened it, and no other receiver works on it. */
    boolean mayComplete(Account account, Accusation accusation) {
        return accusation.atWork()
                && hasOpened(account, accusation)
                && steps.lyingWith(accusation).stream().anyMatch(one -> one.id().equals(account.id()));
    }

    FormSchema form(Stage stage) {
        return forms.get("accusation-" + stage.code());
    }

    FormContext context(Account account, Accusation accusation) {
        return new FormContext(
                account.id(), AccusationProcess.KEY, accusation.stage().code(), null, accusation.code());
    }

    /**
     * Completes the step at which it stands.
     *
     * @param stage the step that the form was of; null: whichever it is
     * @throws InvalidInput with every field at fault
     * @throws Conflict when it stands elsewhere by now, or lies with another receiver
     */
    @Transactional
    void complete(Account account, String code, @Nullable Stage stage, Map<String, ?> submitted) {
        Accusation accusation = locked(account, code);
        requireOpen(accusation);
        requireOpened(account, accusation);
        if (stage != null && stage != accusation.stage()) {
            throw new Conflict("accusation.moved-on");
        }
        if (!mayComplete(account, accusation)) {
            throw new Conflict("accusation.held");
        }
        if (accusation.stage() == Stage.RECEIVE && "recuse".equals(submitted.get("outcome"))) {
            recuse(account, code);
            return;
        }
        Map<String, Object> values =
                validator.validate(form(accusation.stage()), submitted, context(account, accusation));
        String outcome = text(values, "outcome");
        String reason = (String) values.get("reason");
        accusations.held(accusation.code(), account.id());
        log(accusation, account, outcome, reason);
        switch (outcome) {
            case "not-an-accusation", "refer-upwards", "settled" ->
                accusations.result(accusation.code(), outcome, reason);
            case "told" -> accusations.told(accusation.code(), text(values, "told"), clock.instant());
            default -> {}
        }
        Map<String, Object> passed = new HashMap<>(values);
        passed.remove("reason");
        passed.remove("told");
        process.complete(accusation.code(), accusation.stage(), passed);
    }

    /** Notes that a receiver read what stands behind the cover. */
    @Transactional
    void read(Account account, Accusation accusation) {
        log(accusation, account, "read", null);
        accusations.remindersSeen(accusation.code(), account.id(), clock.instant());
    }

    /** What the form requires is there. */
    private static String text(Map<String, ?> values, String field) {
        return (String) Objects.requireNonNull(values.get(field), field);
    }

    void log(Accusation accusation, Account account, String action, @Nullable String words) {
        accusations.log(
                accusation.code(),
                clock.instant(),
                account.id(),
                accusation.stage().code(),
                action,
                words);
    }

    private Accusation locked(Account account, String code) {
        Accusation received = received(account, code);
        Accusation locked = accusations.lock(received.code());
        // Until the lock was ours, somebody else may have written.
        if (!receivers.receives(account, locked)) {
            throw missing();
        }
        return resumed(locked);
    }

    /**
     * The accusation, with its case. One whose case is gone from the engine, as after a repair of the database, gets another at
     * the step where it stands.
     */
    @Transactional
    Accusation resumed(Accusation accusation) {
        String code = accusation.code();
        if (!accusation.atWork() || process.runs(code)) {
            return accusation;
        }
        Accusation locked = accusations.lock(code);
        // Until the lock was ours, another reader may have done it.
        if (!locked.atWork() || process.runs(code)) {
            return locked;
        }
        process.startAt(code, locked.stage());
        accusations.log(code, clock.instant(), null, locked.stage().code(), "resume", null);
        return accusations.lock(code);
    }

    private static void requireOpen(Accusation accusation) {
        if (!accusation.atWork()) {
            throw new Conflict("accusation.ended");
        }
    }

    private void requireOpened(Account account, Accusation accusation) {
        if (!hasOpened(account, accusation)) {
            throw new Conflict("accusation.covered");
        }
    }

    // ---- the reporter's own

    /**
     * Whether it is the account's own. A problem that its reporter brought forward and that turned out to concern the reporter
     * is not.
     */
    boolean isOwn(Account account, Accusation accusation) {
        return account.id().equals(accusation.reporter())
                && (accusation.origin() != Origin.PROBLEM || !receivers.concerns(account, accusation));
    }

    Accusation own(Account account, String code) {
        return find(code).filter(accusation -> isOwn(account, accusation)).orElseThrow(Accusations::missing);
    }

    List<Accusation> own(Account account) {
        return accusations.reportedBy(account.id()).stream()
                .filter(accusation -> isOwn(account, accusation))
                .toList();
    }

    /** What lies with receivers of whom the account is one. */
    List<Accusation> toWorkOn(Account account) {
        return Receivers.mayEverReceive(account) ? receivers.received(account, accusations.atWork()) : List.of();
    }

    List<Accusation> workedOn(Account account) {
        return Receivers.mayEverReceive(account) ? receivers.received(account, accusations.ended()) : List.of();
    }

    static Missing missing() {
        return new Missing("accusation.missing");
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Collection<?> several) {
            several.forEach(one -> texts.add(String.valueOf(one)));
        }
        return texts;
    }
}
