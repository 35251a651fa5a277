package minqing.activity.problem;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.UnitEntry;
import minqing.bureau.organization.UnitKeeping;
import minqing.bureau.organization.Village;
import minqing.platform.database.Characters;
import minqing.platform.fault.FieldFault;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;

/** What is wrong with the rows of the table of responsible units, and what is odd about them. */
@Component
class ResponsibilityCheck {

    static final List<String> URGENCIES = List.of("normal", "urgent");

    private static final int MOST_ROWS = 200;
    private static final int MOST_NAMED = 50;
    private static final int LONGEST_TOWN = 30;
    private static final int LONGEST_NOTE = 100;

    private final Categories categories;
    private final Organization organization;
    private final UnitKeeping units;
    private final ProblemWords words;
    private final Clock clock;

    ResponsibilityCheck(
            Categories categories, Organization organization, UnitKeeping units, ProblemWords words, Clock clock) {
        this.categories = categories;
        this.organization = organization;
        this.units = units;
        this.words = words;
        this.clock = clock;
    }

    /**
     * What was looked at.
     *
     * @param rows without blanks around, repetitions and empty texts
     * @param faults by which it can't be saved
     * @param remarks what does no harm and may be meant
     */
    record Finding(List<ResponsibilityRow> rows, List<FieldFault> faults, List<FieldFault> remarks) {

        Finding {
            rows = List.copyOf(rows);
            faults = List.copyOf(faults);
            remarks = List.copyOf(remarks);
        }
    }

    Finding of(@Nullable List<@Nullable ResponsibilityRow> entered) {
        if (entered == null || entered.isEmpty()) {
            return new Finding(
                    List.of(), List.of(new FieldFault("rows", "problem.responsibility.fault.rows")), List.of());
        }
        if (entered.size() > MOST_ROWS) {
            return new Finding(
                    List.of(),
                    List.of(new FieldFault("rows", "problem.responsibility.fault.many", MOST_ROWS)),
                    List.of());
        }
        return new Look().at(entered);
    }

