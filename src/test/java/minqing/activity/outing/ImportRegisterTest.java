package minqing.activity.outing;

import static minqing.testing.FormToken.formToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.testing.SampleFiles;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The office brings in registers kept on paper: all of a file or nothing, nothing twice. */
class ImportRegisterTest extends OutingTest {

    private static final List<String> LABOUR = List.of("姓名", "单位、职务", "劳动时间", "劳动地点", "参加生产劳动具体情况", "备注");
    private static final List<String> RECEPTIONS =
            List.of("姓名", "单位", "职务", "接访时间", "接访地点", "接访对象", "来访人数", "信访事由", "信访接待情况", "备注");
    private static final List<String> FORUMS = List.of("姓名", "单位", "职务", "时间", "地点", "与会人员", "座谈主题", "座谈情况", "备注");
    private static final List<String> DIARIES = List.of("姓名", "单位、职务", "时间", "地点", "所见所闻", "意见建议", "个人感受", "备注");

    private final String mark = UUID.randomUUID().toString();

    @Test
    void theTemplateHasTheColumnsOfTheAnnex() throws Exception {
        assertThat(header("labour")).containsExactlyElementsOf(LABOUR);
        assertThat(header("receptions")).containsExactlyElementsOf(RECEPTIONS);
        assertThat(header("forums")).containsExactlyElementsOf(FORUMS);
        assertThat(header("diaries")).containsExactlyElementsOf(DIARIES);
        assertThat(get("office", "/api/imports/problems").status()).isEqualTo(404);
    }

