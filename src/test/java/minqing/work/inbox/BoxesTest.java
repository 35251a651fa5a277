package minqing.work.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What each of the four boxes shows, and how one finds something in it. */
class BoxesTest extends InboxTrialTest {

    @Test
    void toDoIsWhatIHaveAndWhatMyGroupsAreOffered() throws Exception {
        String mine = started("T-1", "我认领的");
        String bens = started("T-2", "他人认领的");
        started("T-3", "本组的");
        claimAs(ANN, mine);
        claimAs(BEN, bens);

        list(ANN, "box=todo")
                .andExpect(jsonPath("$.total", is(2)))
                .andExpect(jsonPath("$.items[*].businessKey", contains("T-1", "T-3")))
                .andExpect(jsonPath("$.items[0].assignee", is(ANN)))
                .andExpect(jsonPath("$.items[1].groups", contains("inbox-trial-unit")))
                .andExpect(jsonPath("$.items[1].key", is("weigh")))
                .andExpect(jsonPath("$.items[1].name", is("权衡申请")))
                .andExpect(jsonPath("$.items[1].place", is("北舍村")));
        list(CAT, "box=todo").andExpect(jsonPath("$.total", is(0)));
    }

    @Test
    void theMostPressingComesFirst() throws Exception {
        started("T-1", card("不限时", null));
        started("T-2", card("后到期", in(20)));
        started("T-3", card("先到期", in(10)));
        started("T-4", new TaskCard("蓝灯", "", in(30), in(-1), null, false));
        started("T-5", new TaskCard("黄灯", "", in(40), in(-2), in(-1), false));
        started("T-6", card("超期", in(-1)));

        list(ANN, "")
                .andExpect(jsonPath("$.items[*].businessKey", contains("T-6", "T-5", "T-4", "T-3", "T-2", "T-1")))
                .andExpect(jsonPath("$.items[*].light", contains("red", "yellow", "blue", "none", "none", "none")));
        Document page = document(page(ANN, "/").andReturn());
        assertThat(page.select("tbody tr .light").eachText())
                .extracting(words -> words.replaceAll(".*[： ]", ""))
                .containsExactly("超期", "预警", "提醒", "正常", "正常", "正常");
        assertThat(page.select("tbody .inbox-subject a").eachText())
                .containsExactly("超期", "黄灯", "蓝灯", "先到期", "后到期", "不限时");
    }

    @Test
    void lightsFollowTheClockWithoutAnybodyWriting() throws Exception {
        Instant start = clock.instant();
        started("T-1", new TaskCard("会变灯的", "", in(9), in(3), in(6), false));
        for (var expected : List.of("none 0", "blue 4", "yellow 7", "red 10")) {
            String[] parts = expected.split(" ");
            ClockUtil.setCurrentTime(Date.from(start.plusSeconds(Long.parseLong(parts[1]) * 86_400)));
            list(ANN, "").andExpect(jsonPath("$.items[0].light", is(parts[0])));
        }
    }

    @Test
    void whatIsLeftIsCountedInWorkingDays() throws Exception {
        // A Friday; the Monday after is a working day, the days between are not.
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-20T02:00:00Z")));
        started("T-1", card("下周一到期", Instant.parse("2026-11-23T15:59:59Z")));
        started("T-2", card("上周四到期", Instant.parse("2026-11-19T15:59:59Z")));
        started("T-3", card("今天到期", Instant.parse("2026-11-20T15:59:59Z")));
        list(ANN, "")
                .andExpect(jsonPath("$.items[*].daysLeft", contains(-1, 0, 1)))
                .andExpect(jsonPath("$.items[*].dueOn", contains("2026-11-19", "2026-11-20", "2026-11-23")));
        assertThat(document(page(ANN, "/").andReturn()).select(".inbox-left").eachText())
                .containsExactly("超期 1 个工作日", "今天到期", "剩 1 个工作日");
    }

