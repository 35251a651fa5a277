package minqing.activity.accusation;

import java.util.List;
import minqing.platform.engine.OlderCases;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings the engine after the tables, once: the first start after accusations left the ledger deletes their old cases, begins
 * their own, and moves every other open case away from the models that knew accusations. A start that is cut short goes on
 * with the next.
 */
@Component
class MovedAccusations implements SmartInitializingSingleton {

    /** The process in which accusations were, and a step that only its older models have. */
    private static final String OLD_PROCESS = "problem-handling";

    private static final String OLD_STEP = "discipline-intake";

    private final JdbcClient database;
    private final AccusationRepository accusations;
    private final AccusationProcess process;
    private final OlderCases olderCases;
    private final TransactionOperations transaction;

    MovedAccusations(
            JdbcClient database,
            AccusationRepository accusations,
            AccusationProcess process,
            OlderCases olderCases,
            TransactionOperations transaction) {
        this.database = database;
        this.accusations = accusations;
        this.process = process;
        this.olderCases = olderCases;
        this.transaction = transaction;
    }

    private record Moved(String number, String code) {}

    @Override
    public void afterSingletonsInstantiated() {
        for (Moved one : database.sql("select number, code from accusation_move order by number")
                .query(Moved.class)
                .list()) {
            transaction.executeWithoutResult(status -> move(one));
        }
        // Each case for itself: one that can't be moved holds up neither the others nor the start.
        if (olderCases.moveToLatest(OLD_PROCESS, OLD_STEP) > 0) {
            inboxFollows();
        }
    }

    private void move(Moved moved) {
        List<String> instances = database.sql("""
                        select distinct proc_inst_id_ from act_hi_procinst
                        where proc_def_key_ = :process and business_key_ = :number""")
                .param("process", OLD_PROCESS)
                .param("number", moved.number())
                .query(String.class)
                .list();
        olderCases.delete(OLD_PROCESS, moved.number());
        // The engine keeps what administrators did with a case apart from the case.
        instances.forEach(instance -> database.sql("delete from act_hi_op_log where proc_inst_id_ = :instance")
                .param("instance", instance)
                .update());
        if (accusations.lock(moved.code()).stage() == Stage.WAITING) {
            process.start(moved.code());
        }
        database.sql("delete from accusation_move where number = :number")
                .param("number", moved.number())
                .update();
    }

    /** The pictures and forms of open tasks are those of the model on which they are now. */
    private void inboxFollows() {
        database.sql("""
                        update inbox_task set definition = task.proc_def_id_
                        from act_ru_task task where task.id_ = inbox_task.id and inbox_task.definition <> task.proc_def_id_""").update();
    }
}
