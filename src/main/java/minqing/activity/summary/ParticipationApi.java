package minqing.activity.summary;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import minqing.bureau.access.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Since when a unit sends a monthly table and who signs it, over REST. */
@RestController
@RequestMapping("/api/organization/units/{code}/summary")
@Tag(name = "organization")
class ParticipationApi {

    private final Participation participation;
    private final SummaryAccess access;
    private final CurrentUser user;

    ParticipationApi(Participation participation, SummaryAccess access, CurrentUser user) {
        this.participation = participation;
        this.access = access;
        this.user = user;
    }

    @GetMapping
    @Operation(summary = "The first month a unit sends a table of, and who signs it in which order, for administrators")
    Participation.Setting one(@PathVariable String code) {
        access.requireAdministrator(user.get());
        return participation.of(code);
    }

    @PutMapping
    @Operation(
            summary =
                    "Set the first month (until one has started) and the approvers in the order they sign (while none is "
                            + "being signed); what is left out stays")
    Participation.Setting change(@PathVariable String code, @RequestBody Wanted wanted) {
        access.requireAdministrator(user.get());
        return participation.change(user.get().id(), code, wanted.firstPeriod(), wanted.signers());
    }

    /** What an administrator sets: a month, {@code 2026-11}; login names. */
    record Wanted(@Nullable String firstPeriod, @Nullable List<String> signers) {}
}
