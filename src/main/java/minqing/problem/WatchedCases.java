package minqing.problem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minqing.access.Watching;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * At every start, shows those who watch in Cockpit what they may see of the cases that run: an earlier version gave them all
 * cases at once, accusations among them.
 */
@Component
class WatchedCases implements SmartInitializingSingleton {

    private final JdbcClient database;
    private final Watching watching;
    private final TransactionOperations transaction;

    WatchedCases(JdbcClient database, Watching watching, TransactionOperations transaction) {
        this.database = database;
        this.watching = watching;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            wrongly().forEach(watching::let);
            unseen().forEach(watching::showTask);
        });
    }

    /** The open tasks of ordinary cases that an earlier version did not show. */
    private List<String> unseen() {
        return database.sql("""
                        select task.id_ from act_ru_task task
                        join act_ru_execution instance on instance.id_ = task.proc_inst_id_
                        join act_re_procdef definition on definition.id_ = instance.proc_def_id_
                        join problem on problem.number = instance.business_key_
                        where definition.key_ = :process and not problem.accusation and not exists (
                            select 1 from act_ru_authorization given
                            where given.type_ = 1 and given.resource_type_ = 7 and given.resource_id_ = task.id_
                              and given.group_id_ in ('supervisor', 'inspector'))""")
                .param("process", ProblemProcess.KEY)
                .query(String.class)
                .list();
    }

    /** The running cases that are hidden and should be seen, or the other way round, and how it should be. */
    private Map<String, Boolean> wrongly() {
        Map<String, Boolean> cases = new HashMap<>();
        database.sql("""
                        select instance.id_, problem.accusation from act_ru_execution instance
                        join act_re_procdef definition on definition.id_ = instance.proc_def_id_
                        join problem on problem.number = instance.business_key_
                        where definition.key_ = :process and instance.parent_id_ is null
                          and problem.accusation = exists (
                            select 1 from act_ru_authorization given
                            where given.type_ = 1 and given.resource_type_ = 8 and given.resource_id_ = instance.id_
                              and given.group_id_ in ('supervisor', 'inspector'))""")
                .param("process", ProblemProcess.KEY)
                .query((row, index) -> cases.put(row.getString("id_"), !row.getBoolean("accusation")))
                .list();
        return cases;
    }
}
