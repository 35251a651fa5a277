package minqing.activity.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of responsible units. The first row that applies to a problem decides.
 *
 * @param categories codes; empty: any
 * @param towns names; empty: any
 * @param urgency {@code normal} or {@code urgent}; none: either
 * @param leadUnit the code of the unit that leads; none: the office decides
 * @param assistingUnits codes
 * @param note what people should know of the row
 */
record ResponsibilityRow(
        @Schema(description = "codes; empty: any") @Nullable List<String> categories,
        @Schema(description = "names; empty: any") @Nullable List<String> towns,

        @Schema(description = "normal or urgent; none: either") @Nullable
        String urgency,

        @Schema(description = "code of a unit; none: the office decides") @Nullable
        String leadUnit,

        @Schema(description = "codes of units") @Nullable List<String> assistingUnits,
        @Nullable String note) {

    /** The row that applies to all that no row before it does. */
    static final ResponsibilityRow OTHERWISE = new ResponsibilityRow(List.of(), List.of(), null, null, List.of(), null);

    /** Whether it applies to every problem. */
    @JsonIgnore
    boolean isOpen() {
        return (categories == null || categories.isEmpty()) && (towns == null || towns.isEmpty()) && urgency == null;
    }
}
