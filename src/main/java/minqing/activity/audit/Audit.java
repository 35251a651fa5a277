package minqing.activity.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import minqing.bureau.access.AccessLog;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The audit trail for whoever may read it: REST and the page ask here, and each look is noted. */
@Component
class Audit {

    /** What is searched for is noted: a name or a sentence must not get there. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");

    private final AuditTrail trail;
    private final AccessLog accessLog;
    private final CurrentUser user;

    Audit(AuditTrail trail, AccessLog accessLog, CurrentUser user) {
        this.trail = trail;
        this.accessLog = accessLog;
        this.user = user;
    }

    /**
     * Who is asking.
     *
     * @throws Forbidden where the person is neither inspector nor administrator
     */
    Account reader() {
        Account viewer = user.get();
        if (!viewer.readsAudit()) {
            throw new Forbidden("audit.forbidden");
        }
        return viewer;
    }

    /**
     * What a client sent as the conditions; a blank one is none.
     *
     * @throws InvalidInput naming each that can't be meant
     */
    AuditTrail.Filter filter(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String account,
            @Nullable String action,
            @Nullable String subject,
            @Nullable String number) {
        Account unused = reader();
        List<FieldFault> faults = new ArrayList<>();
        if (from != null && to != null && to.isBefore(from)) {
            faults.add(new FieldFault("to", "audit.days"));
        }
        String who = identifier("user", account, faults);
        String what = identifier("number", number, faults);
        String kind = oneOf("action", AuditTrail.ACTIONS, action, faults);
        String of = oneOf("subject", AuditTrail.SUBJECTS, subject, faults);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return new AuditTrail.Filter(from, to, who, kind, of, what);
    }

    /** The newest first. */
    PageOf<AuditTrail.Entry> search(AuditTrail.Filter filter, Paging paging) {
        Account viewer = reader();
        String asked = filter.number() != null ? filter.number() : filter.user() != null ? filter.user() : "all";
        accessLog.read(viewer.id(), "audit", asked, "page/" + paging.page());
        return trail.search(filter, paging);
    }

    private static @Nullable String identifier(String field, @Nullable String sent, List<FieldFault> faults) {
        if (sent == null || sent.isBlank()) {
            return null;
        }
        String written = sent.strip();
        if (!IDENTIFIER.matcher(written).matches()) {
            faults.add(new FieldFault(field, "audit." + field));
        }
        return written;
    }

    private static @Nullable String oneOf(
            String field, List<String> known, @Nullable String sent, List<FieldFault> faults) {
        if (sent == null || sent.isBlank()) {
            return null;
        }
        if (!known.contains(sent)) {
            faults.add(new FieldFault(field, "audit." + field));
        }
        return sent;
    }
}
