package minqing.activity.summary;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.YearMonth;
import minqing.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A month through the pages: presented, returned, presented again, signed by both approvers on a phone, submitted. */
class MonthInTheBrowserTest extends SummaryTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Test
    void theOfficePresentsTheApproversSeeWhatTheySignAndTheMonthIsSubmitted() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        labour(outing(month, "wuzhidong", day), day);
        checking(month.minusMonths(1));
        String key = checking(month);

        Page office = CHROMIUM.login(CHROMIUM.desktop(), port, "office");
        work(office, key, "核对无误，提请审签");
        Page deputy = CHROMIUM.login(CHROMIUM.phone(), port, "deputy");
        open(deputy, key);
        assertThat(deputy.locator(".summary-table")).containsText("参加生产劳动");
        Chromium.assertNothingSticksOut(deputy);
        deputy.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("去办理"))
                .click();
        assertThat(deputy.locator("#content")).containsText("参加生产劳动");
        Chromium.assertNothingSticksOut(deputy);
        deputy.getByLabel("退回核对").check();
        deputy.getByLabel("退回理由").fill("请在备注写明汛期");
        submit(deputy);
        continueSteps(key);

        work(office, key, "核对无误，提请审签");
        signInThreeTaps(deputy, key);
        Page director = CHROMIUM.login(CHROMIUM.phone(), port, "director");
        work(director, key, "同意");
        continueSteps(key);
        openTask(office, key);
        office.getByLabel("盖章日期").fill(today().toString());
        choose(office, key, "已报送");
        open(office, key);
        assertThat(office.locator("#content")).containsText("已报送");
        assertThat(office.locator("#content")).containsText("请在备注写明汛期");
        assertThat(office.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登记已接收")))
                .isVisible();
        office.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登记已接收"))
                .click();
        office.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("确认登记已接收"))
                .click();
        assertThat(office.locator("#content")).containsText("已接收");
        assertThat(statusOf(key)).isEqualTo("accepted");

        office.navigate("http://localhost:" + port + "/summaries?year=" + month.getYear());
        assertThat(office.locator("#summary-chart svg")).isVisible();
        assertThat(office.locator(".summary-months")).containsText("已接收");
    }

    /**
     * From the inbox: open it, choose, submit it; nothing is chosen beforehand where one signs. Between the two everything the
     * signature is under is there to be read.
     */
    private void signInThreeTaps(Page approver, String key) {
        approver.navigate("http://localhost:" + port + "/?text=" + key);
        approver.locator("main a[href^='/tasks/']").first().tap();
        assertThat(approver.locator(".inbox-facts")).containsText("（上期");
        assertThat(approver.locator(".inbox-facts a[href='/summaries/" + key + "/cells/labour']"))
                .isVisible();
        assertThat(approver.locator(".inbox-facts a[href='/summaries/" + key + "']"))
                .isVisible();
        assertThat(approver.locator(".inbox-next")).containsText("审签");
        Chromium.assertNothingSticksOut(approver);
        approver.getByLabel("同意", new Page.GetByLabelOptions().setExact(true)).tap();
        approver.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("提交").setExact(true))
                .tap();
        assertThat(approver.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("待办")))
                .isVisible();
        continueSteps(key);
        approver.navigate("http://localhost:" + port + "/summaries/" + key + "/cells/labour");
        Chromium.assertNothingSticksOut(approver);
        approver.navigate("http://localhost:" + port + "/summaries/" + key + "/cells/forums");
        assertThat(approver.locator("#content")).containsText("没有记录");
        Chromium.assertNothingSticksOut(approver);
    }

    @Test
    void aMonthThatRunsIsReadOnAPhone() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        setTime(moment(day.plusDays(2), 10));
        labour(outing(month, "wuzhidong", day), day);
        Page leader = CHROMIUM.login(CHROMIUM.phone(), port, "wuzhidong");
        leader.navigate("http://localhost:" + port + "/summaries?year=" + month.getYear());
        leader.locator(".summary-month a[href='/summaries/" + Summary.key(UNIT, month) + "']")
                .tap();
        assertThat(leader.locator("#content")).containsText("尚未汇总，数字仍会变化");
        Chromium.assertNothingSticksOut(leader);
        leader.locator(".summary-table a[href$='/cells/labour']").tap();
        assertThat(leader.locator("tbody tr")).hasCount(1);
        Chromium.assertNothingSticksOut(leader);
    }

    private void work(Page page, String key, String choice) {
        openTask(page, key);
        choose(page, key, choice);
    }

    private void openTask(Page page, String key) {
        open(page, key);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("去办理"))
                .click();
    }

    private void choose(Page page, String key, String choice) {
        page.getByLabel(choice, new Page.GetByLabelOptions().setExact(true)).check();
        submit(page);
        continueSteps(key);
    }

    private static void submit(Page page) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("提交").setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("待办")))
                .isVisible();
    }

    private void open(Page page, String key) {
        page.navigate("http://localhost:" + port + "/summaries/" + key);
    }
}
