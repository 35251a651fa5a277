package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;

/** A compilation or a sealing that fails becomes an incident, goes on after a retry, and repeats nothing. */
class SummarySavePointTest extends SummaryTest {

    @Test
    void aCompilationThatFailsGoesOnAfterARetryAndCompilesOnce() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        labour(outing(month, "wuzhidong", day), day);
        String key = started(month);
        Job timer = timer(key, "compile-time");
        setTime(timer.getDuedate().toInstant());
        engine.getManagementService().executeJob(timer.getId());
        Job compile = step(key);

        breaking("summary_figure", () -> failUntilIncident(compile));
        assertThat(incident(key).getActivityId()).isEqualTo("compile");
        assertThat(summaries.version(summaries.get(key), 1)).isEmpty();
        assertThat(statusOf(key)).isEqualTo("waiting");

        retry(compile);
        assertThat(instance(key)).isWaitingAt("check");
        assertThat(figures(key)).containsEntry(Cell.LABOUR, 1);
        assertThat(events(key)).containsExactly("start", "compile");
    }

    @Test
    void aSealingThatFailsGoesOnAfterARetryAndSealsOnce() {
        YearMonth month = aMonth();
        String key = signing(month);
        complete("deputy", key, "sign", "outcome", "approve");
        org.camunda.bpm.engine.task.Task last = task(key, "sign");
        as("director", () -> {
            engine.getTaskService().complete(last.getId(), fields("outcome", "approve"));
            return true;
        });
        Job seal = step(key);
        int links = summaries.chain(UNIT).size();

        breaking("summary_document", () -> failUntilIncident(seal));
        assertThat(incident(key).getActivityId()).isEqualTo("seal");
        assertThat(summaries.current(summaries.get(key)).sealed()).isFalse();
        assertThat(summaries.chain(UNIT)).hasSize(links);

        retry(seal);
        assertThat(instance(key)).isWaitingAt("submit");
        assertThat(summaries.chain(UNIT)).hasSize(links + 1);
        assertThat(events(key)).containsOnlyOnce("seal");
    }

    private Job step(String key) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance(key).getId())
                .messages()
                .singleResult();
    }

    private void failUntilIncident(Job job) {
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThatThrownBy(() -> engine.getManagementService().executeJob(job.getId()))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private Incident incident(String key) {
        return engine.getRuntimeService()
                .createIncidentQuery()
                .processInstanceId(instance(key).getId())
                .singleResult();
    }

    private void retry(Job job) {
        engine.getManagementService().setJobRetries(job.getId(), 1);
        engine.getManagementService().executeJob(job.getId());
    }

    /** The database refuses every new row of a table while something is done. */
    private void breaking(String table, Runnable action) {
        database.sql("""
                        create function broken_for_a_test() returns trigger language plpgsql as
                        $$ begin raise exception 'broken'; end $$""").update();
        database.sql("create trigger broken_for_a_test before insert on " + table
                        + " for each row execute function broken_for_a_test()")
                .update();
        try {
            action.run();
        } finally {
            database.sql("drop trigger broken_for_a_test on " + table).update();
            database.sql("drop function broken_for_a_test()").update();
        }
    }
}
