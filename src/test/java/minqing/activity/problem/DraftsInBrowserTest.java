package minqing.activity.problem;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import minqing.testing.Chromium;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What somebody wrote outlives a link, a session, a token and a lost race; what identifies a petitioner stays in the page. */
class DraftsInBrowserTest extends CaseTest {

    private static final String NOTE = "[data-draft-note]";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    private final String text = "已到现场查看，正在整改" + UUID.randomUUID();

    @Test
    void whoLeavesIsAskedAndFindsTheTextAgainUntilItIsHandedIn() {
        Page page = handlersTask();
        String address = page.url();
        page.getByLabel("已办结，送审核").check();
        page.getByLabel("解决处理情况").fill(text);

        // Staying keeps the page; leaving keeps the text.
        assertThat(leave(page, "返回待办", false)).contains("下次打开时会恢复");
        assertThat(page.getByLabel("解决处理情况")).hasValue(text);
        leave(page, "返回待办", true);
        page.waitForURL(root());
        page.navigate(address);
        assertThat(page.locator(NOTE)).containsText("已恢复未提交的内容");
        assertThat(page.getByLabel("解决处理情况")).hasValue(text);
        assertThat(page.getByLabel("已办结，送审核")).isChecked();
        assertThat(page.getByLabel("答复群众的内容")).isVisible();
        screenshot(page, "restored");

        // Nobody else sees it, and nobody else loses it.
        page.locator(".person button").click();
        CHROMIUM.login(page, port, "jiancha-head").navigate(address);
        assertThat(page.locator(NOTE)).hasCount(0);
        assertThat(page.content()).doesNotContain(text);
        page.locator(".person button").click();
        CHROMIUM.login(page, port, "jiancha").navigate(address);
        assertThat(page.getByLabel("解决处理情况")).hasValue(text);

        // A refusal keeps it, acceptance ends it.
        CHROMIUM.expect("status of 422");
        submit(page);
        assertThat(page.locator("[data-form-faults]")).isVisible();
        assertThat(page.getByLabel("解决处理情况")).hasValue(text);
        assertThat(page.locator(NOTE)).hasCount(0);
        page.getByLabel("答复群众的内容").fill("已当面说明");
        page.getByLabel("答复日期").fill(LocalDate.now(clock).toString());
        page.getByLabel("答复方式").selectOption("当面答复");
        assertThat(stored(page)).contains(text);
        submit(page);
        page.waitForURL(root());
        assertThat(stored(page)).doesNotContain(text);
    }

    @Test
    void whatIsThrownAwayIsGone() {
        Page page = handlersTask();
        page.getByLabel("已办结，送审核").check();
        page.getByLabel("解决处理情况").fill(text);
        leave(page, "返回待办", true);
        page.waitForURL(root());
        page.goBack();
        page.locator("[data-draft-discard]").click();
        assertThat(page.locator(NOTE)).hasCount(0);
        assertThat(page.getByLabel("解决处理情况")).hasValue("");
        page.getByText("返回待办").click();
        page.waitForURL(root());
        assertThat(stored(page)).doesNotContain(text);
    }

    @Test
    void aDraftOfLongAgoIsForgotten() {
        Page page = handlersTask();
        page.evaluate("""
                text => localStorage.setItem('minqing-draft.nobody./tasks/gone',
                  JSON.stringify({at: Date.now() - 8 * 24 * 60 * 60 * 1000, fields: {handling: {now: [text], first: ['']}}}))""", text);
        page.reload();
        assertThat(stored(page)).doesNotContain(text);
    }

    @Test
    void anEndedSessionLeadsThroughTheLoginBackToTheText() {
        Page page = handlersTask();
        String address = page.url();
        page.getByLabel("暂不能解决，送审核").check();
        page.getByLabel("解决处理情况").fill(text);
        endSession(page);
        CHROMIUM.expect("status of 401");
        submit(page);

        assertThat(page.locator("[role=alert]:visible")).containsText("登录已过期");
        screenshot(page, "login-expired");
        logInHere(page, "jiancha");
        page.waitForURL(address);
        assertThat(page.locator(NOTE)).containsText("已恢复未提交的内容");
        assertThat(page.getByLabel("解决处理情况")).hasValue(text);
    }

