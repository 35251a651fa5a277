package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import minqing.bureau.access.Visitor;
import minqing.bureau.administration.Client.Answer;
import minqing.bureau.organization.Leader;
import minqing.testing.DocumentText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An administrator keeps pairings and contacts; annex 1 can be asked for any day. */
class PairingKeepingTest extends OrganizationKeepingTest {

    @Test
    void thePastOfAPairingStaysAnswerable() throws Exception {
        String village = villageOf("keptpast");
        Answer first = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2012-01-01\"}".formatted(village));
        assertThat(first.status()).isEqualTo(201);
        Answer ended = admin.put(API + "/pairings/" + first.text("/id"), "{\"to\":\"2015-07-01\"}");
        assertThat(ended.text("/to")).isEqualTo("2015-07-01");
        Answer next = admin.post(
                API + "/pairings",
                "{\"leader\":\"zhouwei\",\"village\":\"%s\",\"from\":\"2015-07-01\"}".formatted(village));
        assertThat(next.status()).isEqualTo(201);

        assertThat(paired(village, "2011-12-31")).isEmpty();
        assertThat(paired(village, "2012-01-01")).containsExactly("wuzhidong");
        assertThat(paired(village, "2015-06-30")).containsExactly("wuzhidong");
        assertThat(paired(village, "2015-07-01")).containsExactly("zhouwei");
        assertThat(organization.pairedLeaders(village))
                .extracting(Leader::account)
                .containsExactly("zhouwei");
        assertThat(admin.get("/api/pairings?on=2013-05-05").body()).contains(village);
        assertThat(leadersOn("2013-05-05")).contains("wuzhidong");

