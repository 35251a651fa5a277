package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The file of a village and the page to take along, as everybody may see them. */
class VillageFileTest extends VillageTest {

    private static final String YANGJIA = "daocheng-yangjia";
    private static final String PANJIA = "daocheng-panjia";
    private static final String TONGJIA = "daocheng-tongjia";

    @Test
    void theOwnVillagesComeFirstAndLeadToFileAndSheet() throws Exception {
        Document list = page(LEADER, "/villages");
        assertThat(list.select("tbody tr").size()).isGreaterThanOrEqualTo(27);
        assertThat(list.select("tbody tr.village-own a[href$=yangjia]").text()).isEqualTo("道成村 杨家村");
        assertThat(list.select("tbody tr").first().hasClass("village-own")).isTrue();
        assertThat(list.select("tr:has(a[href$=yangjia])").text()).contains("徐剑云");
        assertThat(list.select("a[href=/villages/" + YANGJIA + "/visit]")).hasSize(1);
        assertThat(page(LEADER, "/outings").select("a[href=/villages]")).hasSize(1);
        JsonNode lines = get("office", "/api/villages").body();
        assertThat(lines.get("total").asInt()).isEqualTo(lines.get("items").size());
        assertThat(lines.at("/items/0/own").asBoolean()).isFalse();
    }

    @Test
    void theFileTellsWhatHappenedThereAndMasksWhoCame() throws Exception {
        String mark = UUID.randomUUID().toString();
        Answer entered = post(
                LEADER,
                "/api/outings",
                visit(
                        YANGJIA,
                        "labour",
                        List.of(fields("work", "清沟" + mark)),
                        "receptions",
                        List.of(reception("summary", "淤积诉求" + mark), reception("visitor", "李来访", "matter", "密" + mark)),
                        "forums",
                        List.of(fields("topic", "座谈" + mark, "attendees", "村民代表")),
                        "diary",
                        fields("opinions", "建议装路灯" + mark)));
        String outing = entered.body().get("id").asText();
        for (String viewer : List.of(LEADER, "office", "inspector")) {
            Document file = page(viewer, "/villages/" + YANGJIA);
            assertThat(file.select("#people").text()).contains("周国忠", "徐剑云");
            assertThat(file.text())
                    .contains("清沟" + mark, "淤积诉求" + mark, "座谈" + mark, "建议装路灯" + mark, "王**", "李**", "内容不公开")
                    .doesNotContain("王大明", "李来访", "13912340000", "反映河道淤积", "密" + mark);
            JsonNode data = get(viewer, "/api/villages/" + YANGJIA).body();
            assertThat(data.get("contact").asText()).isEqualTo("周国忠");
            assertThat(data.at("/pairings/0/name").asText()).isEqualTo("徐剑云");
            assertThat(data.at("/visits/items/0/visit/outing").asText()).isEqualTo(outing);
            assertThat(data.toString()).contains("王**").doesNotContain("王大明", "13912340000", "密" + mark);
        }
        assertThat(page("office", "/outings/" + outing).select("a[href=/villages/" + YANGJIA + "]"))
                .hasSize(1);
        assertThat(page(LEADER, "/villages/" + YANGJIA + "/visit").text())
                .contains("建议装路灯" + mark, "周国忠")
                .doesNotContain("王大明", "王**");
        assertThat(get("jiancha", "/api/villages/" + YANGJIA).body().toString())
                .as("whoever reads no other person's outings finds none here")
                .doesNotContain(mark);
    }

    @Test
    void whoWasPairedEarlierStaysInTheFile() throws Exception {
        database.sql("""
                        insert into village_pairing (leader, natural_village, valid_from, valid_to)
                        values ('zhouwei', :village, date '2012-03-01', date '2013-03-01'),
                               ('yangyumei', :village, date '2012-04-01', date '2012-04-01')""").param("village", PANJIA).update();
        String people = page("office", "/villages/" + PANJIA).select("#people").text();
        assertThat(people).contains("徐剑云", "周伟", "2012-03-01 至 2013-02-28").doesNotContain("杨育美");
        assertThat(page("office", "/villages/" + PANJIA + "/visit")
                        .select("#people")
                        .text())
                .contains("徐剑云")
                .doesNotContain("周伟");
    }

