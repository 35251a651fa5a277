package minqing.work.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Claiming, giving back, handing on and completing, on the page and over REST, and what one hears who may not or is late. */
class TaskWorkTest extends InboxTrialTest {

    private static final String ACCEPT = "{\"outcome\":\"accept\",\"opinion\":\"可行\"}";

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void whoClaimsHasItAndTheOtherHearsWho() throws Exception {
        String task = started("T-1", "抢手的");
        send(ANN, "/tasks/" + task + "/claim").andExpect(redirectedUrl("/tasks/" + task));
        list(BEN, "").andExpect(jsonPath("$.total", is(0)));

        Document page = document(send(BEN, "/tasks/" + task + "/claim")
                .andExpect(status().isConflict())
                .andReturn());
        assertThat(page.select(".alert").text()).isEqualTo("该任务已由甲一认领。");
        assertThat(page.select("form[action$=/claim], textarea, [name=outcome]"))
                .isEmpty();
        call(BEN, "/tasks/" + task + "/claim", "")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", is("该任务已由甲一认领。")));
        call(BEN, "/tasks/" + task + "/complete", ACCEPT)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", is("该任务已由甲一认领。")));
        // Whoever has it already may say so twice.
        call(ANN, "/tasks/" + task + "/claim", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.assignee", is(ANN)));
    }

    @Test
    void ofTwoWhoClaimAtTheSameMomentOneGetsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 8; round++) {
                String task = started("T-" + round, "同时认领");
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<String>> answers = new ArrayList<>();
                for (String person : List.of(ANN, BEN)) {
                    Callable<String> claim = () -> {
                        together.await();
                        return claimed(person, task);
                    };
                    answers.add(threads.submit(claim));
                }
                List<String> heard = List.of(
                        answers.get(0).get(60, TimeUnit.SECONDS), answers.get(1).get(60, TimeUnit.SECONDS));
                String holder = inbox.openTask(task).orElseThrow().assignee();
                String name = directory.nameOf(holder);
                assertThat(heard).containsExactlyInAnyOrder("yes", "inbox.task.taken " + name);
                assertThat(engine.getTaskService()
                                .createTaskQuery()
                                .taskId(task)
                                .singleResult()
                                .getAssignee())
                        .isEqualTo(holder);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String claimed(String person, String task) {
        engine.getIdentityService()
                .setAuthentication(person, List.copyOf(account(person).groups()));
        try {
            work.claim(account(person), task);
            return "yes";
        } catch (Conflict conflict) {
            return conflict.key() + " " + conflict.getArguments()[0];
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    @Test
    void whatIsGivenBackIsOfferedAgain() throws Exception {
        String task = started("T-1", "退回的");
        call(ANN, "/tasks/" + task + "/release", "")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", is("该任务尚未认领，不能取消认领。")));
        call(ANN, "/tasks/" + task + "/claim", "");
        call(BEN, "/tasks/" + task + "/release", "").andExpect(status().isConflict());
        send(ANN, "/tasks/" + task + "/release").andExpect(redirectedUrl("/tasks/" + task));
        list(BEN, "").andExpect(jsonPath("$.items[*].id", contains(task)));
    }

    @Test
    void whatIsForOnePersonAloneCannotBeGivenBack() throws Exception {
        String task = started("T-1", "专人办理");
        call(BEN, "/tasks/" + task + "/complete", ACCEPT).andExpect(status().isOk());
        String next = inbox.openTasks(InboxTrial.KEY, "T-1").get(0).taskId();
        list(ANN, "").andExpect(jsonPath("$.items[*].key", contains("do")));
        list(BEN, "").andExpect(jsonPath("$.total", is(0)));
        call(ANN, "/tasks/" + next + "/release", "")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", is("该任务只交给您本人，不能取消认领。")));
        Document page = document(page(ANN, "/tasks/" + next).andReturn());
        assertThat(page.select("form[action$=/release], form[action$=/transfer]"))
                .isEmpty();
        // A step without a form is completed by a bare submission.
        send(ANN, "/tasks/" + next).andExpect(redirectedUrl("/"));
        assertThat(inbox.openTasks(InboxTrial.KEY, "T-1")).isEmpty();
    }

    @Test
    void oneHandsATaskToSomebodyElseOfTheUnit() throws Exception {
        String task = started("T-1", "转交的");
        call(ANN, "/tasks/" + task + "/claim", "");
        Document page = document(page(ANN, "/tasks/" + task).andReturn());
        assertThat(page.select("#inbox-assignee option").eachAttr("value")).containsExactly("", BEN);

        send(ANN, "/tasks/" + task + "/transfer", "assignee", BEN).andExpect(redirectedUrl("/"));
        list(ANN, "").andExpect(jsonPath("$.total", is(0)));
        list(BEN, "").andExpect(jsonPath("$.items[*].assignee", contains(BEN)));
        list(BEN, "box=informed").andExpect(jsonPath("$.items[0].name", is("T-1 的任务已转交给您办理")));
        // The engine agrees: the new holder can complete it.
        call(BEN, "/tasks/" + task + "/complete", ACCEPT).andExpect(status().isOk());
    }

    @Test
    void oneHandsATaskOnlyToThoseItIsOfferedToAndNobodysOwnWork() throws Exception {
        String task = started("T-1", "不能乱转的");
        for (String wrong : List.of(CAT, "nobody-at-all", "")) {
            call(ANN, "/tasks/" + task + "/transfer", "{\"assignee\":\"" + wrong + "\"}")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field", is("assignee")));
        }
        trial.barred.add(BEN);
        Document page = document(send(ANN, "/tasks/" + task + "/transfer", "assignee", BEN)
                .andExpect(status().isUnprocessableEntity())
                .andReturn());
        assertThat(page.select("form[action$=/transfer]")).isEmpty();
        assertThat(inbox.openTask(task).orElseThrow().assignee()).isNull();
    }

    @Test
    void faultsStandAtTheirFieldsAndWhatWasTypedStays() throws Exception {
        String task = started("T-1", "填错的");
        String typed = "这段话比十个字长得多了";
        Document page = document(send(ANN, "/tasks/" + task, "opinion", typed, "outcome", "")
                .andExpect(status().isUnprocessableEntity())
                .andReturn());
        Element opinion = page.selectFirst("[name=opinion]");
        assertThat(opinion.val()).isEqualTo(typed);
        assertThat(page.getElementById(opinion.attr("aria-describedby").replaceAll(".* ", ""))
                        .text())
                .isEqualTo("“权衡意见”不能超过 10 个字");
        assertThat(page.select(".invalid-feedback").eachText()).contains("请选择“处理意见”");
        // Nothing happened, and it was not claimed by the way.
        assertThat(inbox.openTask(task).orElseThrow().assignee()).isNull();

        call(ANN, "/tasks/" + task + "/complete", "{\"opinion\":\"好\",\"salary\":1}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[?(@.field == 'outcome')].message", contains("请选择“处理意见”")))
                .andExpect(jsonPath("$.errors[?(@.field == 'salary')].message", contains(containsString("salary"))));
    }

    @Test
    void theFormIsFilledInAndLeavesOutWhatThePageShowsElsewhere() throws Exception {
        String task = started("T-1", card("预填的", null), ANN);
        Document page = document(page(ANN, "/tasks/" + task).andReturn());
        assertThat(page.selectFirst("[name=opinion]").val()).isEqualTo("先看现场");
        assertThat(page.text()).doesNotContain("任务列表里的案情", "只给任务列表看").contains("村道积水", "雨后积水");

        as(ANN, get("/api/tasks/" + task))
                .andExpect(jsonPath("$.id", is(task)))
                .andExpect(jsonPath("$.businessKey", is("T-1")))
                .andExpect(jsonPath("$.outcomes", contains("accept", "refuse", "later")))
                .andExpect(jsonPath("$.data.opinion", is("先看现场")))
                .andExpect(jsonPath("$.form.components[?(@.key == 'helper')].values[0].label", contains("老王")))
                .andExpect(jsonPath("$.form.components[?(@.key == 'helper')].valuesKey")
                        .isEmpty())
                .andExpect(jsonPath("$.transferableTo", contains(BEN)))
                .andExpect(jsonPath("$.facts[0].value", is("村道积水")))
                .andExpect(jsonPath("$.story[0].what", is("提出申请")));
    }

    @Test
    void whatFollowsIsReadFromTheModel() throws Exception {
        String task = started("T-1", "看下一步的");
        as(ANN, get("/api/tasks/" + task))
                .andExpect(jsonPath("$.next[0].label", is("接受申请")))
                .andExpect(jsonPath("$.next[0].names", contains("逐项办理")))
                .andExpect(jsonPath("$.next[1].names", contains("已谢绝")))
                .andExpect(jsonPath("$.next[2].names", contains("权衡申请")));
        assertThat(document(page(ANN, "/tasks/" + task).andReturn())
                        .select(".inbox-next li")
                        .eachText())
                .containsExactly("接受申请 → 逐项办理", "谢绝申请 → 已谢绝", "下次再议 → 权衡申请");
        call(ANN, "/tasks/" + task + "/complete", ACCEPT);
        String next = inbox.openTasks(InboxTrial.KEY, "T-1").get(0).taskId();
        // After the subprocess the way depends on more than an outcome: both ends are possible.
        as(ANN, get("/api/tasks/" + next)).andExpect(jsonPath("$.next[0].names", contains("已办妥", "权衡申请")));
    }

    @Test
    void thePictureShowsWhereTheCaseStands() throws Exception {
        String task = started("T-1", "有图的");
        Element picture = document(page(ANN, "/tasks/" + task).andReturn()).selectFirst("[data-process-picture]");
        assertThat(picture.attr("data-current")).isEqualTo("weigh");
        assertThat(picture.attr("data-passed")).isEqualTo("asked");
        as(ANN, get(picture.attr("data-model")))
                .andExpect(status().isOk())
                .andExpect(result ->
                        assertThat(result.getResponse().getContentType()).startsWith("application/xml"))
                .andExpect(result ->
                        assertThat(result.getResponse().getContentAsString()).contains("id=\"weigh\""));
        as(CAT, get(picture.attr("data-model"))).andExpect(status().isNotFound());

        call(BEN, "/tasks/" + task + "/complete", ACCEPT);
        String next = inbox.openTasks(InboxTrial.KEY, "T-1").get(0).taskId();
        Document page = document(page(ANN, "/tasks/" + next).andReturn());
        assertThat(page.selectFirst("[data-process-picture]").attr("data-current"))
                .isEqualTo("do");
        assertThat(page.selectFirst("[data-process-picture]")
                        .attr("data-passed")
                        .split(" "))
                .contains("asked", "weigh");
        assertThat(page.select(".inbox-steps li").eachText()).containsExactly("权衡申请（乙二）", "逐项办理（办理中：甲一）");
    }

    @Test
    void whatIsDoneIsDone() throws Exception {
        String task = started("T-1", card("已办的", null), ANN, BEN);
        call(ANN, "/tasks/" + task + "/complete", ACCEPT)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.outcome", is("accept")))
                .andExpect(jsonPath("$.endedAt").isNotEmpty());
        for (String act : List.of("complete", "claim", "release")) {
            call(BEN, "/tasks/" + task + "/" + act, "{}")
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.detail", is("该任务已由甲一办理。")));
        }
        Document page = document(send(BEN, "/tasks/" + task, "outcome", "accept", "opinion", "好")
                .andExpect(status().isConflict())
                .andReturn());
        assertThat(page.select(".alert").text()).isEqualTo("该任务已由甲一办理。");
        assertThat(document(page(BEN, "/tasks/" + task)
                                .andExpect(status().isOk())
                                .andReturn())
                        .select(".alert")
                        .text())
                .isEqualTo("该任务已由甲一办理。");
    }

    @Test
    void whoHasNothingToDoWithATaskDoesNotLearnThatItExists() throws Exception {
        String task = started("T-1", "与你无关");
        page(CAT, "/tasks/" + task).andExpect(status().isNotFound());
        as(CAT, get("/api/tasks/" + task)).andExpect(status().isNotFound());
        for (String act : List.of("complete", "claim", "release", "transfer")) {
            call(CAT, "/tasks/" + task + "/" + act, "{}").andExpect(status().isNotFound());
            call(CAT, "/tasks/made-up/" + act, "{}").andExpect(status().isNotFound());
        }
    }

    @Test
    void whoMayOnlyReadTheCaseCannotActOnIt() throws Exception {
        String task = started("T-1", card("只读的", null), CAT);
        Document page =
                document(page(CAT, "/tasks/" + task).andExpect(status().isOk()).andReturn());
        assertThat(page.select("main form")).isEmpty();
        assertThat(page.text()).contains("村道积水");
        as(CAT, get("/api/tasks/" + task))
                .andExpect(jsonPath("$.form").doesNotExist())
                .andExpect(jsonPath("$.data").doesNotExist());
        call(CAT, "/tasks/" + task + "/complete", ACCEPT)
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.detail", is("该任务不由您办理。")));
    }

    @Test
    void nobodyTakesTheirOwnWork() throws Exception {
        String task = started("T-1", card("自己的", null), ANN);
        trial.barred.add(ANN);
        for (String act : List.of("claim", "complete")) {
            call(ANN, "/tasks/" + task + "/" + act, ACCEPT)
                    .andExpect(status().isForbidden())
                    .andExpect(jsonPath("$.detail", containsString("参与过本案的其他环节")));
        }
        Document page =
                document(page(ANN, "/tasks/" + task).andExpect(status().isOk()).andReturn());
        assertThat(page.select(".alert").text()).contains("参与过本案的其他环节");
        assertThat(page.select("[name=outcome]")).isEmpty();
        send(ANN, "/tasks/" + task, "outcome", "accept", "opinion", "好").andExpect(status().isForbidden());
        // Ben may.
        call(BEN, "/tasks/" + task + "/complete", ACCEPT).andExpect(status().isOk());
    }

    @Test
    void whatATimerMovedInTheSameMomentIsTriedAgain() throws Exception {
        String task = started("T-1", "被打断的");
        call(ANN, "/tasks/" + task + "/claim", "");
        AtomicInteger tries = interruptions(task, 2);
        call(ANN, "/tasks/" + task + "/complete", ACCEPT).andExpect(status().isOk());
        assertThat(tries).hasValue(3);
        list(ANN, "box=done").andExpect(jsonPath("$.total", is(1)));
    }

    @Test
    void aCallWithAKeyIsTriedAgainJustTheSame() throws Exception {
        String task = started("T-1", "带键的");
        call(ANN, "/tasks/" + task + "/claim", "");
        AtomicInteger tries = interruptions(task, 1);
        for (int time = 0; time < 2; time++) {
            as(
                            ANN,
                            post("/api/tasks/" + task + "/complete")
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .header("Idempotency-Key", "inbox-trial-" + task)
                                    .content(ACCEPT))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.outcome", is("accept")));
        }
        assertThat(tries).hasValue(2);
        list(ANN, "box=done").andExpect(jsonPath("$.total", is(1)));
    }

    @Test
    void whatGoesOnMovingIsGivenUpWithAClearWord() throws Exception {
        String task = started("T-1", "一直被打断的");
        call(ANN, "/tasks/" + task + "/claim", "");
        AtomicInteger tries = interruptions(task, 9);
        call(ANN, "/tasks/" + task + "/complete", ACCEPT)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", is("该事项刚刚被他人更新，请查看后再提交。")));
        assertThat(tries).hasValue(3);
        assertThat(inbox.openTask(task)).isPresent();
    }

    /** Lets somebody else's transaction touch the engine's task while the first so many tries are under way. */
    private AtomicInteger interruptions(String task, int times) {
        AtomicInteger tries = new AtomicInteger();
        TransactionTemplate elsewhere = new TransactionTemplate(transactions);
        elsewhere.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        trial.whileWeighing = () -> {
            if (tries.incrementAndGet() <= times) {
                elsewhere.executeWithoutResult(
                        status -> database.sql("update act_ru_task set rev_ = rev_ + 1 where id_ = :id")
                                .param("id", task)
                                .update());
            }
        };
        return tries;
    }

    @Test
    void aRefusalOfTheProcessStandsAboveTheForm() throws Exception {
        String task = started("T-1", "流程不许的");
        trial.whileWeighing = () -> {
            throw refusal();
        };
        Document page = document(send(ANN, "/tasks/" + task, "outcome", "accept", "opinion", "可行")
                .andExpect(status().isConflict())
                .andReturn());
        assertThat(page.select("[data-form-faults] li").eachText()).containsExactly("没有符合条件的记录。");
        assertThat(page.selectFirst("[name=opinion]").val()).isEqualTo("可行");
        assertThat(page.selectFirst("[name=outcome][value=accept]").hasAttr("checked"))
                .isTrue();
    }

    private static Fault refusal() {
        return new Conflict("inbox.empty.found");
    }
}