        // Ended is ended; the same two may begin anew, but not at a time that crosses.
        assertThat(admin.put(API + "/pairings/" + first.text("/id"), "{\"to\":\"2016-01-01\"}")
                        .status())
                .isEqualTo(409);
        Answer crossing = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2014-01-01\"}".formatted(village));
        assertThat(crossing.status()).isEqualTo(422);
        assertThat(crossing.faults().get(0)).contains("时间不能重叠");
        Answer anew = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2020-01-01\"}".formatted(village));
        assertThat(anew.status()).isEqualTo(201);
        Answer twice = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2021-01-01\"}".formatted(village));
        assertThat(twice.faults().get(0)).contains("已经结对");
        admin.put(API + "/pairings/" + next.text("/id"), "{\"to\":\"2022-01-01\"}");
        admin.put(API + "/pairings/" + anew.text("/id"), "{\"to\":\"2022-01-01\"}");
        assertThat(changesOf("pairing", "wuzhidong " + village))
                .containsExactly(
                        "admin create from null→2012-01-01",
                        "admin end to null→2015-07-01",
                        "admin create from null→2020-01-01",
                        "admin end to null→2022-01-01");
    }

    @Test
    void aPairingCalledOffBeforeItBeganNeverHeld() throws Exception {
        String village = villageOf("keptoff");
        Answer made = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2090-01-01\"}".formatted(village));
        Answer early = admin.put(API + "/pairings/" + made.text("/id"), "{\"to\":\"2089-12-31\"}");
        assertThat(early.faults()).containsExactly("“终止日期”应晚于开始日期。");
        assertThat(admin.put(API + "/pairings/" + made.text("/id"), "{}").faults())
                .containsExactly("请填写“终止日期”。");
        assertThat(admin.put(API + "/pairings/" + made.text("/id"), "{\"to\":\"2090-01-01\"}")
                        .status())
                .isEqualTo(200);
        assertThat(paired(village, "2090-01-01")).isEmpty();
        Answer again = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2090-01-01\"}".formatted(village));
        assertThat(again.status()).isEqualTo(201);
        admin.put(API + "/pairings/" + again.text("/id"), "{\"to\":\"2090-01-01\"}");
    }

    @Test
    void aNewContactEndsTheOneBefore() throws Exception {
        villageOf("keptcontact");
        Answer first = admin.post(
                API + "/contacts",
                "{\"administrativeVillage\":\"keptcontact\",\"name\":\"甲联系\",\"from\":\"2012-01-01\"}");
        assertThat(first.status()).isEqualTo(201);
        Answer next = admin.post(
                API + "/contacts?known=" + first.text("/id"),
                "{\"administrativeVillage\":\"keptcontact\",\"name\":\"乙联系\",\"from\":\"2018-03-01\"}");
        assertThat(next.status()).isEqualTo(201);
        Answer overtaken = admin.post(
                API + "/contacts?known=" + first.text("/id"),
                "{\"administrativeVillage\":\"keptcontact\",\"name\":\"丙联系\",\"from\":\"2019-01-01\"}");
        assertThat(overtaken.status()).isEqualTo(409);
        Answer same = admin.post(API + "/contacts", "{\"administrativeVillage\":\"keptcontact\",\"name\":\"乙联系\"}");
        assertThat(same.faults()).containsExactly("“新联系人”与现任联系人相同。");
        Answer crossing = admin.post(
                API + "/contacts",
                "{\"administrativeVillage\":\"keptcontact\",\"name\":\"丁联系\",\"from\":\"2017-01-01\"}");
        assertThat(crossing.fields()).containsExactly("from");
        assertThat(contactsOf("keptcontact")).containsExactly("甲联系 2012-01-01 2018-03-01", "乙联系 2018-03-01 null");
        assertThat(admin.put(API + "/contacts/" + next.text("/id"), "{\"to\":\"2020-01-01\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void severalVillagesArePairedAtOnceFromThePageOrNone() throws Exception {
        villageOf("keptmany");
        admin.post(API + "/villages", "{\"administrativeVillage\":\"keptmany\",\"name\":\"西村\"}");
        Visitor visitor = administrator();
        String token = visitor.tokenOn("/organization/pairings/new");
        HttpResponse<String> nothing = visitor.post(
                "/organization/pairings/new", Map.of("_csrf", token, "leader", "zhouwei", "from", "2014-01-01"));
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(nothing.body()).contains("请至少选择一个");
        HttpResponse<String> done = visitor.post(
                "/organization/pairings/new",
                Map.of(
                        "_csrf",
                        token,
                        "leader",
                        "zhouwei",
                        "village",
                        "keptmany-n1",
                        "from",
                        "2014-01-01",
                        "to",
                        "2015-01-01"));
        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(paired("keptmany-n1", "2014-06-01")).containsExactly("zhouwei");
        assertThat(visitor.get("/organization/pairings?all=true&leader=zhouwei").body())
                .contains("keptmany村 东村");
        assertThat(visitor.get("/organization/pairings?leader=zhouwei").body()).doesNotContain("keptmany村 东村");
    }

    @Test
    void annexOneIsDataInItsOrder() throws Exception {
        Answer table = admin.get("/api/pairings?on=2011-07-01");
        assertThat(table.text("/total")).isEqualTo("5");
        assertThat(table.text("/items/0/leader/name")).isEqualTo("吴志东");
        assertThat(table.text("/items/0/unit/name")).isEqualTo("市环境保护局");
        assertThat(table.json().at("/items/0/villages/0/villages").findValuesAsText("name"))
                .containsExactly("上市村", "五里亭村", "西神圩村", "史家棚村", "承家村");
        assertThat(table.text("/items/0/villages/0/contact")).isEqualTo("谭超");
        assertThat(table.text("/items/2/villages/0/villages/0/id")).isEqualTo("xiaoshiqiao-chenjia");
        assertThat(table.text("/items/4/communities/0/name")).isEqualTo("昆仑东苑社区");
        assertThat(admin.get("/api/pairings?on=2011-06-30").text("/total")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf, application/pdf"
    })
    void annexOneIsADocument(String format, String type) throws Exception {
        HttpResponse<byte[]> answer = admin.download("/api/pairings." + format + "?on=2011-07-01");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment", "." + format);
        String text = DocumentText.of(format, answer.body());
        assertThat(text)
                .contains("结对表", "吴志东", "徐剑云", "合星村：上市村、五里亭村、西神圩村、史家棚村、承家村", "联系：谭超", "结对村（别桥镇）")
                .containsOnlyOnce("昆仑东苑社区");
        assertThat(admin.get("/api/pairings.exe").status()).isEqualTo(404);
    }
}
