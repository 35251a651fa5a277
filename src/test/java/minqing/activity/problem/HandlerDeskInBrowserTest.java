package minqing.activity.problem;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.util.Map;
import minqing.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The handler's task on a phone: who sent it, the call, the first contact and its undoing, the extension; nothing typed is
 * lost.
 */
class HandlerDeskInBrowserTest extends CaseTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Test
    void theHandlerCallsNotesTakesBackAndAsksForMoreTimeWithoutLosingWhatIsTyped() {
        CHROMIUM.expect("status of 422");
        String number = report("wuzhidong", Map.of("contact", "王大明，139 1234 0000"));
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha", "opinion", "请三日内到现场");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        Page phone = CHROMIUM.login(CHROMIUM.phone(), port, "jiancha");
        phone.navigate(
                "http://localhost:" + port + "/tasks/" + task(number, "handle").getId());
        assertThat(phone.locator(".inbox-reasons li").nth(1)).containsText("拟办意见：请三日内到现场");
        Locator desk = phone.locator("#problem-desk");
        assertThat(desk.locator("a[href='tel:13912340000']")).isVisible();
        assertThat(phone.locator(".inbox-column-story ol")).not().isVisible();
        Chromium.assertNothingSticksOut(phone);
        phone.getByLabel("解决处理情况").fill("已到现场，正在整改。");

        desk.getByText("登记首次联系").click();
        desk.getByText("登记", exactly()).click();
        assertThat(desk.locator(".invalid-feedback")).isVisible();
        desk.getByLabel("上门").check();
        desk.getByText("登记", exactly()).click();
        assertThat(desk).containsText("已于 " + LocalDate.now(clock) + " 上门联系");
        desk.getByText("登记有误，撤销").click();
        assertThat(desk).containsText("尚未登记");

        desk.locator("summary").getByText("申请延期").click();
        desk.getByLabel("延长天数").pressSequentially("5");
        assertThat(desk.locator(".problem-desk-outlook")).containsText("同意后：5 个工作日，到期日由");
        desk.getByLabel("延期理由").fill("等待监测报告");
        Chromium.assertNothingSticksOut(phone);
        desk.getByText("提交延期申请").click();
        assertThat(desk).containsText("申请延长 5 个工作日（待审批）：等待监测报告");
        assertThat(phone.getByLabel("解决处理情况")).hasValue("已到现场，正在整改。");
    }

    @Test
    void withoutScriptOneComesBackToTheTask() {
        String number = handling();
        Page plain = CHROMIUM.login(
                CHROMIUM.page(options -> options.setViewportSize(360, 740).setJavaScriptEnabled(false)),
                port,
                "jiancha");
        String address =
                "http://localhost:" + port + "/tasks/" + task(number, "handle").getId();
        plain.navigate(address);
        Locator desk = plain.locator("#problem-desk");
        desk.getByText("登记首次联系").click();
        desk.getByLabel("电话").check();
        desk.getByText("登记", exactly()).click();
        assertThat(plain).hasURL(address);
        assertThat(desk).containsText("电话联系");
        desk.getByText("登记有误，撤销").click();
        assertThat(plain).hasURL(address);
        assertThat(desk).containsText("尚未登记");
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
