package minqing.activity.problem;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.organization.OrganizationChanges;
import minqing.platform.engine.DecisionTable;
import minqing.platform.engine.DecisionTables;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 类别与责任单位: the deployed decision table as an administrator reads and changes it, every change noted. */
@Service
class Responsibility {

    /** What the change log calls it. */
    private static final String SUBJECT = "responsibility";

    private final DecisionTables tables;
    private final ResponsibilityCheck check;
    private final OrganizationChanges changes;
    private final ProblemWords words;
    private final MessageSource messages;

    Responsibility(
            DecisionTables tables,
            ResponsibilityCheck check,
            OrganizationChanges changes,
            ProblemWords words,
            MessageSource messages) {
        this.tables = tables;
        this.check = check;
        this.changes = changes;
        this.words = words;
        this.messages = messages;
    }

    /** @throws Missing when no table is deployed */
    State state() {
        DecisionTable table = table();
        return ResponsibilityCells.rows(table)
                .map(rows -> {
                    ResponsibilityCheck.Finding finding = check.of(List.copyOf(rows));
                    return new State(
                            table.version(),
                            true,
                            rows,
                            Stream.concat(finding.faults().stream(), finding.remarks().stream())
                                    .map(this::remark)
                                    .toList(),
                            null);
                })
                .orElseGet(() -> new State(
                        table.version(),
                        false,
                        List.of(),
                        List.of(new Remark("rows", words.of("problem.responsibility.hand-made"))),
                        table));
    }

    /**
     * Deploys the table with these rows.
     *
     * @param actor the administrator's login name
     * @param version of the table that the administrator saw
     * @throws InvalidInput with all that is wrong
     * @throws Conflict when somebody else has deployed another table since, or the table is more than its rows
     */
    @Transactional
    public State save(String actor, @Nullable Integer version, @Nullable List<@Nullable ResponsibilityRow> entered) {
        changes.oneAtATime();
        DecisionTable table = table();
        if (version == null) {
            throw InvalidInput.of("version", "problem.responsibility.fault.version");
        }
        if (version != table.version()) {
            throw new Conflict("problem.responsibility.overtaken");
        }
        List<ResponsibilityRow> before =
                ResponsibilityCells.rows(table).orElseThrow(() -> new Conflict("problem.responsibility.hand-made"));
        ResponsibilityCheck.Finding finding = check.of(entered);
        if (!finding.faults().isEmpty()) {
            throw new InvalidInput(finding.faults());
        }
        if (!finding.rows().equals(before)) {
            tables.deployRows(
                    ResponsibleUnits.TABLE,
                    ResponsibilityCells.cells(finding.rows()),
                    Map.of(
                            "category",
                            ResponsibilityCells.texts(List.copyOf(check.categoryCodes())),
                            "urgency",
                            ResponsibilityCells.texts(ResponsibilityCheck.URGENCIES)));
            note(actor, table.version() + 1, before, finding.rows());
        }
        return state();
    }

    /** What would be said of rows that are not saved yet. */
    List<Remark> remarks(List<ResponsibilityRow> rows) {
        return check.of(List.copyOf(rows)).remarks().stream().map(this::remark).toList();
    }

    Remark remark(FieldFault found) {
        return new Remark(
                found.field(), Objects.requireNonNullElse(messages.getMessage(found, Locale.SIMPLIFIED_CHINESE), ""));
    }

    private DecisionTable table() {
        return tables.newest(ResponsibleUnits.TABLE).orElseThrow(() -> new Missing("problem.responsibility.none"));
    }

    // ---- what has changed

    /** Row by row: what is new, what is gone, what is another, what has moved. */
    private void note(String actor, int version, List<ResponsibilityRow> before, List<ResponsibilityRow> after) {
        List<Integer> gone = new ArrayList<>();
        List<Integer> fresh = new ArrayList<>();
        compare(before, after, gone, fresh);
        // A row that is gone here and there again is one that has moved.
        for (Integer from : List.copyOf(gone)) {
            fresh.stream()
                    .filter(to -> before.get(from).equals(after.get(to)))
                    .findFirst()
                    .ifPresent(to -> {
                        gone.remove(from);
                        fresh.remove(to);
                        note(actor, version, "change", inWords(before, from), inWords(after, to));
                    });
        }
        // What stands where another was is that one, changed.
        for (Integer place : List.copyOf(gone)) {
            if (fresh.remove(place)) {
                gone.remove(place);
                note(actor, version, "change", inWords(before, place), inWords(after, place));
            }
        }
        gone.forEach(place -> note(actor, version, "end", inWords(before, place), null));
        fresh.forEach(place -> note(actor, version, "create", null, inWords(after, place)));
    }

    private void note(String actor, int version, String action, @Nullable String before, @Nullable String after) {
        changes.note(actor, SUBJECT, words.of("problem.responsibility.version", version), action, null, before, after);
    }

    /** The places of what stands in only one of both, around the longest run of rows that both have in this order. */
    private static void compare(
            List<ResponsibilityRow> before, List<ResponsibilityRow> after, List<Integer> gone, List<Integer> fresh) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int old = before.size() - 1; old >= 0; old--) {
            for (int now = after.size() - 1; now >= 0; now--) {
                common[old][now] = before.get(old).equals(after.get(now))
                        ? common[old + 1][now + 1] + 1
                        : Math.max(common[old + 1][now], common[old][now + 1]);
            }
        }
        int old = 0;
        int now = 0;
        while (old < before.size() || now < after.size()) {
            if (old < before.size() && now < after.size() && before.get(old).equals(after.get(now))) {
                old++;
                now++;
            } else if (now == after.size() || old < before.size() && common[old + 1][now] >= common[old][now + 1]) {
                gone.add(old++);
            } else {
                fresh.add(now++);
            }
        }
    }

    private String inWords(List<ResponsibilityRow> rows, int place) {
        ResponsibilityRow row = rows.get(place);
        String assists = joined(row.assistingUnits(), words::unit);
        String lead = row.leadUnit() == null ? words.of("problem.responsibility.office") : words.unit(row.leadUnit());
        return words.of(
                "problem.responsibility.row-in-words",
                place + 1,
                any(joined(row.categories(), words::category)),
                any(joined(row.towns(), Function.identity())),
                any(row.urgency() == null ? "" : words.of("problem.urgency." + row.urgency())),
                lead,
                assists.isEmpty() ? words.of("problem.responsibility.nobody") : assists);
    }

    private String any(String text) {
        return text.isEmpty() ? words.of("problem.responsibility.any") : text;
    }

    private String joined(@Nullable List<String> codes, Function<String, String> name) {
        return Stream.ofNullable(codes)
                .flatMap(List::stream)
                .map(name)
                .collect(Collectors.joining(words.of("problem.responsibility.comma")));
    }

    /**
     * The table that holds.
     *
     * @param version counts its deployments
     * @param editable whether its rows can be changed here
     * @param remarks what is wrong with the rows or odd about them
     * @param handMade the table as it is, where its rows can't be changed here
     */
    record State(
            int version,
            boolean editable,
            List<ResponsibilityRow> rows,
            List<Remark> remarks,

            @Schema(description = "the table as deployed, where it is more than these rows can say") @Nullable
            DecisionTable handMade) {

        State {
            rows = List.copyOf(rows);
            remarks = List.copyOf(remarks);
        }
    }

    /** What is said of a row or a field of it. */
    record Remark(String field, String message) {}
}
