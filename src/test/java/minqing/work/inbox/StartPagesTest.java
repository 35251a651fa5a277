package minqing.work.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Starting a case on a page. */
class StartPagesTest extends InboxTrialTest {

    private static final String START = "/start/inbox-trial";

    private long cases() {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(InboxTrial.KEY)
                .count();
    }

    @Test
    void theStartFormIsShownUnderTheNameOfItsEvent() throws Exception {
        Document page = document(page(ANN, START).andExpect(status().isOk()).andReturn());
        assertThat(page.selectFirst("h1").text()).isEqualTo("提出申请");
        assertThat(page.select("[name=title]")).hasSize(1);
    }

    @Test
    void aFaultyStartStartsNothingAndKeepsWhatWasTyped() throws Exception {
        String typed = "很".repeat(41);
        Document page = document(send(ANN, START, "title", typed)
                .andExpect(status().isUnprocessableEntity())
                .andReturn());
        assertThat(page.selectFirst("[name=title]").val()).isEqualTo(typed);
        assertThat(page.select(".invalid-feedback").text()).isEqualTo("“申请事项”不能超过 40 个字");
        assertThat(cases()).isZero();
    }

    @Test
    void aFormSentTwiceStartsOneCase() throws Exception {
        String submission = document(page(ANN, START).andReturn())
                .selectFirst("[name=_submission]")
                .val();
        for (int time = 0; time < 2; time++) {
            send(ANN, START, "title", "修路", "_submission", submission).andExpect(status().is3xxRedirection());
        }
        assertThat(cases()).isEqualTo(1);
        // The same number in somebody else's hands is another form.
        send(BEN, START, "title", "修路", "_submission", submission).andExpect(status().is3xxRedirection());
        assertThat(cases()).isEqualTo(2);
    }

    /** Back in the browser shows the page that was sent, with its number, to be written on again. */
    @Test
    void anotherFormOnThePageThatWasSentIsNotSwallowed() throws Exception {
        String submission = UUID.randomUUID().toString();
        send(ANN, START, "title", "修路", "_submission", submission).andExpect(status().is3xxRedirection());
        Document page = document(send(ANN, START, "title", "修井", "_submission", submission)
                .andExpect(status().isConflict())
                .andReturn());
        assertThat(cases()).isEqualTo(1);
        assertThat(page.text()).contains("此页已经提交过一件", "尚未提交");
        assertThat(page.selectFirst("[name=title]").val()).isEqualTo("修井");
        String next = page.selectFirst("[name=_submission]").val();
        assertThat(next).isNotEqualTo(submission);
        send(ANN, START, "title", "修井", "_submission", next).andExpect(status().is3xxRedirection());
        assertThat(cases()).isEqualTo(2);
    }

    @Test
    void twoTapsAtTheSameMomentStartOneCase() throws Exception {
        String submission = UUID.randomUUID().toString();
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int tap = 0; tap < 2; tap++) {
                answers.add(threads.submit(() -> {
                    together.await();
                    return send(ANN, START, "title", "修桥", "_submission", submission)
                            .andReturn()
                            .getResponse()
                            .getStatus();
                }));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(302);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cases()).isEqualTo(1);
    }

    @Test
    void aFaultyFormMayBeSentAgain() throws Exception {
        String submission = UUID.randomUUID().toString();
        send(ANN, START, "title", "", "_submission", submission).andExpect(status().isUnprocessableEntity());
        send(ANN, START, "title", "修渠", "_submission", submission).andExpect(status().is3xxRedirection());
        assertThat(cases()).isEqualTo(1);
    }

    @Test
    void whoMayNotStartFindsNothingThere() throws Exception {
        page(CAT, START).andExpect(status().isNotFound());
        send(CAT, START, "title", "不许").andExpect(status().isNotFound());
        page(ANN, "/start/no-such-process").andExpect(status().isNotFound());
        assertThat(cases()).isZero();
    }

    @Test
    void theNumberIsToldToWhoMayKnowIt() throws Exception {
        started("T-1", card("有号的", null), ANN);
        Document page = document(
                page(ANN, START + "/sent?number=T-1").andExpect(status().isOk()).andReturn());
        assertThat(page.getElementById("number").text()).isEqualTo("T-1");
        assertThat(page.select("a[href=/cases/inbox-trial/T-1], a[href=/started]"))
                .hasSizeGreaterThanOrEqualTo(2);
        trial.readers.put("T-1", Set.of());
        page(ANN, START + "/sent?number=T-1").andExpect(status().isNotFound());
    }
}
