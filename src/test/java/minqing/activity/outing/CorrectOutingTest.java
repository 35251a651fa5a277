package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedules;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Corrections keep what was said before, closed months refuse them, and of two at once one is told. */
class CorrectOutingTest extends OutingTest {

    @Autowired
    private Periods periods;

    @Autowired
    private SubmissionSchedules schedules;

    @Test
    void aChangeKeepsWhatWasSaidBeforeAndTheIdsOfTheParts() throws Exception {
        String mark = UUID.randomUUID().toString();
        JsonNode entered = post(
                        "wuzhidong",
                        "/api/outings",
                        outing(
                                "labour",
                                List.of(fields("work", "清沟" + mark), fields("work", "除草" + mark)),
                                "receptions",
                                List.of(reception()),
                                "diary",
                                fields("seen", "甲")))
                .body();
        String number = entered.get("id").asText();
        long first = entered.at("/labour/0/id").asLong();
        long second = entered.at("/labour/1/id").asLong();

        Answer changed = put(
                "office",
                "/api/outings/" + number,
                outing(
                        "labour",
                        List.of(fields("work", "植树" + mark), fields("id", second, "work", "除草三亩" + mark)),
                        "receptions",
                        List.of(),
                        "diary",
                        fields("seen", ""),
                        "version",
                        1,
                        "reason",
                        "按照片核对"));

        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        JsonNode now = get("wuzhidong", "/api/outings/" + number).body();
        assertThat(now.get("version").asInt()).isEqualTo(2);
        assertThat(values(now.get("labour"), "work")).containsExactly("植树" + mark, "除草三亩" + mark);
        assertThat(now.at("/labour/1/id").asLong()).isEqualTo(second);
        assertThat(values(now.get("labour"), "id")).doesNotContain(String.valueOf(first));
        assertThat(now.get("receptions")).isEmpty();
        assertThat(now.has("diary")).isFalse();
        assertThat(now.at("/events/1/actor").asText()).isEqualTo("office");
        assertThat(now.at("/events/1/reason").asText()).isEqualTo("按照片核对");
        JsonNode before =
                get("wuzhidong", "/api/outings/" + number + "/history").body().at("/items/0");
        assertThat(before.get("version").asInt()).isEqualTo(1);
        assertThat(values(before.get("labour"), "work")).containsExactly("清沟" + mark, "除草" + mark);
        assertThat(before.at("/receptions/0/visitor").asText()).isEqualTo("王大明");
        assertThat(before.at("/diary/seen").asText()).isEqualTo("甲");
        assertThat(get("inspector", "/api/outings/" + number + "/history")
                        .body()
                        .at("/items/0/receptions/0/visitor")
                        .asText())
                .isEqualTo("王**");
        assertThat(notices("wuzhidong", number)).containsExactly("outing-changed");
        assertThat(database.sql("select before::text from outing_event where before is not null")
                        .query(String.class)
                        .list())
                .noneMatch(kept -> kept.contains("13912340000") || kept.contains("王大明"));
    }

    @Test
    void aListThatIsLeftOutStaysAsItIs() throws Exception {
        String number = enter(
                "wuzhidong",
                outing(
                        "labour",
                        List.of(fields("work", "清沟")),
                        "forums",
                        List.of(fields("topic", "题", "attendees", "众"))));
        Answer changed =
                put("wuzhidong", "/api/outings/" + number, outing("halfDay", true, "version", 1, "reason", "半天"));
        assertThat(changed.body().get("halfDay").asBoolean()).isTrue();
        assertThat(changed.body().get("labour")).hasSize(1);
        assertThat(changed.body().get("forums")).hasSize(1);
    }

