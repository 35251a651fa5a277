package minqing.bureau.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class FrameTest extends WebTest {

    @Test
    void theNavigationFollowsTheRole() throws Exception {
        assertThat(navigation("jiancha"))
                .containsExactly(
                        "待办", "已办", "我发起的", "待阅", "问题台账", "下基层记录", "反映问题", "记一次下基层", "登记表", "结对表", "我反映的检举", "任务列表");
        assertThat(navigation("bieqiao")).contains("反映问题", "任务列表").doesNotContain("记一次下基层", "统计", "审计");
        assertThat(navigation("inspector")).containsExactly("问题台账", "下基层记录", "月度汇总", "统计", "审计", "登记表", "结对表", "监控");
        assertThat(navigation("supervisor"))
                .contains("统计", "反映问题", "任务列表", "监控")
                .doesNotContain("系统管理", "审计");
        assertThat(navigation("admin"))
                .contains("统计", "组织机构", "审计", "任务列表", "监控", "系统管理", "接口文档")
                .doesNotContain("反映问题");
    }

    @Test
    void bothMenusShowTheSameAndMarkThePageOneIsOn() throws Exception {
        Document page = page("office", "/trial/page");
        assertThat(page.select(".menu-panel li a").eachAttr("href"))
                .isEqualTo(page.select(".navigation a").eachAttr("href"));
        assertThat(page.select(".navigation a[aria-current=page] > span:first-child")
                        .eachText())
                .containsExactly("待办");
        assertThat(page.select("details.menu > summary")).hasSize(1);
        assertThat(page.title()).isEqualTo("待办 · 民情");
    }

    @Test
    void thePageNamesThePersonTheDemonstrationAndTheWayOut() throws Exception {
        Document page = page("office", "/trial/page");
        assertThat(page.select(".demonstration").text()).contains("演示系统");
        assertThat(page.select(".person-name").text()).isNotBlank();
        assertThat(page.select("form[action=/logout][method=post] input[name=_csrf]"))
                .hasSize(2);
    }

    @Test
    void aLightIsAColourWithItsWord() throws Exception {
        Document page = page("office", "/trial/page");
        assertThat(page.select(".light-red").text()).contains("超期");
        assertThat(page.select(".light-yellow").text()).contains("预警");
        assertThat(page.select(".light-blue").text()).contains("提醒");
        assertThat(page.select(".light-none").text()).contains("正常");
        assertThat(page.select(".supervised").text()).contains("督").contains("督办事项");
        assertThat(page.select(".supervised")).hasSize(1);
    }

    @Test
    void pagesKeepTheSearch() throws Exception {
        Document page = page("office", "/trial/page?text=%E6%B2%B3%E9%81%93&page=1");
        assertThat(page.select(".pages a").eachAttr("href"))
                .containsExactly(
                        "/trial/page?text=%E6%B2%B3%E9%81%93&page=0", "/trial/page?text=%E6%B2%B3%E9%81%93&page=2");
        assertThat(page.select(".pages").text()).contains("第 2 页，共 3 页", "共 45 条");
    }

    @Test
    void everyFileOfThePageIsOursAndThereAndNothingRunsInline() throws Exception {
        for (String path : List.of("/trial/page", "/no-such-page")) {
            Document page = page("office", path);
            assertThat(page.select("script:not([src]), style, [style], [onclick], [onload], [onsubmit]"))
                    .isEmpty();
            List<String> files = page.select("link[href], script[src], img[src]").stream()
                    .map(file -> file.hasAttr("href") ? file.attr("href") : file.attr("src"))
                    .distinct()
                    .toList();
            assertThat(files).hasSizeGreaterThan(2).allMatch(file -> file.startsWith("/"));
            for (String file : files) {
                assertThat(Caller.nobody(port).get(file).statusCode()).as(file).isEqualTo(200);
            }
        }
    }

    @Test
    void somebodyElsesTextIsOnlyText() throws Exception {
        Document page = page("office", "/trial/page?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(page.select("script:not([src])")).isEmpty();
    }

    /** The words alone: how much work waits depends on what other tests have left. */
    private List<String> navigation(String account) throws Exception {
        return page(account, "/trial/page")
                .select(".navigation a > span:first-child")
                .eachText();
    }

    private Document page(String account, String path) throws Exception {
        HttpResponse<String> answer = as(account).get(path, "Accept", "text/html");
        return Jsoup.parse(answer.body());
    }
}
