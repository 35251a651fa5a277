package minqing.activity.problem;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import minqing.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** People of the bureau do their work in a browser, through the pages alone; the leader has a phone. */
class FromReportToClosureTest extends CaseTest {

    private static final String SITUATION = "砖瓦厂夜间装卸，附近二十余户难以入睡。";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    private final String title = "夜间装卸扰民" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void fivePeopleBringAProblemFromReportToClosure() {
        Page staff = desktop("wukong");
        String number = reportOn(staff);

        Page office = desktop("office");
        // Whoever reads the case sees where it stands; whoever may do the step goes there from the case.
        staff.navigate(address("/problems/" + number));
        assertThat(staff.locator(".inbox-standing")).containsText("梳理交办");
        assertThat(staff.locator(".inbox-standing")).containsText("待认领：办公室");
        assertThat(staff.locator(".inbox-standing a")).hasCount(0);
        office.navigate(address("/problems/" + number));
        office.locator(".inbox-standing").getByText("去办理").click();
        assertThat(office.locator(".inbox-title-step")).hasText("梳理交办");
        assertThat(office.locator(".inbox-facts")).containsText(SITUATION);
        choose(office, "交办");
        assertThat(office.locator(".inbox-next li:visible")).hasText("交办 → 签收");
        office.getByLabel("主办单位").selectOption("环境监察大队");
        submit(office, number);

        Page handler = desktop("jiancha");
        openTask(handler, number, "签收");
        choose(handler, "签收");
        submit(handler, number);
        openTask(handler, number, "办理");
        // Whoever handles it has to call the people, and therefore sees whom.
        assertThat(handler.locator(".inbox-facts")).containsText("王桂兰 13811112222");
        choose(handler, "已办结，送审核");
        handler.getByLabel("解决处理情况").fill("砖瓦厂已书面承诺二十一时后停止装卸。");
        handler.getByLabel("下步打算").fill("每月夜间巡查一次。");
        handler.getByLabel("答复群众的内容").fill("已当面说明整改措施。");
        handler.getByLabel("答复日期").fill(LocalDate.now(clock).toString());
        handler.getByLabel("答复方式").selectOption("当面答复");
        submit(handler, number);

        Page head = desktop("jiancha-head");
        openTask(head, number, "审核");
        choose(head, "同意");
        submit(head, number);

        // The leader paired with the village, on the phone.
        Page leader = CHROMIUM.login(CHROMIUM.phone(), port, "wuzhidong");
        openTask(leader, number, "回访核实");
        Chromium.assertNothingSticksOut(leader);
        assertThat(leader.getByLabel("满意", new Page.GetByLabelOptions().setExact(true)))
                .isHidden();
        choose(leader, "已解决");
        choose(leader, "满意");
        leader.getByLabel("群众意见").fill("夜里安静了。");
        submit(leader, number);

        leader.navigate(address("/problems/" + number));
        Chromium.assertNothingSticksOut(leader);
        assertThat(leader.locator("h1")).containsText(title);
        assertThat(leader.locator(".problem-status")).hasText("已销号");
        assertThat(leader.locator(".inbox-standing")).hasCount(0);
        assertThat(leader.locator(".inbox-facts")).containsText("砖瓦厂已书面承诺二十一时后停止装卸。");
        List<String> history = leader.locator(".inbox-story > li").allInnerTexts();
        assertThat(history.stream().map(entry -> entry.lines().findFirst().orElse("")))
                .containsExactly(
                        "反映：反映问题",
                        "拟定责任单位：系统拟定 → 环境监察大队",
                        "梳理交办：交办 → 环境监察大队",
                        "签收 → 环境监察大队",
                        "办理：办结送审",
                        "办理：答复群众",
                        "审核：同意",
                        "回访核实：已解决",
                        "办结：销号");
        assertThat(history.stream()
                        .flatMap(entry -> Stream.of("林晓东", "系统", "陈晓燕", "丁海涛", "蒋国栋", "吴志东")
                                .filter(entry::contains)))
                .containsExactly("林晓东", "系统", "陈晓燕", "丁海涛", "丁海涛", "丁海涛", "蒋国栋", "吴志东", "系统");

        // The ledger has it, and whoever reported it reads there what became of it.
        staff.navigate(address("/started"));
        search(staff, number);
        assertThat(staff.locator(".inbox-list tbody tr")).containsText("已销号");
        assertThat(staff.locator(".inbox-list")).not().containsText("王桂兰");
    }

    @Test
    void aFaultIsToldInChineseAndWhatWasTypedIsKept() {
        CHROMIUM.expect("status of 422");
        Page page = CHROMIUM.login(CHROMIUM.phone(), port, "xiejiandong");
        page.navigate(address("/start/" + ProblemProcess.KEY));
        page.getByLabel("标题").fill(title);
        page.getByLabel("主要内容").fill(SITUATION);
        page.getByLabel("原问题编号").fill("去年那件");
        choose(page, "紧急");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                .click();

        assertThat(page.locator("[data-form-faults]")).containsText("请选择“所在村”");
        assertThat(page.locator("[data-form-faults]")).containsText("请选择“问题类别”");
        assertThat(page.locator("[data-form-faults]")).containsText("“原问题编号”的格式不正确");
        assertThat(page.locator("[data-form-faults]")).isFocused();
        assertThat(page.getByLabel("标题")).hasValue(title);
        assertThat(page.getByLabel("主要内容")).hasValue(SITUATION);
        assertThat(page.getByLabel("原问题编号")).hasValue("去年那件");
        assertThat(radio(page, "紧急")).isChecked();
        Chromium.assertNothingSticksOut(page);

        page.getByLabel("所在村").selectOption(village(WU_VILLAGE));
        page.getByLabel("问题类别").selectOption("噪声扰民");
        page.getByLabel("原问题编号").fill("");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                .click();
        assertThat(page.locator("#number")).isVisible();
    }

