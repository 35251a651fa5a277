package minqing.activity.problem;

import minqing.bureau.organization.Demonstration;
import minqing.platform.engine.DecisionTables;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * At every start, deploys the decision tables that are missing. The table of responsible units is the bureau's from the
 * first day: the one that comes with the application names no unit, the demonstration brings its own, and neither ever
 * takes the place of another. The table of time limits follows its file until somebody has deployed another one.
 */
@Component
class ShippedDecisions implements SmartInitializingSingleton {

    private final DecisionTables tables;
    private final Demonstration demonstration;
    private final TransactionOperations transaction;

    ShippedDecisions(DecisionTables tables, Demonstration demonstration, TransactionOperations transaction) {
        this.tables = tables;
        this.demonstration = demonstration;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            tables.deployWhereNone(
                    ResponsibleUnits.TABLE,
                    new ClassPathResource(
                            demonstration.active()
                                    ? "data/demonstration-responsible-unit.dmn"
                                    : "bpmn/responsible-unit.dmn"));
            tables.deployUnlessEdited(HandlingLimits.TABLE, new ClassPathResource("bpmn/handling-time-limit.dmn"));
        });
    }
}