    @Test
    void labourOfOneDayAndPlaceBecomesOneOutingThatCountsAtOnce() throws Exception {
        Answer answer = bringIn(
                "labour",
                file(
                        LABOUR,
                        row("吴志东", "市环境保护局 局领导班子成员", today().toString(), "别桥镇合星村上市村", "清沟" + mark, "与村民一起"),
                        row("吴 志 东", "", chinese(today()), "合星村上市村村口", "植树" + mark, "")));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().get("rows").asInt()).isEqualTo(2);
        assertThat(answer.body().get("imported").asInt()).isEqualTo(2);
        JsonNode rows = register("labour");
        assertThat(values(rows, "work")).containsExactly("清沟" + mark, "植树" + mark);
        assertThat(values(rows, "place")).containsExactly("别桥镇合星村上市村", "别桥镇合星村上市村村口");
        assertThat(rows.at("/0/outing")).isEqualTo(rows.at("/1/outing"));
        assertThat(rows.at("/0/remark").asText()).isEqualTo("与村民一起");
        assertThat(rows.at("/0/history").asBoolean()).isFalse();
        String number = rows.at("/0/outing").asText();
        JsonNode outing = get("office", "/api/outings/" + number).body();
        assertThat(outing.get("state").asText()).isEqualTo("counted");
        // Where that day has been entered already, the rows join what stands there, whoever entered it.
        assertThat(outing.get("leader").asText()).isEqualTo("wuzhidong");
        assertThat(task("wuzhidong", number)).isEqualTo("none");
    }

    @Test
    void aPlaceIsWrittenOneWayHoweverTheRegisterWritesIt() throws Exception {
        String day = today().toString();
        Answer answer = bringIn(
                "labour",
                file(
                        LABOUR,
                        row("徐剑云", "", day, "道成村郎家村、晒谷场", "其一" + mark, ""),
                        row("徐剑云", "", day, "别桥镇道成村郎家村晒谷场", "其二" + mark, ""),
                        row("谢建东", "", day, "昆仑东苑社区活动室", "其三" + mark, "")));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        List<String> places = values(register("labour"), "place");
        assertThat(places).hasSize(3);
        assertThat(new java.util.HashSet<>(places))
                .hasSize(2)
                .contains("昆仑东苑社区活动室")
                .anySatisfy(place -> assertThat(place).endsWith("镇道成村郎家村晒谷场"));
    }

    @Test
    void oneRoundTellsWhatIsWrongWithAFormatAndWhatIsNotKnown() throws Exception {
        Answer answer = bringIn(
                "labour",
                file(
                        LABOUR,
                        row("查无此人", "", "昨天", "天上村", "清沟" + mark, ""),
                        row("吴志东", "", today().plusDays(2).toString(), "别桥镇合星村上市村", "", ""),
                        row("吴志东", "", "", "天上村", "植树" + mark, ""),
                        row("查无此人", "", today().toString(), "别桥镇合星村上市村", "挑土" + mark, "")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields()).containsExactlyInAnyOrder("A2", "C2", "D2", "C3", "E3", "C4", "D4", "A5");
        assertThat(answer.message("E3")).isEqualTo("第3行“参加生产劳动具体情况”：请填写。");
        assertThat(answer.message("C3")).contains("不能晚于今天");
    }

    @Test
    void whoCameToAReceptionStaysSecret() throws Exception {
        Answer answer = bringIn(
                "receptions",
                file(
                        RECEPTIONS,
                        row("谢建东", "", "", today().toString(), "昆仑东苑社区", "钱小明" + mark, 6, "反映噪声" + mark, "已答复", "")));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        JsonNode row = register("receptions").get(0);
        assertThat(row.get("visitor").asText()).isEqualTo("钱小明" + mark);
        assertThat(row.get("matter").asText()).isEqualTo("反映噪声" + mark);
        assertThat(row.get("text").asText()).isEqualTo("已答复");
        assertThat(row.get("people").asInt()).isEqualTo(6);
        assertThat(row.get("group").asBoolean()).isTrue();
        String outing = row.get("outing").asText();
        assertThat(get("inspector", "/api/registers/receptions?text=" + outing)
                        .body()
                        .toString())
                .contains(outing)
                .doesNotContain(mark);
    }

    @Test
    void aForumAndADiaryJoinTheOutingOfTheirDay() throws Exception {
        LocalDate day = today().minusDays(1);
        Answer forums = bringIn(
                "forums",
                file(FORUMS, row("杨育美", "", "", day.toString(), "昆仑东苑社区", "居民代表", "议题" + mark, "很好", "总结反馈座谈会")));
        Answer diaries = bringIn(
                "diaries", file(DIARIES, row("杨育美", "", day.toString(), "昆仑东苑社区", "所见" + mark, "", "体会", "政策建议")));

        assertThat(forums.status()).as(forums.body().toString()).isEqualTo(200);
        assertThat(diaries.status()).as(diaries.body().toString()).isEqualTo(200);
        assertThat(diaries.body().get("outings").asInt()).isZero();
        JsonNode forum = register("forums").get(0);
        assertThat(forum.get("closing").asBoolean()).isTrue();
        assertThat(forum.get("attendees").asText()).isEqualTo("居民代表");
        JsonNode diary = register("diaries").get(0);
        assertThat(diary.get("policySuggestion").asBoolean()).isTrue();
        assertThat(diary.get("outing")).isEqualTo(forum.get("outing"));
        JsonNode outing =
                get("office", "/api/outings/" + diary.get("outing").asText()).body();
        assertThat(outing.get("forums")).hasSize(1);
        assertThat(outing.get("version").asInt()).isEqualTo(2);
    }

    @Test
    void aForumInTheRegistersOfSeveralLeadersIsOneForumAndEachOfThemWasThere() throws Exception {
        String day = "2013-03-05";
        byte[] file = file(
                FORUMS,
                row("谢建东", "", "", day, "昆仑东苑社区", "居民代表", "议题 " + mark, "", ""),
                row("杨育美", "", "", day, "昆仑东苑社区活动室", "居民代表12人", "议题" + mark, "大家谈了物业", ""),
                row("周伟", "", "", day, "昆仑东苑社区", "居民", "议题" + mark, "谈物业", ""),
                row("周伟", "", "", day, "昆仑东苑社区", "居民", "另一议题" + mark, "谈绿化", ""),
                row("徐剑云", "", "", "2013-03-06", "昆仑东苑社区", "居民", "议题" + mark, "另一天", ""));

        Answer answer = bringIn("forums", file, "history", "true");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().get("imported").asInt()).isEqualTo(5);
        // The row that says how it went is the one that is told; the two others have their leaders added to it.
        JsonNode joined = answer.body().get("joined");
        assertThat(values(joined, "row")).containsExactly("2", "4");
        assertThat(values(joined, "sameAsRow")).containsExactly("3", "3");
        assertThat(values(joined, "leader")).containsExactly("谢建东", "周伟");
        JsonNode rows = register("forums");
        assertThat(values(rows, "topic")).containsExactly("议题" + mark, "另一议题" + mark, "议题" + mark);
        JsonNode joint = rows.get(0);
        assertThat(joint.get("leader").asText()).isEqualTo("yangyumei");
        assertThat(joint.get("text").asText()).isEqualTo("大家谈了物业");
        assertThat(joint.get("leaders").toString()).isEqualTo("[\"xiejiandong\",\"yangyumei\",\"zhouwei\"]");
        assertThat(rows.get(1).get("leaders").toString()).isEqualTo("[\"zhouwei\"]");
        assertThat(values(forumsOf("xiejiandong"), "id"))
                .containsExactly(joint.get("id").asText());
        assertThat(forumsOf("zhouwei")).hasSize(2);
        // All three were out that day, each once.
        assertThat(outings(day)).containsExactly("xiejiandong", "yangyumei", "zhouwei");

        Answer again = bringIn("forums", file, "history", "true");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.message("A2"))
                .isEqualTo("第2行“姓名”：与已登记的 " + joint.get("outing").asText() + " 重复。");
        assertThat(again.fields()).containsExactlyInAnyOrder("A2", "A3", "A4", "A5", "A6");
        Answer skipped = bringIn("forums", file, "history", "true", "skipDuplicates", "true");
        assertThat(skipped.body().get("imported").asInt()).isZero();
        assertThat(register("forums")).hasSize(3);
        assertThat(outings(day)).hasSize(3);
    }

    @Test
    void aForumThatAnotherLeaderHasEnteredTakesInWhoeverAttendedIt() throws Exception {
        String day = "2013-04-05";
        byte[] first = file(FORUMS, row("吴志东", "", "", day, "昆仑东苑社区", "居民代表", "议题" + mark, "谈得很好", ""));
        assertThat(bringIn("forums", first, "history", "true").status()).isEqualTo(200);
        String number = register("forums").at("/0/outing").asText();

        Answer answer = bringIn(
                "forums",
                file(FORUMS, row("徐剑云", "", "", day, "昆仑东苑社区", "居民", "议题" + mark, "也说好", "")),
                "history",
                "true");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().at("/joined/0/sameAsOuting").asText()).isEqualTo(number);
        assertThat(answer.body().at("/joined/0").has("sameAsRow")).isFalse();
        JsonNode rows = register("forums");
        assertThat(rows).hasSize(1);
        assertThat(rows.at("/0/leaders").toString()).isEqualTo("[\"wuzhidong\",\"xujianyun\"]");
        assertThat(rows.at("/0/text").asText()).isEqualTo("谈得很好");
        assertThat(outings(day)).containsExactly("wuzhidong", "xujianyun");
        JsonNode outing = get("office", "/api/outings/" + number).body();
        assertThat(outing.get("version").asInt()).isEqualTo(2);
        assertThat(notices("wuzhidong", number)).contains("outing-changed");
        assertThat(page("office", "/registers/forums?text=" + mark).getContentAsString(StandardCharsets.UTF_8))
                .contains("居民代表（参加领导：吴志东、徐剑云）");
    }

    @Test
    void whoWasNamedAsAttendingAForumButHasNoOutingIsEnteredAsHavingBeenThere() throws Exception {
        String number = enter(
                "wuzhidong",
                outing(
                        "kind",
                        "forum",
                        "forums",
                        List.of(fields("attendees", "村民", "topic", "议题" + mark, "leaders", List.of("yangyumei")))));
        byte[] file = file(FORUMS, row("杨育美", "", "", today().toString(), "合星村上市村", "村民", "议题" + mark, "", ""));

        Answer answer = bringIn("forums", file);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().at("/joined/0/sameAsOuting").asText()).isEqualTo(number);
        assertThat(register("forums")).hasSize(1);
        assertThat(get("office", "/api/outings/" + number).body().get("version").asInt())
                .isEqualTo(1);
        assertThat(bringIn("forums", file).message("A2")).contains("与已登记的 " + number + " 重复");
    }

    @Test
    void aVillageOrCommunityThatIsNoMoreIsFoundForTheDaysBeforeItsEnd() throws Exception {
        String name = "旧" + mark.substring(0, 6);
        String community = kept("communities", fields("id", "old" + mark.substring(0, 8), "name", name + "社区"));
        String village = kept("villages", fields("administrativeVillage", "hexing", "name", name + "村"));
        retire("communities", community, fields("name", name + "社区"));
        retire("villages", village, fields("administrativeVillage", "hexing", "name", name + "村"));

        Answer late = bringIn(
                "labour",
                file(
                        LABOUR,
                        row("吴志东", "", "2013-07-01", name + "社区", "清沟" + mark, ""),
                        row("吴志东", "", "2013-07-02", "合星村" + name + "村", "清沟" + mark, "")),
                "history",
                "true");
        Answer before = bringIn(
                "labour",
                file(
                        LABOUR,
                        row("吴志东", "", "2013-06-30", name + "社区活动室", "清沟" + mark, ""),
                        row("吴志东", "", "2013-06-29", "别桥镇合星村" + name + "村", "植树" + mark, "")),
                "history",
                "true");

        assertThat(late.status()).isEqualTo(422);
        assertThat(late.message("D2")).isEqualTo("第2行“劳动地点”：这个村庄或社区自 2013-07-01 起已经撤销，请核对日期和地点。");
        assertThat(late.message("D3")).contains("2013-07-01 起已经撤销");
        assertThat(before.status()).as(before.body().toString()).isEqualTo(200);
        JsonNode rows = register("labour");
        assertThat(values(rows, "work")).containsExactly("植树" + mark, "清沟" + mark);
        assertThat(get("office", "/api/outings/" + rows.at("/0/outing").asText())
                        .body()
                        .get("village")
                        .asText())
                .isEqualTo(village);
    }

    /** Creates one and answers its identifier. */
    private String kept(String kind, Map<String, ?> entry) throws Exception {
        Answer answer = post("admin", "/api/organization/" + kind, entry);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().get("id").asText();
    }

    private void retire(String kind, String id, Map<String, Object> entry) throws Exception {
        entry.put("retiredOn", "2013-07-01");
        entry.put("version", 0);
        Answer answer = put("admin", "/api/organization/" + kind + "/" + id, entry);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    /** Whose outings there are on a day, in the order of annex 1. */
    private List<String> outings(String day) {
        return database.sql("""
                        select leader.account from outing join leader on leader.account = outing.leader
                        where outing.date_from = cast(:day as date) and outing.state = 'counted'
                          and outing.community = :community order by leader.ordinal""")
                .param("day", day)
                .param("community", COMMUNITY)
                .query(String.class)
                .list();
    }

    /** The forums in a leader's register that bear this test's mark. */
    private JsonNode forumsOf(String leader) throws Exception {
        return get("office", "/api/registers/forums?leader=" + leader + "&text=" + mark)
                .body()
                .get("items");
    }

    @Test
    void everyFaultIsNamedByRowAndColumnAndNothingIsStored() throws Exception {
        long before = count();
        Answer answer = bringIn(
                "receptions",
                file(
                        RECEPTIONS,
                        row("吴志东", "", "", today().toString(), "合星村上市村", "王大明", "", "好的" + mark, "", ""),
                        row("无此人", "", "", today().toString(), "合星村上市村", "王大明", "", "事由", "", ""),
                        row("吴志东", "", "", "昨天", "合星村上市村", "王大明", "", "事由", "", ""),
                        row("吴志东", "", "", today().plusDays(2).toString(), "合星村上市村", "王大明", "", "事由", "", ""),
                        row("吴志东", "", "", today().toString(), "某地", "王大明", "", "", "", ""),
                        row("吴志东", "", "", today().toString(), "某地", "王大明", "", "事由", "", ""),
                        row("吴志东", "", "", today().toString(), "合星村上市村", "王大明", 0, "事由", "", "王大明再来")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message("A3")).isEqualTo("第3行“姓名”：不是参加活动的领导干部。");
        assertThat(answer.message("D4")).startsWith("第4行“接访时间”：应为日期");
        assertThat(answer.message("D5")).isEqualTo("第5行“接访时间”：日期不能晚于今天。");
        assertThat(answer.message("H6")).isEqualTo("第6行“信访事由”：请填写。");
        assertThat(answer.message("E7")).startsWith("第7行“接访地点”：不在村庄和社区名录中");
        assertThat(answer.message("G8")).startsWith("第8行“来访人数”：").contains("应为 1 到 9999");
        assertThat(answer.message("J8")).startsWith("第8行“备注”：").contains("不能写来访人的姓名");
        // Row by row, whoever found it.
        assertThat(answer.fields()).containsExactly("A3", "D4", "D5", "H6", "E6", "E7", "G8", "J8");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void aDuplicateIsFoundInTheFileAndInTheRegister() throws Exception {
        List<Object> row = row("周伟", "", today().toString(), "合星村上市村", "清沟" + mark, "");
        assertThat(bringIn("labour", file(LABOUR, row)).status()).isEqualTo(200);
        String number = register("labour").at("/0/outing").asText();
        byte[] more = file(
                LABOUR,
                row("周伟", "", today().toString(), "别桥镇合星村上市村", "清沟 " + mark, ""),
                row("周伟", "", today().toString(), "合星村上市村", "新的" + mark, ""),
                row("周伟", "", today().toString(), "合星村上市村", "新的" + mark, "备注不同"));

        Answer refused = bringIn("labour", more);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message("A2")).isEqualTo("第2行“姓名”：与已登记的 " + number + " 重复。");
        assertThat(refused.message("A4")).isEqualTo("第4行“姓名”：与第 3 行重复。");
        assertThat(register("labour")).hasSize(1);

        Answer skipped = bringIn("labour", more, "skipDuplicates", "true");

        assertThat(skipped.status()).as(skipped.body().toString()).isEqualTo(200);
        assertThat(skipped.body().get("imported").asInt()).isEqualTo(1);
        assertThat(skipped.body().get("skipped").asInt()).isEqualTo(2);
        assertThat(values(register("labour"), "work")).containsExactly("清沟" + mark, "新的" + mark);
        Answer again = bringIn("labour", more, "skipDuplicates", "true");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().get("imported").asInt()).isZero();
    }

    @Test
    void yearsBeforeTheSystemAreTakenAsHistoryAndNothingElseWithThem() throws Exception {
        byte[] old = file(LABOUR, row("徐剑云", "", "2013年5月6日", "合星村上市村", "清沟" + mark, ""));
        byte[] present = file(LABOUR, row("徐剑云", "", today().toString(), "合星村上市村", "清沟" + mark, ""));

        assertThat(bringIn("labour", old).message("C2")).startsWith("第2行“劳动时间”：早于启用本系统的日期");
        assertThat(bringIn("labour", present, "history", "true").message("C2")).contains("不是历年记录");
        assertThat(register("labour")).isEmpty();

        assertThat(bringIn("labour", old, "history", "true").status()).isEqualTo(200);
        JsonNode row = register("labour").get(0);
        assertThat(row.get("history").asBoolean()).isTrue();
        assertThat(row.get("late").asBoolean()).isFalse();
        assertThat(row.get("period").asText()).isEqualTo("2013-05");
    }

    @Test
    void aHostileFileIsRefusedInWords() throws Exception {
        long before = count();
        Answer answer = bringIn(
                "labour",
                SampleFiles.zip(Map.of(
                        "[Content_Types].xml",
                        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
                        "xl/workbook.xml",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><workbook>&e;</workbook>")));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        assertThat(answer.fields()).containsExactly("file");
        assertThat(bringIn("labour", "姓名,时间".getBytes(StandardCharsets.UTF_8)).message("file"))
                .contains("不是 .xlsx");
        assertThat(bringIn("labour", new byte[0]).message("file")).contains("文件是空的");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void nobodyButTheOfficeBringsInARegister() throws Exception {
        byte[] file = file(LABOUR, row("吴志东", "", today().toString(), "合星村上市村", "清沟" + mark, ""));
        for (String other : List.of("wuzhidong", "inspector")) {
            Answer answer = send(other, request("/api/imports/labour", file));
            assertThat(answer.status()).as(other).isEqualTo(403);
            assertThat(page(other, "/imports").getStatus()).as(other).isEqualTo(403);
            assertThat(page(other, "/registers/labour").getContentAsString(StandardCharsets.UTF_8))
                    .doesNotContain("/imports");
        }
        assertThat(register("labour")).isEmpty();
    }

    @Test
    void fiveThousandRowsAreTakenInOneGo() throws Exception {
        List<String> leaders = List.of("吴志东", "谢建东", "杨育美", "周伟", "徐剑云");
        List<List<Object>> rows = new ArrayList<>();
        for (int index = 0; index < 5000; index++) {
            rows.add(row(
                    leaders.get(index % 5),
                    "",
                    LocalDate.of(2014, 1, 1).plusDays(index / 5).toString(),
                    "别桥镇合星村上市村",
                    "劳动" + index + mark,
                    ""));
        }
        long before = count();

        Answer answer = bringIn("labour", file(LABOUR, rows), "history", "true");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().get("imported").asInt()).isEqualTo(5000);
        assertThat(count()).isEqualTo(before + 5000);
        rows.set(4999, row("谁", "", "2014-01-01", "别桥镇合星村上市村", "劳动", ""));
        Answer again = bringIn("labour", file(LABOUR, rows), "history", "true");
        assertThat(again.status()).isEqualTo(422);
        assertThat(count()).isEqualTo(before + 5000);
    }

    @Test
    void thePageWorksWithoutScriptAndShowsFaultsAsATable() throws Exception {
        Document blank =
                Jsoup.parse(page("office", "/imports?register=labour").getContentAsString(StandardCharsets.UTF_8));
        assertThat(blank.select("form[action=/imports] input[type=file]")).hasSize(1);
        assertThat(blank.select("a[href=/api/imports/labour]")).hasSize(1);
        assertThat(blank.select("script:not([src]), [style], [onclick]")).isEmpty();
        assertThat(blank.text()).doesNotContain("outing.", "??");
        assertThat(page("office", "/registers/labour").getContentAsString(StandardCharsets.UTF_8))
                .contains("/imports?register=labour");

        MockHttpServletResponse refused =
                upload(file(LABOUR, row("无此人", "", today().toString(), "合星村上市村", "清沟" + mark, "")));
        assertThat(refused.getStatus()).isEqualTo(422);
        Document faults = Jsoup.parse(refused.getContentAsString(StandardCharsets.UTF_8));
        assertThat(faults.select("[data-import-faults] tbody td").eachText())
                .containsExactly("2", "姓名", "不是参加活动的领导干部。");

        MockHttpServletResponse taken =
                upload(file(LABOUR, row("吴志东", "", today().toString(), "合星村上市村", "清沟" + mark, "")));
        assertThat(taken.getStatus()).isEqualTo(302);
        assertThat(taken.getRedirectedUrl()).isEqualTo("/imports?register=labour");
        assertThat(register("labour")).hasSize(1);
    }

    @Test
    void thePageSaysWhichRowsTellOfOneForum() throws Exception {
        byte[] file = file(
                FORUMS,
                row("吴志东", "", "", "2013-05-07", "昆仑东苑社区", "居民", "议题" + mark, "好", ""),
                row("周伟", "", "", "2013-05-07", "昆仑东苑社区", "居民", "议题" + mark, "好", ""));
        var taken = http.perform(request("/imports", file)
                        .param("register", "forums")
                        .param("history", "true")
                        .with(user("office"))
                        .with(formToken()))
                .andReturn();
        assertThat(taken.getResponse().getStatus()).isEqualTo(302);

        MockHttpServletResponse next = http.perform(MockMvcRequestBuilders.get("/imports?register=forums")
                        .accept("text/html")
                        .flashAttrs(taken.getFlashMap())
                        .with(user("office")))
                .andReturn()
                .getResponse();

        Document page = Jsoup.parse(next.getContentAsString(StandardCharsets.UTF_8));
        assertThat(page.select("[data-import-joined] li").eachText()).containsExactly("第 3 行（周伟）：与第 2 行是同一次");
        assertThat(page.text()).doesNotContain("outing.", "??");
    }

    // ---- sending

    private Answer bringIn(String register, byte[] file, String... parameters) throws Exception {
        var request = request("/api/imports/" + register, file);
        for (int index = 0; index < parameters.length; index += 2) {
            request.param(parameters[index], parameters[index + 1]);
        }
        return send("office", request);
    }

    private static MockMultipartHttpServletRequestBuilder request(String path, byte[] file) {
        return MockMvcRequestBuilders.multipart(path).file(new MockMultipartFile("file", "登记表.xlsx", null, file));
    }

    private MockHttpServletResponse upload(byte[] file) throws Exception {
        return http.perform(request("/imports", file)
                        .param("register", "labour")
                        .with(user("office"))
                        .with(formToken()))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse page(String account, String path) throws Exception {
        return http.perform(MockMvcRequestBuilders.get(path).accept("text/html").with(user(account)))
                .andReturn()
                .getResponse();
    }

    /** The rows of the register that bear this test's mark. */
    private JsonNode register(String register) throws Exception {
        return get("office", "/api/registers/" + register + "?text=" + mark)
                .body()
                .get("items");
    }

    private long count() {
        return database.sql("select count(*) from outing").query(Long.class).single();
    }

    // ---- files

    private List<String> header(String register) throws Exception {
        byte[] template = page("office", "/api/imports/" + register).getContentAsByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(template))) {
            List<String> titles = new ArrayList<>();
            book.getSheetAt(0).getRow(0).forEach(cell -> titles.add(cell.getStringCellValue()));
            return titles;
        }
    }

    private static List<Object> row(Object... values) {
        return List.of(values);
    }

    private static String chinese(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    @SafeVarargs
    private static byte[] file(List<String> header, List<Object>... rows) throws IOException {
        return file(header, List.of(rows));
    }

    private static byte[] file(List<String> header, List<List<Object>> rows) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet sheet = book.createSheet();
            fill(sheet.createRow(0), new ArrayList<>(header));
            for (int index = 0; index < rows.size(); index++) {
                fill(sheet.createRow(index + 1), rows.get(index));
            }
            book.write(out);
            return out.toByteArray();
        }
    }

    private static void fill(Row row, List<Object> values) {
        for (int index = 0; index < values.size(); index++) {
            if (values.get(index) instanceof Integer number) {
                row.createCell(index).setCellValue(number);
            } else if (!values.get(index).equals("")) {
                row.createCell(index).setCellValue((String) values.get(index));
            }
        }
    }
}
