package minqing.activity.problem;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import minqing.bureau.access.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The table of responsible units, over REST. */
@RestController
@RequestMapping("/api/organization/responsibility")
@Tag(name = "organization")
class ResponsibilityApi {

    private final Responsibility responsibility;
    private final CurrentUser user;

    ResponsibilityApi(Responsibility responsibility, CurrentUser user) {
        this.responsibility = responsibility;
        this.user = user;
    }

    @GetMapping
    @Operation(
            summary =
                    "Which units are proposed for a problem by category, town and urgency, for administrators: the rows in "
                            + "their order, the first that applies decides; with what is wrong or odd")
    Responsibility.State table() {
        ResponsibilityPages.requireAdministrator(user.get());
        return responsibility.state();
    }

    @PutMapping
    @Operation(
            summary =
                    "Deploy the table with these rows, the last of them for all the rest; version is that of the table "
                            + "that was read, and another one since then is 409. A table of another kind, made elsewhere, is "
                            + "409 as well")
    Responsibility.State save(@RequestBody Wanted wanted) {
        ResponsibilityPages.requireAdministrator(user.get());
        return responsibility.save(user.get().id(), wanted.version(), wanted.rows());
    }

    /** What an administrator wants. */
    record Wanted(
            @Schema(description = "of the table that was read") @Nullable
            Integer version,

            @Nullable List<@Nullable ResponsibilityRow> rows) {}
}