    @Test
    void oneFindsByNumberSubjectOrPlaceAndNothingIsAWildcard() throws Exception {
        started("T-17", card("路灯不亮", null));
        started("T-28", new TaskCard("水渠100%堵塞", "康西村", null, null, null, false));
        list(ANN, "text=T-1").andExpect(jsonPath("$.items[*].businessKey", contains("T-17")));
        list(ANN, "text=路灯").andExpect(jsonPath("$.items[*].businessKey", contains("T-17")));
        list(ANN, "text=康西").andExpect(jsonPath("$.items[*].businessKey", contains("T-28")));
        list(ANN, "text=100%25").andExpect(jsonPath("$.items[*].businessKey", contains("T-28")));
        list(ANN, "text=%25").andExpect(jsonPath("$.items[*].businessKey", contains("T-28")));
        list(ANN, "text=_").andExpect(jsonPath("$.items", empty()));
        Document page = document(page(ANN, "/?text=路灯").andReturn());
        assertThat(page.select("tbody tr")).hasSize(1);
        assertThat(page.select("#inbox-text").val()).isEqualTo("路灯");
        assertThat(document(page(ANN, "/?text=没有的").andReturn())
                        .select(".inbox-empty")
                        .text())
                .isEqualTo("没有符合条件的记录。");
    }

    @Test
    void aLongListHasPagesThatKeepTheSearch() throws Exception {
        for (int number = 1; number <= 5; number++) {
            started("T-" + number, card("第" + number + "件", in(number)));
        }
        list(ANN, "page=1&size=2")
                .andExpect(jsonPath("$.total", is(5)))
                .andExpect(jsonPath("$.items[*].businessKey", contains("T-3", "T-4")));
        list(ANN, "page=2&size=2").andExpect(jsonPath("$.total", is(5))).andExpect(jsonPath("$.items.length()", is(1)));
        list(ANN, "page=9&size=2").andExpect(jsonPath("$.total", is(5))).andExpect(jsonPath("$.items", empty()));
        list(ANN, "size=201").andExpect(status().isUnprocessableEntity());
        list(ANN, "box=spam")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field", is("box")));
        Document page = document(page(ANN, "/?text=件&page=1&size=2").andReturn());
        assertThat(page.select(".pages a[rel=next]").attr("href"))
                .contains("page=2")
                .contains("size=2");
        assertThat(page.select(".pages a[rel=prev]").attr("href"))
                .contains("page=0")
                .contains("text=");
    }

    @Test
    void whatIDidStaysWithItsOutcomeInWords() throws Exception {
        String task = started("T-1", card("要谢绝的", null), ANN);
        call(ANN, "/tasks/" + task + "/complete", "{\"outcome\":\"refuse\",\"opinion\":\"不合规\"}")
                .andExpect(status().isOk());
        list(ANN, "box=done")
                .andExpect(jsonPath("$.items[0].id", is(task)))
                .andExpect(jsonPath("$.items[0].outcome", is("refuse")))
                .andExpect(jsonPath("$.items[0].subject", is("要谢绝的")));
        assertThat(document(page(ANN, "/done").andReturn()).select("tbody tr").text())
                .contains("T-1", "要谢绝的", "权衡申请", "谢绝申请");
        list(BEN, "box=done").andExpect(jsonPath("$.total", is(0)));
        list(ANN, "box=todo").andExpect(jsonPath("$.total", is(0)));
    }

    @Test
    void whatWasClosedToMeSaysNothingOfItselfAnyMore() throws Exception {
        String task = started("T-1", card("后来成了检举", null), ANN);
        call(ANN, "/tasks/" + task + "/complete", "{\"outcome\":\"refuse\",\"opinion\":\"转纪检\"}");
        trial.readers.put("T-1", Set.of());
        list(ANN, "box=done").andExpect(jsonPath("$.items[0].subject", is("")));
        String page = document(page(ANN, "/done").andReturn()).select("tbody").text();
        assertThat(page).contains("您无权查看").doesNotContain("检举");
        page(ANN, "/tasks/" + task).andExpect(status().isNotFound());
    }

