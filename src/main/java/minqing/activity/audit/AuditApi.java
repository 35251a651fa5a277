package minqing.activity.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
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

    private final Audit audit;

    AuditApi(Audit audit) {
        this.audit = audit;
    }

    @GetMapping
    @Operation(
            summary =
                    "Who did and who read what, the newest first: readings in full, changes of the organization, the history "
                            + "of problems, outings, monthly tables and files. Identifiers only. Each call is noted itself")
    PageOf<AuditTrail.Entry> search(
            @Parameter(description = "the first day") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "the last day") @RequestParam(required = false) @Nullable LocalDate to,
            @Parameter(description = "the login name of who did it")
                    @RequestParam(name = "user", required = false)
                    @Nullable
                    String account,
            @Parameter(description = "read: looked at in full; done: everything else")
                    @RequestParam(required = false)
                    @Nullable
                    String action,
            @Parameter(
                            description =
                                    "the kind of record: problem outing summary attachment signing calendar unit leader "
                                            + "administrative-village village community contact pairing account data audit")
                    @RequestParam(required = false)
                    @Nullable
                    String subject,
            @Parameter(
                            description =
                                    "which record: 2026-0001, O2026-0001, a unit's code and month like code/2026-11, a login name …")
                    @RequestParam(required = false)
                    @Nullable
                    String number,
            Paging paging) {
        return audit.search(audit.filter(from, to, account, action, subject, number), paging);
    }
}
