package minqing.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import minqing.access.AccessLog;
import minqing.access.CurrentUser;
import minqing.fault.FieldFault;
import minqing.fault.Forbidden;
import minqing.fault.InvalidInput;
import minqing.organization.Account;
import minqing.organization.Role;
import minqing.web.PageOf;
import minqing.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail over REST. Looking at it is part of it. */
@RestController
@RequestMapping("/api/audit")
@Tag(name = "audit", description = "Who did and who read what, for inspectors and administrators")
class AuditApi {

    /** What is searched for is noted: a name or a sentence must not get there. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");

    private final AuditTrail trail;
    private final AccessLog accessLog;
    private final CurrentUser user;

    AuditApi(AuditTrail trail, AccessLog accessLog, CurrentUser user) {
        this.trail = trail;
        this.accessLog = accessLog;
        this.user = user;
    }

    @GetMapping
    @Operation(
            summary =
                    "Who did and who read what, the newest first: readings in full, changes of the organization, the history "
                            + "of problems, outings, monthly tables and files. Identifiers only; nothing of an accusation the reader "
                            + "may not know. Each call is noted itself")
    PageOf<AuditTrail.Entry> search(
            @Parameter(description = "the first day") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "the last day") @RequestParam(required = false) @Nullable LocalDate to,
            @Parameter(description = "the login name of who did it")
                    @RequestParam(name = "user", required = false)
                    @Nullable
                    String account,
            @Parameter(description = "which record: 2026-0001, O2026-0001, epb/2026-11, a login name …")
                    @RequestParam(required = false)
                    @Nullable
                    String number,
            Paging paging) {
        Account viewer = user.get();
        if (!viewer.is(Role.INSPECTOR) && !viewer.is(Role.ADMINISTRATOR)) {
            throw new Forbidden("audit.forbidden");
        }
        List<FieldFault> faults = new ArrayList<>();
        if (from != null && to != null && to.isBefore(from)) {
            faults.add(new FieldFault("to", "audit.days"));
        }
        String who = identifier("user", account, faults);
        String what = identifier("number", number, faults);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        accessLog.read(viewer.id(), "audit", what != null ? what : who != null ? who : "all", "page/" + paging.page());
        return trail.search(viewer, new AuditTrail.Filter(from, to, who, what), paging);
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
}