    @Test
    void whatMayNotBeKeptWaitsInThePageForTheLogin() {
        String contact = "端木" + UUID.randomUUID() + " 13912345678";
        Page page = CHROMIUM.login(CHROMIUM.phone(), port, "wuzhidong");
        fillReport(page);
        page.getByLabel("反映群众及联系方式").fill(contact);
        endSession(page);
        CHROMIUM.expect("status of 401");
        submit(page);

        assertThat(page.locator(NOTE)).containsText("登录已过期");
        Chromium.assertNothingSticksOut(page);
        screenshot(page, "expired-in-the-page");
        Page other = page.waitForPopup(() -> page.locator(NOTE + " a").click());
        // Logged in as somebody else, it is not handed in under that name.
        logInHere(other, "office");
        other.waitForURL(root());
        submit(page);
        assertThat(page.locator(NOTE)).containsText("现在登录的是陈晓燕");
        other.locator(".menu summary").click();
        other.locator(".menu button").click();
        logInHere(other, "wuzhidong");
        other.waitForURL(root());
        assertThat(page.getByLabel("反映群众及联系方式")).hasValue(contact);
        assertThat(stored(page)).contains(text).doesNotContain(contact).doesNotContain("13912345678");
        submit(page);
        assertThat(page.locator("h1")).not().hasText("反映问题");
        page.waitForURL("**/start/problem-handling/sent**");
        assertThat(stored(page)).doesNotContain(text);
        assertThat(database.sql("select count(*) from problem_contact where contact = :contact")
                        .param("contact", contact)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void nothingOfWhatIsReferredToDisciplineIsOnTheDevice() {
        String number = report("wuzhidong");
        Page page = CHROMIUM.login(CHROMIUM.desktop(), port, "office");
        page.navigate(root() + "tasks/" + task(number, "triage").getId());
        page.locator("input[name=outcome][value=decline]").check();
        page.locator("textarea[name=reason]").fill(text);
        page.locator("textarea[name=reason]").blur();
        page.waitForCondition(() -> stored(page).contains(text));
        assertThat(page.getByLabel("周伟")).isHidden();
        page.locator("input[name=outcome][value=refer-discipline]").check();
        page.locator("input[name=accused]").fill("某单位");
        page.getByLabel("周伟").check();
        screenshot(page, "concerns");
        assertThat(stored(page)).doesNotContain(text).doesNotContain("某单位").doesNotContain("zhouwei");
    }

    @Test
    void aMissingOrStaleTokenIsMendedOnTheWay() {
        Page page = CHROMIUM.login(CHROMIUM.desktop(), port, "wuzhidong");
        fillReport(page);
        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("MINQING-CSRF"));
        submit(page);
        page.waitForURL("**/start/problem-handling/sent**");
    }

    @Test
    void whoComesTooLateStillHasTheWords() {
        String number = handling();
        Task task = task(number, "handle");
        Page page = CHROMIUM.login(CHROMIUM.desktop(), port, "jiancha");
        page.navigate(root() + "tasks/" + task.getId());
        page.getByLabel("已办结，送审核").check();
        page.getByLabel("解决处理情况").fill(text);
        handle("jiancha", number, "done");
        CHROMIUM.expect("status of 4");
        submit(page);

        assertThat(page.locator("[role=alert]").first()).isVisible();
        assertThat(page.locator("[data-written] textarea").first()).hasValue(text);
        screenshot(page, "too-late");
    }

    @Test
    void withoutScriptOneMoreTapSendsAndAnEndedSessionIsSaid() {
        Page page = CHROMIUM.login(
                CHROMIUM.page(options -> options.setViewportSize(360, 740).setJavaScriptEnabled(false)),
                port,
                "wuzhidong");
        fillReport(page);
        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("MINQING-CSRF"));
        CHROMIUM.expect("status of 403");
        submit(page);
        assertThat(page.locator("h1")).hasText("请再提交一次");
        assertThat(page.locator("textarea[name=content]")).hasValue(text);
        Chromium.assertNothingSticksOut(page);
        screenshot(page, "resend");
        page.locator("main button").click();
        page.waitForURL("**/start/problem-handling/sent**");

        fillReport(page);
        endSession(page);
        submit(page);
        assertThat(page.locator("[role=alert]:visible")).containsText("登录已过期");
        assertThat(page.locator("[role=alert]:visible")).containsText("没有提交");
        logInHere(page, "wuzhidong");
        page.waitForURL("**/start/problem-handling");
    }

