package minqing.activity.problem;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.UnitEntry;
import minqing.bureau.organization.UnitKeeping;
import minqing.bureau.organization.UnitKind;
import minqing.bureau.organization.UnitsChanged;
import minqing.platform.engine.DecisionFailed;
import minqing.platform.engine.DecisionTables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Which units the decision table {@code responsible-unit} proposes for a problem, and that someone is told when it can't. */
@Service
class ResponsibleUnits {

    static final String TABLE = "responsible-unit";

    private static final Logger LOG = LoggerFactory.getLogger(ResponsibleUnits.class);

    private final DecisionTables tables;
    private final DecisionNotices notices;
    private final Organization organization;
    private final UnitKeeping units;
    private final ProblemWords words;

    ResponsibleUnits(
            DecisionTables tables,
            DecisionNotices notices,
            Organization organization,
            UnitKeeping units,
            ProblemWords words) {
        this.tables = tables;
        this.notices = notices;
        this.organization = organization;
        this.units = units;
        this.words = words;
    }

    /**
     * What the table says of a problem. It says nothing where it fails or names a unit that nothing can be assigned to: the
     * office decides alone then, and the office and the administrators are told why.
     */
    Assignment.Proposal proposal(Problem problem) {
        String town = organization.village(problem.village()).orElseThrow().town();
        String lead;
        List<String> assists;
        try {
            Map<String, Object> answer = tables.decide(
                    TABLE, Map.of("category", problem.category(), "town", town, "urgency", problem.urgency()));
            lead = text(answer.get("leadUnit"));
            assists = Stream.of(text(answer.get("assistingUnits")).split(","))
                    .map(String::strip)
                    .filter(unit -> !unit.isEmpty() && !unit.equals(lead))
                    .distinct()
                    .toList();
        } catch (DecisionFailed | IllegalArgumentException failed) {
            LOG.warn("The table of responsible units proposes nothing", failed);
            notices.responsibleUnitFailed();
            return Assignment.Proposal.none(words.of("problem.responsibility.failed"));
        }
        Set<String> known = assignable(organization).map(Unit::code).collect(Collectors.toSet());
        Optional<String> unknown = Stream.concat(Stream.of(lead), assists.stream())
                .filter(unit -> !unit.isEmpty() && !known.contains(unit))
                .findFirst();
        if (unknown.isPresent()) {
            notices.unknownUnit(unknown.get());
            return Assignment.Proposal.none(words.of("problem.responsibility.unknown", words.unit(unknown.get())));
        }
        return new Assignment.Proposal(lead.isEmpty() ? null : lead, assists, null);
    }

    /** The units that a problem can be assigned to today; the bureau itself is none. */
    static Stream<Unit> assignable(Organization organization) {
        return organization.units().stream().filter(unit -> unit.kind() != UnitKind.BUREAU);
    }

    /** Tells the administrators of rows that name a unit which is or will be no more. */
    @EventListener
    void unitsChanged(UnitsChanged changed) {
        Set<String> named = tables.newest(TABLE).map(ResponsibilityCells::named).orElse(Set.of());
        units.all().stream()
                .filter(unit -> unit.retiredOn() != null)
                .map(UnitEntry::code)
                .filter(Objects::nonNull)
                .filter(named::contains)
                .forEach(notices::retiredUnit);
    }

    private static String text(@Nullable Object answer) {
        if (answer == null) {
            return "";
        }
        if (answer instanceof String text) {
            return text.strip();
        }
        throw new IllegalArgumentException("the table names no unit but " + answer.getClass());
    }
}