    @Test
    void whatIStartedComesFromTheProcess() throws Exception {
        started("T-1", card("旧事", null), ANN);
        started("T-2", card("新事", null), ANN);
        list(ANN, "box=started&text=新")
                .andExpect(jsonPath("$.items[*].businessKey", contains("T-2")))
                .andExpect(jsonPath("$.items[0].name", is("权衡中")));
        Document page = document(page(ANN, "/started").andReturn());
        assertThat(page.select("tbody a").eachAttr("href"))
                .containsExactly("/cases/inbox-trial/T-2", "/cases/inbox-trial/T-1");
        page(ANN, "/cases/inbox-trial/T-1").andExpect(status().isOk());
        page(CAT, "/cases/inbox-trial/T-1").andExpect(status().isNotFound());
    }

    @Test
    void whatIStartedHasAsManyPagesAsThereAreCases() throws Exception {
        for (int number = 1; number <= 205; number++) {
            trial.cards.put("T-%03d".formatted(number), card("第" + number + "件", null));
        }
        list(ANN, "box=started&page=1&size=200")
                .andExpect(jsonPath("$.total", is(205)))
                .andExpect(jsonPath("$.items.length()", is(5)))
                .andExpect(jsonPath("$.items[4].businessKey", is("T-001")));
        list(ANN, "box=started&page=10").andExpect(jsonPath("$.items[0].businessKey", is("T-005")));
        page(ANN, "/started?page=10").andExpect(status().isOk());
        // And of everybody, whatever processes there are.
        list("office", "box=started&page=10&size=200").andExpect(status().isOk());
    }

    @Test
    void aNoticeIsReadOnceAndOnlyByItsReader() throws Exception {
        started("T-1", card("有提醒的", null), ANN);
        notices.send("task-transferred", InboxTrial.KEY, "T-1", List.of(ANN, ANN, CAT));
        list(ANN, "box=informed")
                .andExpect(jsonPath("$.total", is(1)))
                .andExpect(jsonPath("$.items[0].name", is("T-1 的任务已转交给您办理")))
                .andExpect(jsonPath("$.items[0].subject", is("有提醒的")))
                .andExpect(jsonPath("$.items[0].readAt").doesNotExist());
        // Cat was told, but may not read the case: the subject is not for her.
        list(CAT, "box=informed").andExpect(jsonPath("$.items[0].subject", is("")));
        Document before = document(page(ANN, "/informed").andReturn());
        assertThat(before.select("nav.navigation a[href=/informed] .count").text())
                .isEqualTo("1");
        String id = database.sql("select id from notice where recipient = :ann and number = 'T-1'")
                .param("ann", ANN)
                .query(String.class)
                .single();

        call(BEN, "/notices/" + id + "/read", "").andExpect(status().isNotFound());
        send(ANN, "/informed/" + id + "/read", "open", "true").andExpect(redirectedUrl("/cases/inbox-trial/T-1"));
        list(ANN, "box=informed").andExpect(jsonPath("$.items[0].readAt", not(empty())));
        Instant first = readAt(id);
        ClockUtil.setCurrentTime(Date.from(in(1)));
        call(ANN, "/notices/" + id + "/read", "").andExpect(status().isOk());
        assertThat(readAt(id)).isEqualTo(first);
        assertThat(document(page(ANN, "/informed").andReturn()).select("nav.navigation a[href=/informed] .count"))
                .isEmpty();
    }

    private Instant readAt(String id) {
        return database.sql("select read_at from notice where id = :id")
                .param("id", Long.parseLong(id))
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private void claimAs(String account, String task) throws Exception {
        call(account, "/tasks/" + task + "/claim", "").andExpect(status().isOk());
    }
}
