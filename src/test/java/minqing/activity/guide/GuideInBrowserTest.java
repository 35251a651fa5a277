package minqing.activity.guide;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import minqing.bureau.organization.Directory;
import minqing.testing.ApplicationTest;
import minqing.testing.Chromium;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An administrator follows the guide in a browser: from what is missing to where it is mended, and back to the tick. */
class GuideInBrowserTest extends ApplicationTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    @Autowired
    private IdentityService identities;

    @Autowired
    private Directory directory;

    /** Other tests look at the bureau of annex 1 alone. */
    @AfterEach
    void whatWasMadeHereIsGone() {
        database.sql("update unit set retired_on = '2020-01-01' where code like 'walked%'")
                .update();
        directory.accounts().stream()
                .filter(account -> account.id().startsWith("walked"))
                .forEach(account -> identities.deleteUser(account.id()));
    }

    @Test
    void whatIsMissingLeadsToWhereItIsMendedAndTheStepTicksItself() throws Exception {
        Page page = CHROMIUM.login(CHROMIUM.page(options -> options.setViewportSize(1366, 900)), port, "admin");
        open(page, "/organization/units/new?kind=internal");
        page.fill("#entry-code", "walked");
        page.fill("#entry-name", "走查科");
        page.fill("#entry-sealName", "走查科全称");
        assertThat(page.locator("#entry-kind")).hasValue("internal");
        page.locator("main form button[type=submit]").click();
        page.locator("a[href='/start']").click();
        Locator accounts = page.locator("#step-accounts");
        assertThat(accounts.locator(".badge")).hasText("未完成");
        assertThat(accounts.locator("[data-gap=no-handler]")).containsText("走查科经办人");
        Chromium.assertNothingSticksOut(page);

        accounts.locator("a[href='/organization/accounts/import']").click();
        page.setInputFiles("#import-file", list("用户名,姓名,单位,是否负责人\nwalked1,走一,走查课,\n"));
        CHROMIUM.expect("status of 422");
        page.locator("main form button[type=submit]").click();
        assertThat(page.locator(".alert-danger li")).hasText("第 2 行“单位”：没有登记过“走查课”，或者已停用。");
        page.setInputFiles("#import-file", list("用户名,姓名,单位,是否负责人\nwalked1,走一,走查科,\nwalked2,走二,走查科,是\n"));
        page.locator("main form button[type=submit]").click();
        assertThat(page.locator("main tbody tr")).hasCount(2);
        String password =
                page.locator("main tbody tr").first().locator("code").last().innerText();
        Download saved = page.waitForDownload(() -> page.locator("a[download]").click());
        assertThat(saved.suggestedFilename()).isEqualTo("账户名单.csv");
        assertThat(Files.readString(saved.path())).contains("\"走一\",\"walked1\",\"走查科\",\"" + password + "\"");
        assertThat(page.locator("[data-print]")).isVisible();
        page.setViewportSize(360, 740);
        Chromium.assertNothingSticksOut(page);

        page.locator("main a[href='/start']").click();
        assertThat(page.locator("#step-accounts [data-gap=no-handler]:has-text('走查科')"))
                .hasCount(0);
        Locator duties = page.locator("[data-duty=handle]:has-text('走查科')");
        assertThat(duties).containsText("走一、走二");
        Chromium.assertNothingSticksOut(page);

        Page person = CHROMIUM.phone();
        open(person, "/login");
        person.fill("#username", "walked1");
        person.fill("#password", password);
        person.click("button[type=submit]");
        assertThat(person.locator("#present")).isVisible();
    }

    private void open(Page page, String path) {
        page.navigate("http://localhost:" + port + path);
    }

    private static FilePayload list(String text) {
        return new FilePayload("accounts.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }
}
