package minqing.work.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The inbox's tables follow the engine, whatever way a task changes. */
class InboxListenerTest extends InboxTrialTest {

    @Autowired
    private InboxTasks rows;

    @Autowired
    private TransactionTemplate transaction;

    private Task engineTask(String id) {
        return engine.getTaskService().createTaskQuery().taskId(id).singleResult();
    }

    @Test
    void theCardIsAskedForAfterTheModelsOwnListeners() {
        // The case writes the limit in its own listener; asked any earlier, the card would not know it.
        Instant due = in(5).truncatedTo(ChronoUnit.SECONDS);
        String task = started("T-1", card("有期限的", due));
        assertThat(rows.find(task).orElseThrow().dueAt()).isEqualTo(due);
        assertThat(engineTask(task).getDueDate().toInstant()).isEqualTo(due);
    }

    @Test
    void aRefreshFollowsTheCaseAndTheEnginesDueDateFollowsTheRefresh() {
        String task = started("T-1", card("延期前", in(5)));
        Instant later = in(9).truncatedTo(ChronoUnit.SECONDS);
        trial.cards.put("T-1", new TaskCard("延期后", "康西村", null, null, null, true));
        trial.opened.put(task, later);
        inbox.refresh(InboxTrial.KEY, "T-1");
        TaskRow row = rows.find(task).orElseThrow();
        assertThat(row.subject()).isEqualTo("延期后");
        assertThat(row.supervised()).isTrue();
        assertThat(row.dueAt()).isEqualTo(later);
        assertThat(engineTask(task).getDueDate().toInstant()).isEqualTo(later);
    }

    @Test
    void candidatesKeepInStepWithTheEngine() throws Exception {
        TaskService tasks = engine.getTaskService();
        String task = started("T-1", "换人的");
        tasks.addCandidateUser(task, CAT);
        list(CAT, "").andExpect(jsonPath("$.total", is(1)));
        tasks.deleteCandidateGroup(task, "inbox-trial-unit");
        list(ANN, "").andExpect(jsonPath("$.total", is(0)));
        tasks.deleteCandidateUser(task, CAT);
        list(CAT, "").andExpect(jsonPath("$.total", is(0)));
        tasks.setAssignee(task, BEN);
        list(BEN, "").andExpect(jsonPath("$.total", is(1)));
        assertThat(inbox.openTask(task).orElseThrow().assignee()).isEqualTo(BEN);
    }

    @Test
    void aCaseThatIsDeletedLeavesTheInboxWithOrWithoutItsListeners() throws Exception {
        for (boolean skipped : List.of(false, true)) {
            String number = skipped ? "T-2" : "T-1";
            String task = started(number, "要删除的");
            engine.getRuntimeService()
                    .deleteProcessInstance(engineTask(task).getProcessInstanceId(), "by an administrator", skipped);
            assertThat(inbox.openTasks(InboxTrial.KEY, number)).isEmpty();
            list(ANN, "").andExpect(jsonPath("$.total", is(0)));
            TaskRow row = rows.find(task).orElseThrow();
            assertThat(row.completedBy()).isNull();
            assertThat(row.endedAt()).isNotNull();
        }
    }

    @Test
    void whatTheEngineRollsBackTheInboxForgets() {
        String[] task = new String[1];
        transaction.executeWithoutResult(status -> {
            task[0] = started("T-1", "没有成的");
            assertThat(rows.find(task[0])).isPresent();
            status.setRollbackOnly();
        });
        assertThat(rows.find(task[0])).isEmpty();
    }

    @Test
    void aTaskThatComesBackIsANewOne() throws Exception {
        String first = started("T-1", card("再议的", null), ANN);
        call(ANN, "/tasks/" + first + "/complete", "{\"outcome\":\"later\",\"opinion\":\"再看\"}");
        List<OpenTask> open = inbox.openTasks(InboxTrial.KEY, "T-1");
        assertThat(open).hasSize(1);
        assertThat(open.get(0).taskId()).isNotEqualTo(first);
        assertThat(open.get(0).elementKey()).isEqualTo("weigh");
        assertThat(open.get(0).groups()).containsExactly("inbox-trial-unit");
        assertThat(inbox.openTask(first)).isEmpty();
    }
}