    @Test
    void theSheetHoldsWhatIsOpenPromisedAndToBeVerified() throws Exception {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        String waiting = handled(TONGJIA, "暂缓" + mark, "cannot-yet", "明年列入计划" + mark, "管网未通，一时接不上" + mark);
        String verify = handled(TONGJIA, "待核" + mark, "done", "继续巡查" + mark, "已清理" + mark);
        String open = brought(TONGJIA, "新报" + mark);
        assertThat(get("office", "/api/problems/" + waiting)
                        .body()
                        .get("status")
                        .asText())
                .isEqualTo("waiting");

        Document sheet = page(LEADER, "/villages/" + TONGJIA + "/visit");
        assertThat(sheet.select("#verify a[href^=/tasks/]").text()).isEqualTo(verify + " 待核" + mark);
        assertThat(sheet.select("#open").text()).contains(waiting, verify, open, "环境监察大队");
        assertThat(sheet.select("#open .light")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(sheet.select("#promises").text())
                .contains("已向群众说明：管网未通，一时接不上" + mark, "下步打算：明年列入计划" + mark, "下步打算：继续巡查" + mark)
                .doesNotContain("已清理" + mark);
        assertThat(sheet.select("#visits").text()).contains(today().toString(), "徐剑云", "走村入户");

        Document forTheLeader = page("office", "/villages/" + TONGJIA + "/visit");
        assertThat(forTheLeader.select(".visit-for").text()).contains("徐剑云");
        assertThat(forTheLeader.select("#verify a").attr("href")).isEqualTo("/problems/" + verify);
        assertThat(page("zhouwei", "/villages/" + TONGJIA + "/visit").select("#verify"))
                .isEmpty();

        JsonNode data = get(LEADER, "/api/villages/" + TONGJIA + "/visit").body();
        assertThat(values(data.at("/verify/items"), "number")).containsExactly(verify);
        assertThat(values(data.at("/open/items"), "number")).contains(waiting, verify, open);
        assertThat(data.at("/leader").asText()).isEqualTo(LEADER);

        work(LEADER, verify, "verify", "outcome", "resolved", "satisfaction", "satisfied", "opinion", "群众满意");
        JsonNode file = get("office", "/api/villages/" + TONGJIA).body();
        assertThat(values(file.at("/ended/items"), "number")).contains(verify);
        assertThat(values(file.get("open"), "number")).contains(waiting, open).doesNotContain(verify);
        assertThat(file.at("/recurring/0/category").asText()).isEqualTo("noise");
        assertThat(file.at("/recurring/0/problems").asInt()).isEqualTo(3);
        assertThat(page("office", "/villages/" + TONGJIA).select("#recurring").text())
                .contains("噪声扰民 3 件");
    }

    @Test
    void whoHasNothingToDoWithOutingsIsRefused() throws Exception {
        for (String path : List.of("/villages", "/villages/" + YANGJIA, "/villages/" + YANGJIA + "/visit")) {
            for (String viewer : List.of("bieqiao", "admin")) {
                assertThat(open(viewer, path).statusCode()).as(viewer + path).isEqualTo(403);
                assertThat(get(viewer, "/api" + path).status())
                        .as(viewer + path)
                        .isEqualTo(403);
            }
        }
        assertThat(get("office", "/api/villages/nowhere").status()).isEqualTo(404);
        assertThat(open("office", "/villages/nowhere/visit").statusCode()).isEqualTo(404);
        Answer unknown = get("office", "/api/villages/" + YANGJIA + "/visit?leader=nobody");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.fields()).containsExactly("leader");
    }
}