    @Test
    void theReadersNameIsPrintedAndNotShown() {
        String number = report("wuzhidong", java.util.Map.of("contact", "王桂兰 13811112222"));
        Page page = CHROMIUM.login(CHROMIUM.desktop(), port, "wuzhidong");
        for (String address : List.of("problems/" + number, "cases/problem-handling/" + number)) {
            page.navigate(root() + address);
            Locator mark = page.locator(".watermark").first();
            assertThat(mark).isHidden();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(mark).isVisible();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        }
    }

    // ---- how they do it

    private String root() {
        return "http://localhost:" + port + "/";
    }

    private Page handlersTask() {
        Page page = CHROMIUM.login(CHROMIUM.desktop(), port, "jiancha");
        page.navigate(root() + "tasks/" + task(handling(), "handle").getId());
        return page;
    }

    private void fillReport(Page page) {
        page.navigate(root() + "start/problem-handling");
        page.locator("[name=title]").fill("测试问题" + UUID.randomUUID().toString().substring(0, 8));
        page.locator("[name=content]").fill(text);
        page.locator("[name=village]").selectOption(village(WU_VILLAGE));
        page.locator("[name=category]").selectOption("noise");
        page.locator("[name=urgency][value=normal]").check();
    }

    private static void submit(Page page) {
        page.locator("main form .inbox-submit").click();
    }

    /** Follows a link and answers what the page asks; tells what it asked. */
    private static String leave(Page page, String link, boolean sure) {
        StringBuilder asked = new StringBuilder();
        page.onceDialog(dialog -> {
            asked.append(dialog.message());
            if (sure) {
                dialog.accept();
            } else {
                dialog.dismiss();
            }
        });
        page.locator("a:visible")
                .getByText(link, new Locator.GetByTextOptions().setExact(true))
                .or(page.locator("a:visible", new Page.LocatorOptions().setHasText(link)))
                .first()
                .click();
        assertThat(asked.toString()).as("asked before leaving").isNotEmpty();
        return asked.toString();
    }

    private static void endSession(Page page) {
        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("JSESSIONID"));
    }

    private static void logInHere(Page page, String account) {
        page.fill("#username", account);
        page.fill("#password", "minqing-demo");
        page.click("button[type=submit]");
    }

    /** Everything the browser keeps for the pages. */
    private static String stored(Page page) {
        return (String) page.evaluate("""
                async () => {
                  const kept = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
                  for (const {name} of await indexedDB.databases()) {
                    const database = await new Promise((done, failed) => {
                      const request = indexedDB.open(name);
                      request.onsuccess = () => done(request.result);
                      request.onerror = failed;
                    });
                    for (const store of database.objectStoreNames) {
                      kept.push(JSON.stringify(await new Promise((done, failed) => {
                        const request = database.transaction(store).objectStore(store).getAll();
                        request.onsuccess = () => done(request.result);
                        request.onerror = failed;
                      })));
                    }
                    database.close();
                  }
                  return kept.join(' ');
                }""");
    }

    private static void screenshot(Page page, String name) {
        if (Boolean.getBoolean("screenshots")) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(java.nio.file.Path.of("/tmp/drafts-" + name + ".png")));
        }
    }
}