    @Test
    void theLoserOfTwoChangesIsToldWhoWasFaster() throws Exception {
        String number = enter("wuzhidong", outing());
        assertThat(put("office", "/api/outings/" + number, outing("halfDay", true, "version", 1, "reason", "半天"))
                        .status())
                .isEqualTo(200);
        Answer loser = put("wuzhidong", "/api/outings/" + number, outing("version", 1, "reason", "改"));
        assertThat(loser.status()).isEqualTo(409);
        assertThat(loser.body().get("detail").asText()).contains(number, "陈晓燕", "重新打开");
        assertThat(put("wuzhidong", "/api/outings/" + number, outing()).fields())
                .contains("version", "reason");
        assertThat(put("wuzhidong", "/api/outings/" + number, outing("leader", "zhouwei", "version", 2, "reason", "改"))
                        .fields())
                .containsExactly("leader");
        assertThat(put(
                                "wuzhidong",
                                "/api/outings/" + number,
                                outing(
                                        "labour",
                                        List.of(fields("id", 999999999, "work", "清沟")),
                                        "version",
                                        2,
                                        "reason",
                                        "改"))
                        .fields())
                .containsExactly("labour[0].id");
    }

    @Test
    void othersMayNotChangeOrDeleteIt() throws Exception {
        String number = enter("wuzhidong", outing());
        Map<String, Object> change = outing("version", 1, "reason", "改");
        Map<String, Object> deletion = fields("version", 1, "reason", "删");
        for (String other : List.of("xiejiandong", "deputy", "inspector", "supervisor")) {
            assertThat(put(other, "/api/outings/" + number, change).status())
                    .as(other)
                    .isEqualTo(403);
            assertThat(post(other, "/api/outings/" + number + "/delete", deletion)
                            .status())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(put("jiancha", "/api/outings/" + number, change).status()).isEqualTo(404);
        assertThat(get("jiancha", "/api/outings/" + number).status()).isEqualTo(404);
    }

    @Test
    void aDeletedOutingCountsNowhereAndIsKept() throws Exception {
        String mark = UUID.randomUUID().toString();
        String number = enter("wuzhidong", outing("labour", List.of(fields("work", mark))));
        assertThat(post("wuzhidong", "/api/outings/" + number + "/delete", fields("version", 1))
                        .fields())
                .containsExactly("reason");
        assertThat(post("wuzhidong", "/api/outings/" + number + "/delete", fields("version", 1, "reason", "重复"))
                        .status())
                .isEqualTo(200);
        assertThat(get("office", "/api/registers/labour?text=" + mark)
                        .body()
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(get("office", "/api/outings?text=" + mark)
                        .body()
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(get("office", "/api/outings?state=deleted&text=" + mark)
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(get("office", "/api/outings/" + number + "/history")
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(put("wuzhidong", "/api/outings/" + number, outing("version", 2, "reason", "改"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aMonthBeingCheckedIsTheOfficesAndASealedOneNobodys() throws Exception {
        YearMonth month = YearMonth.of(2043, 5);
        LocalDate day = schedules.of(month).cutOff();
        setDay(day);
        String number = enter("zhouwei", outing());
        String other = enter("zhouwei", outing());
        setDay(day.plusDays(1));
        periods.beginChecking("epb", month);

        Map<String, Object> change = outing("date", day.toString(), "halfDay", true, "version", 1, "reason", "半天");
        Answer leader = put("zhouwei", "/api/outings/" + number, change);
        assertThat(leader.status()).isEqualTo(409);
        Map<String, Object> moved = outing("date", day.minusDays(1).toString(), "version", 1, "reason", "日期");
        Answer office = put("office", "/api/outings/" + number, moved);
        assertThat(office.status()).as(office.body().toString()).isEqualTo(200);
        assertThat(office.body().get("period").asText()).isEqualTo("2043-05");
        assertThat(office.body().get("late").asBoolean()).isFalse();

        periods.seal("epb", month);
        assertThat(put("office", "/api/outings/" + other, change).status()).isEqualTo(409);
        assertThat(post("office", "/api/outings/" + other + "/delete", fields("version", 1, "reason", "删"))
                        .status())
                .isEqualTo(409);
    }
}
