package minqing.activity.problem;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import minqing.bureau.calendar.LimitUnit;
import minqing.bureau.calendar.TimeLimit;
import minqing.platform.engine.DecisionFailed;
import minqing.platform.engine.DecisionTables;
import minqing.platform.fault.Conflict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** How long handling may take: what the decision table {@code handling-time-limit} says. */
@Service
class HandlingLimits {

    static final String TABLE = "handling-time-limit";

    private static final Logger LOG = LoggerFactory.getLogger(HandlingLimits.class);

    private final DecisionTables tables;
    private final DecisionNotices notices;

    HandlingLimits(DecisionTables tables, DecisionNotices notices) {
        this.tables = tables;
        this.notices = notices;
    }

    /**
     * The limit of a problem that is assigned.
     *
     * @param complex what the office found; null: the table says
     * @throws Conflict when the table gives no limit
     */
    Assignment.HandlingLimit of(Problem problem, @Nullable Boolean complex) {
        try {
            return decided(problem, complex);
        } catch (DecisionFailed | IllegalArgumentException failed) {
            LOG.warn("The table of time limits gives none", failed);
            throw new Conflict("problem.limit-failed");
        }
    }

    /** The limit as far as it is known before triage; without one the problem goes on, and those who can mend it are told. */
    Optional<Assignment.HandlingLimit> proposed(Problem problem) {
        try {
            return Optional.of(decided(problem, problem.complex()));
        } catch (DecisionFailed | IllegalArgumentException failed) {
            LOG.warn("The table of time limits gives none", failed);
            notices.limitFailed();
            return Optional.empty();
        }
    }

    private Assignment.HandlingLimit decided(Problem problem, @Nullable Boolean complex) {
        Map<String, @Nullable Object> question = new HashMap<>();
        question.put("urgency", problem.urgency());
        question.put("complex", complex);
        question.put("category", problem.category());
        Map<String, Object> answer = tables.decide(TABLE, question);
        if (!(answer.get("amount") instanceof Number amount) || amount.intValue() < 1) {
            throw new IllegalArgumentException("the limit is no number of days or hours");
        }
        LimitUnit unit = Stream.of(LimitUnit.values())
                .filter(known -> known.name().equals(answer.get("unit")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the limit has no unit"));
        return new Assignment.HandlingLimit(
                new TimeLimit(amount.intValue(), unit),
                answer.get("complexity") instanceof Boolean found ? found : null);
    }
}