    @Test
    void whoSubmitsATaskSecondHearsWhoWasFirst() {
        String number = report("wuzhidong");
        CHROMIUM.expect("status of 409");
        Page first = desktop("office");
        Page second = desktop("office2");
        openTask(first, number, "梳理交办");
        openTask(second, number, "梳理交办");

        choose(first, "不予受理");
        first.getByLabel("理由").fill("不属环保事项，已当场说明。");
        first.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                .click();
        first.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("确认不予受理"))
                .click();
        assertThat(first.locator("#content [role=status]:visible")).containsText("已提交：" + number);
        choose(second, "退回补充");
        second.getByLabel("理由").fill("请补充地点。");
        second.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                .click();

        assertThat(second.locator("#content [role=alert]:visible")).hasText("该任务已由陈晓燕办理。");
        assertThat(second.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交")))
                .hasCount(0);
        assertThat(status(number)).isEqualTo("declined");
    }

    @Test
    void whoClaimsATaskSecondHearsWhoHasIt() {
        String number = report("wuzhidong");
        CHROMIUM.expect("status of 409");
        Page first = desktop("office");
        Page second = desktop("office2");
        openTask(first, number, "梳理交办");
        openTask(second, number, "梳理交办");

        claim(first);
        assertThat(first.locator(".inbox-summary")).containsText("当前持有 陈晓燕");
        claim(second);

        assertThat(second.locator("#content [role=alert]:visible")).hasText("该任务已由陈晓燕认领。");
    }

    @Test
    void thePictureShowsWhereTheCaseStands() {
        String number = handling();
        Page page = desktop("jiancha");
        openTask(page, number, "办理");

        assertThat(page.locator("[data-process-picture][data-drawn]")).isVisible();
        assertThat(page.locator(".djs-element.inbox-current[data-element-id=handle]"))
                .isVisible();
        assertThat(page.locator(".djs-element.inbox-passed[data-element-id=triage]"))
                .hasCount(1);
        assertThat(page.locator(".bjs-powered-by")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noPageIsWiderThanAPhone(boolean script) {
        String number = handling("assistingUnits", List.of("jiance"));
        Page page = CHROMIUM.page(
                options -> options.setViewportSize(360, 740).setHasTouch(true).setJavaScriptEnabled(script));
        CHROMIUM.login(page, port, "jiancha");
        List<String> addresses = new ArrayList<>(List.of(
                "/",
                "/done",
                "/started",
                "/informed",
                "/start/" + ProblemProcess.KEY,
                "/problems",
                "/problems/" + number,
                "/problems/" + number + "/request-extension",
                "/tasks/" + task(number, "handle").getId()));
        for (String address : addresses) {
            assertThat(page.navigate(address(address)).status()).as(address).isEqualTo(200);
            Chromium.assertNothingSticksOut(page);
        }
    }

    @Test
    void withoutScriptTheWorkIsDoneAllTheSame() {
        String number = handling();
        Page page = CHROMIUM.page(options -> options.setViewportSize(360, 740).setJavaScriptEnabled(false));
        CHROMIUM.login(page, port, "jiancha");
        openTask(page, number, "办理");
        // Without the picture the steps stand there in words.
        assertThat(page.locator(".inbox-steps li[aria-current=step]").first()).containsText("办理");
        choose(page, "暂不能解决，送审核");
        page.getByLabel("解决处理情况").fill("需待管网建成。");
        page.getByLabel("答复群众的内容").fill("已说明管网年底建成。");
        page.getByLabel("答复日期").fill(LocalDate.now(clock).toString());
        page.getByLabel("答复方式").selectOption("电话答复");
        // By the keyboard: the driver's click waits for frames, which a page without script need not draw.
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                .press("Enter");
        assertThat(page.locator("#content [role=status]:visible")).containsText("已提交：" + number);
        continueSteps(number);

        assertThat(status(number)).isEqualTo("review");
    }

    // ---- what a person does on a page

    private String reportOn(Page page) {
        page.getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("反映问题"))
                .click();
        page.getByLabel("标题").fill(title);
        page.getByLabel("主要内容").fill(SITUATION);
        page.getByLabel("所在村").selectOption(village(WU_VILLAGE));
        page.getByLabel("问题类别").selectOption("噪声扰民");
        page.getByLabel("反映群众及联系方式").fill("王桂兰 13811112222");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                .click();
        String number = page.locator("#number").innerText();
        continueSteps(number);
        return number;
    }

    private void openTask(Page page, String number, String step) {
        page.navigate(address("/"));
        search(page, number);
        page.locator(".inbox-list tbody tr")
                .filter(new Locator.FilterOptions().setHasText(step))
                .getByRole(AriaRole.LINK)
                .click();
        assertThat(page.locator(".inbox-title-step")).containsText(step);
    }

    private static void search(Page page, String text) {
        page.locator("#inbox-text").fill(text);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("搜索"))
                .click();
    }

    private static void choose(Page page, String option) {
        radio(page, option).check();
    }

    private static Locator radio(Page page, String option) {
        return page.getByRole(
                AriaRole.RADIO, new Page.GetByRoleOptions().setName(option).setExact(true));
    }

    private void submit(Page page, String number) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                .click();
        assertThat(page.locator("#content [role=status]:visible")).containsText("已提交：" + number);
        continueSteps(number);
    }

    private static void claim(Page page) {
        page.locator("form[action$='/claim'] button").click();
    }

    private Page desktop(String account) {
        return CHROMIUM.login(CHROMIUM.desktop(), port, account);
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }
}
