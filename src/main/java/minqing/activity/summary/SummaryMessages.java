package minqing.activity.summary;

import java.util.Map;
import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.DayBegan;
import minqing.platform.engine.AccountLeft;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the office records of a table beside its tasks: accepted, sent back, corrected. */
@Service
public class SummaryMessages {

    private static final int LONGEST = 500;
    private static final int LARGEST = 100_000;

    private final SummaryRepository summaries;
    private final SummaryProcess process;
    private final Signing signing;
    private final Submitting submitting;
    private final Corrections corrections;
    private final SummaryAccess access;

    SummaryMessages(
            SummaryRepository summaries,
            SummaryProcess process,
            Signing signing,
            Submitting submitting,
            Corrections corrections,
            SummaryAccess access) {
        this.summaries = summaries;
        this.process = process;
        this.signing = signing;
        this.submitting = submitting;
        this.corrections = corrections;
        this.access = access;
    }

    /** @throws Conflict when the table is not waiting for its acceptance */
    @Transactional
    public void accept(Account account, String key) {
        Summary summary = waiting(account, key, "accept");
        submitting.accepted(summary, account.id());
        process.correlate("accept", key);
    }

    /**
     * Sent back before it was accepted (D14).
     *
     * @throws Conflict when the table is not waiting for its acceptance
     */
    @Transactional
    public void sendBack(Account account, String key, @Nullable String reason) {
        Summary summary = waiting(account, key, "return");
        submitting.returned(summary, account.id(), required("reason", reason));
        process.correlate("return", key);
    }

    /**
     * Posts a correction.
     *
     * @param values {@code cell}, {@code difference}, {@code reason}
     */
    @Transactional
    public void correct(Account account, String key, Map<String, ?> values) {
        access.requireRead(account, key);
        access.requireOffice(account);
        summaries.get(key);
        Cell cell = Optional.ofNullable(values.get("cell"))
                .map(Object::toString)
                .flatMap(Cell::of)
                .orElseThrow(() -> InvalidInput.of("cell", "summary.correct.cell"));
        int difference = difference(values.get("difference"));
        String reason = required(
                "reason",
                values.get("reason") == null ? null : values.get("reason").toString());
        corrections.correct(key, account.id(), cell, difference, reason);
    }

    /** An approver takes back an authorisation: what waits for a signature is no longer offered to the substitute. */
    @Transactional
    public void revoke(Account principal, long authorisation) {
        signing.revoke(principal, authorisation);
        process.offerSignatures();
    }

    /** Who could sign until now can't any more: what waits for the signature is offered anew, in the same transaction. */
    @EventListener
    void left(AccountLeft left) {
        process.offerSignatures();
    }

    /** What somebody was authorised to sign ends with its last day, and begins with its first. */
    @EventListener
    void dayBegan(DayBegan began) {
        process.offerSignatures();
    }

    private Summary waiting(Account account, String key, String message) {
        access.requireRead(account, key);
        access.requireOffice(account);
        Summary summary = summaries.lock(key);
        if (summary.status() != Summary.Status.SUBMITTED) {
            throw new Conflict("summary.message-late." + message, key);
        }
        return summary;
    }

    private static int difference(@Nullable Object value) {
        try {
            int difference = new java.math.BigDecimal(String.valueOf(value).strip()).intValueExact();
            if (difference != 0 && Math.abs(difference) <= LARGEST) {
                return difference;
            }
        } catch (ArithmeticException | NumberFormatException noNumber) {
            // Answered below like any other wrong value.
        }
        throw InvalidInput.of("difference", "summary.correct.difference");
    }

    private static String required(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidInput(java.util.List.of(new FieldFault(field, "summary.required." + field)));
        }
        if (text.length() > LONGEST) {
            throw InvalidInput.of(field, "summary.too-long." + field, LONGEST);
        }
        return text.strip();
    }
}
