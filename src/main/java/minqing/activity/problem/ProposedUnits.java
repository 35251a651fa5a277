package minqing.activity.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import minqing.platform.engine.DecisionTable;
import minqing.platform.engine.DecisionTables;
import org.springframework.stereotype.Component;

/** The units that the decision table {@code responsible-unit} can propose; the start guide checks them. */
@Component
public class ProposedUnits {

    /** Under this key stand the units that are proposed for problems of any category. */
    public static final String ANY_CATEGORY = "";

    private final DecisionTables tables;

    ProposedUnits(DecisionTables tables) {
        this.tables = tables;
    }

    /**
     * The codes of the units that rows name, by the category they are for; of a table that is more than its rows all the
     * units it names, for any category.
     */
    public Map<String, Set<String>> byCategory() {
        Optional<DecisionTable> table = tables.newest(ResponsibleUnits.TABLE);
        if (table.isEmpty()) {
            return Map.of();
        }
        Map<String, Set<String>> units = new HashMap<>();
        ResponsibilityCells.rows(table.get())
                .ifPresentOrElse(
                        rows -> rows.forEach(row -> add(units, row)),
                        () -> units.put(ANY_CATEGORY, ResponsibilityCells.named(table.get())));
        return units;
    }

    private static void add(Map<String, Set<String>> units, ResponsibilityRow row) {
        List<String> named = new ArrayList<>(Objects.requireNonNullElse(row.assistingUnits(), List.of()));
        if (row.leadUnit() != null) {
            named.add(0, row.leadUnit());
        }
        List<String> categories = Objects.requireNonNullElse(row.categories(), List.of());
        (categories.isEmpty() ? List.of(ANY_CATEGORY) : categories)
                .forEach(category -> units.computeIfAbsent(category, none -> new LinkedHashSet<>())
                        .addAll(named));
    }
}