    /** The codes of the categories, and what else stands in the rows. */
    Set<String> categoryCodes() {
        return categories.all().stream()
                .map(Categories.Category::code)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The names of all towns that a village of today or before lies in, in their order. */
    Set<String> towns() {
        return organization.everyVillage().stream()
                .map(Village::town)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One look at a table: what is there is read once. */
    private final class Look {

        private final Set<String> codes = categoryCodes();
        private final Set<String> towns = towns();
        private final Map<String, UnitEntry> entries = units.all().stream()
                .filter(unit -> unit.code() != null)
                .collect(Collectors.toMap(unit -> String.valueOf(unit.code()), Function.identity()));
        private final LocalDate today = LocalDate.now(clock);
        private final List<FieldFault> faults = new ArrayList<>();
        private final List<FieldFault> remarks = new ArrayList<>();

        private Finding at(List<@Nullable ResponsibilityRow> entered) {
            List<ResponsibilityRow> rows = new ArrayList<>();
            for (int index = 0; index < entered.size(); index++) {
                ResponsibilityRow row = entered.get(index);
                if (row == null) {
                    faults.add(new FieldFault("rows[" + index + "]", "problem.responsibility.fault.row", index + 1));
                    row = ResponsibilityRow.OTHERWISE;
                }
                rows.add(checked(index, row));
            }
            int last = rows.size() - 1;
            for (int index = 0; index < last; index++) {
                if (rows.get(index).isOpen()) {
                    faults.add(new FieldFault("rows[" + index + "]", "problem.responsibility.fault.open", index + 1));
                }
            }
            if (!rows.get(last).isOpen()) {
                faults.add(new FieldFault("rows[" + last + "]", "problem.responsibility.fault.last"));
            }
            // Only of rows that could be saved: the cases of others may be too many to go through.
            if (faults.isEmpty()) {
                unreached(rows);
            }
            return new Finding(rows, faults, remarks);
        }

        private ResponsibilityRow checked(int index, ResponsibilityRow row) {
            List<String> asked = texts(index, "categories", row.categories());
            asked.stream()
                    .filter(code -> !codes.contains(code))
                    .forEach(code -> fault(index, "categories", "category", Characters.visible(code)));
            List<String> places = texts(index, "towns", row.towns());
            for (String town : places) {
                if (town.codePointCount(0, town.length()) > LONGEST_TOWN
                        || town.chars().anyMatch(character -> "\"\\,".indexOf(character) >= 0 || character < ' ')) {
                    fault(index, "towns", "town", Characters.visible(town), LONGEST_TOWN);
                } else if (!towns.contains(town)) {
                    remark(index, "towns", "no-village", town);
                }
            }
            String urgency = blank(row.urgency()) ? null : row.urgency();
            if (urgency != null && !URGENCIES.contains(urgency)) {
                fault(index, "urgency", "urgency");
            }
            String lead = blank(row.leadUnit())
                    ? null
                    : Objects.requireNonNull(row.leadUnit()).strip();
            if (lead != null) {
                unit(index, "leadUnit", lead);
            }
            List<String> assists = texts(index, "assistingUnits", row.assistingUnits());
            assists.forEach(code -> unit(index, "assistingUnits", code));
            if (lead == null && !assists.isEmpty()) {
                fault(index, "leadUnit", "lead-missing");
            }
            if (lead != null && assists.contains(lead)) {
                fault(index, "assistingUnits", "assist-leads", words.unit(lead));
            }
            return new ResponsibilityRow(asked, places, urgency, lead, assists, note(index, row.note()));
        }

        private @Nullable String note(int index, @Nullable String note) {
            if (blank(note)) {
                return null;
            }
            String text = Objects.requireNonNull(note).strip();
            if (!Characters.areStorable(text) || text.chars().anyMatch(character -> character < ' ')) {
                fault(index, "note", "characters");
            } else if (text.codePointCount(0, text.length()) > LONGEST_NOTE) {
                fault(index, "note", "note", LONGEST_NOTE);
            }
            return text;
        }

        private void unit(int index, String field, String code) {
            UnitEntry unit = entries.get(code);
            String name = unit == null ? code : Objects.requireNonNullElse(unit.name(), code);
            if (unit == null) {
                fault(index, field, "unit", Characters.visible(code));
            } else if ("bureau".equals(unit.kind())) {
                fault(index, field, "bureau", name);
            } else if (unit.retiredOn() != null && !unit.retiredOn().isAfter(today)) {
                fault(index, field, "retired", name, unit.retiredOn().toString());
            } else if (unit.retiredOn() != null) {
                remark(index, field, "retires", name, unit.retiredOn().toString());
            }
        }

        private List<String> texts(int index, String field, @Nullable List<@Nullable String> entered) {
            if (entered == null) {
                return List.of();
            }
            if (entered.size() > MOST_NAMED) {
                fault(index, field, "most", MOST_NAMED);
            }
            List<String> texts = new ArrayList<>();
            for (String text : entered.subList(0, Math.min(entered.size(), MOST_NAMED))) {
                if (blank(text)) {
                    continue;
                }
                String stripped = Objects.requireNonNull(text).strip();
                if (!Characters.areStorable(stripped)) {
                    fault(index, field, "characters");
                } else if (!texts.contains(stripped)) {
                    texts.add(stripped);
                }
            }
            return texts;
        }

        /** A row is never reached when each case it is for is taken by a row before it. */
        private void unreached(List<ResponsibilityRow> rows) {
            Set<String> everyCategory = new LinkedHashSet<>(codes);
            Set<String> everyTown = new LinkedHashSet<>(towns);
            for (ResponsibilityRow row : rows) {
                everyCategory.addAll(Objects.requireNonNull(row.categories()));
                everyTown.addAll(Objects.requireNonNull(row.towns()));
            }
            // A town that no row names, and that may still come.
            everyTown.add("");
            Set<List<String>> taken = new HashSet<>();
            for (int index = 0; index < rows.size(); index++) {
                ResponsibilityRow row = rows.get(index);
                boolean fresh = false;
                for (String category : chosen(row.categories(), everyCategory)) {
                    for (String town : chosen(row.towns(), everyTown)) {
                        for (String urgency : row.urgency() == null ? URGENCIES : List.of(row.urgency())) {
                            fresh |= taken.add(List.of(category, town, urgency));
                        }
                    }
                }
                if (!fresh) {
                    remarks.add(new FieldFault(field(index, "row"), "problem.responsibility.remark.never", index + 1));
                }
            }
        }

        private Iterable<String> chosen(@Nullable List<String> named, Set<String> every) {
            return named == null || named.isEmpty() ? every : named;
        }

        private void fault(int index, String field, String what, Object... more) {
            faults.add(said(index, field, "problem.responsibility.fault." + what, more));
        }

        private void remark(int index, String field, String what, Object... more) {
            remarks.add(said(index, field, "problem.responsibility.remark." + what, more));
        }

        private FieldFault said(int index, String field, String key, Object... more) {
            return new FieldFault(
                    field(index, field),
                    key,
                    Stream.concat(
                                    Stream.of(
                                            index + 1,
                                            new DefaultMessageSourceResolvable("problem.responsibility." + field)),
                                    Stream.of(more))
                            .toArray());
        }
    }

    static String field(int index, String field) {
        return "rows[" + index + "]." + field;
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
