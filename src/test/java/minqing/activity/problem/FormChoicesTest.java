package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Village;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** What the forms of a case offer: to each the choices that are theirs, the nearest first. */
class FormChoicesTest extends CaseTest {

    @Autowired
    private Organization organization;

    @Test
    void anAssistingTaskOffersToEachWhatIsTheirsAndGoesToTheUnitsOwnPeople() throws Exception {
        String number = handling("assistingUnits", List.of("jiance"));
        String task = task(number, "assist").getId();

        assertThat(get("jiance", "/api/tasks/" + task).body().get("outcomes").toString())
                .isEqualTo("[\"done\"]");
        assertThat(get("jiancha-head", "/api/tasks/" + task)
                        .body()
                        .get("outcomes")
                        .toString())
                .isEqualTo("[\"waive\"]");
        Document page = page("jiance", "/tasks/" + task);
        assertThat(page.text()).contains("协办完成").doesNotContain("不再需要协办");
        assertThat(page.select("#inbox-assignee option").eachAttr("value")).doesNotContain("jiancha-head");
        Answer waived = post("jiance", "/api/tasks/" + task + "/complete", Map.of("outcome", "waive", "reason", "不想做"));
        assertThat(waived.status()).isEqualTo(403);
        assertThat(waived.body().get("detail").asText()).isEqualTo("只有主办单位负责人可以决定不再需要协办");
        assertThat(post("jiance", "/api/tasks/" + task + "/transfer", Map.of("assignee", "jiancha-head"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void mergingSuggestsTheOpenProblemsNearby() throws Exception {
        // What other tests brought forward must not fill the list.
        String village = rarest("village", "select id from natural_village where retired_on is null");
        String category = rarest("category", "select code from problem_category");
        String otherCategory = category.equals("noise") ? "sanitation" : "noise";
        String elsewhere = organization.villages().stream()
                .map(Village::id)
                .filter(id -> !id.equals(village))
                .findFirst()
                .orElseThrow();
        String open = report("wuzhidong", Map.of("village", village, "category", otherCategory, "title", "垃圾没人清"));
        String alike = report("wuzhidong", Map.of("village", elsewhere, "category", category, "title", "夜里机器响"));
        String other = report("wuzhidong", Map.of("village", elsewhere, "category", otherCategory));
        String ended = report("wuzhidong", Map.of("village", village, "category", category));
        send("wuzhidong", "withdraw", ended);
        String number = report("wuzhidong", Map.of("village", village, "category", category));

        Document page = page("office", "/tasks/" + task(number, "triage").getId());

        List<String> numbers = page.select("datalist option").eachAttr("value");
        assertThat(page.select("input[name=into]").attr("list"))
                .isEqualTo(page.select("datalist").attr("id"))
                .isNotEmpty();
        assertThat(numbers).contains(open, alike).doesNotContain(other, ended, number);
        assertThat(numbers.indexOf(open)).isLessThan(numbers.indexOf(alike));
        assertThat(page.select("datalist option[value=" + open + "]").text()).contains("垃圾没人清（");
        complete("office", number, "triage", "outcome", "merge", "into", alike);
        assertThat(status(number)).isEqualTo("merged");
    }

    private String rarest(String column, String from) {
        return database.sql("select one.value from (" + from + ") one (value) left join problem on problem." + column
                        + " = one.value and problem.ended_at is null group by one.value"
                        + " order by count(problem.id), one.value limit 1")
                .query(String.class)
                .single();
    }

    @Test
    void aLeadersOwnVillagesComeFirstInTheReport() throws Exception {
        List<String> own = organization.pairedVillages("wuzhidong", LocalDate.now(clock)).stream()
                .map(Village::id)
                .toList();
        List<String> offered = page("wuzhidong", "/start/problem-handling")
                .select("select[name=village] option:not([value=''])")
                .eachAttr("value");
        assertThat(own).isNotEmpty();
        assertThat(offered).startsWith(own.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(offered).hasSize(organization.villages().size());
        assertThat(new HashSet<>(page("office", "/start/problem-handling")
                        .select("select[name=village] option:not([value=''])")
                        .eachAttr("value")))
                .isEqualTo(new HashSet<>(offered));
    }

    private Document page(String account, String address) throws Exception {
        MockHttpServletResponse response = http.perform(MockMvcRequestBuilders.get(address)
                        .accept(MediaType.TEXT_HTML)
                        .with(user(account)))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).as(address).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
    }
}
