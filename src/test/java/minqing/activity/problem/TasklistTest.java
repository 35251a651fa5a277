package minqing.activity.problem;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import minqing.testing.Chromium;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The same work in Camunda's Tasklist, by somebody who logged in to the pages. */
class TasklistTest extends CaseTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Test
    void whoLoggedInOnceTriagesInTasklistAndReadsWhatIsWrong() {
        String number = report("wuzhidong");
        Task task = task(number, "triage");
        CHROMIUM.expect("status of 400");
        Page page = CHROMIUM.login(CHROMIUM.desktop(), port, "office");

        openTask(page, task);
        claimButton(page).click();
        Locator form = page.locator(".fjs-container");
        assertThat(form.getByLabel("案情")).hasValue(Pattern.compile("^" + number));

        // A fault that only the application can know: the form's own checks let it pass.
        check(form, "合并到已有问题");
        form.getByLabel("合并到的编号").fill("1999-9999");
        Response refused = page.waitForResponse("**/submit-form", () -> complete(page));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(page.locator(".notifications, [notifications-panel]")
                        .getByText("合并到的编号 1999-9999 不存在")
                        .first())
                .isVisible();
        assertThat(task(number, "triage").getAssignee()).isEqualTo("office");

        closeNotes(page);

        // The units are not in the form's file; they were filled in on the way out.
        check(form, "交办");
        form.locator(".fjs-form-field-select").click();
        form.locator(".fjs-dropdownlist-item")
                .getByText("环境监察大队", new Locator.GetByTextOptions().setExact(true))
                .click();
        Response done = page.waitForResponse("**/submit-form", () -> complete(page));
        assertThat(done.status()).isEqualTo(204);

        continueSteps(number);
        assertThat(tasks(number, null)).extracting(Task::getTaskDefinitionKey).containsExactly("acknowledge");
        assertThat(problems.get(number).leadUnit()).isEqualTo("jiancha");
    }

    /** Tasklist gives up on its own modules after seven seconds; on a busy machine one loads it again, as a person would. */
    private void openTask(Page page, Task task) {
        CHROMIUM.expect("Load timeout for modules");
        page.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/#/?task=" + task.getId());
        for (int left = 4; left > 0; left--) {
            try {
                claimButton(page).waitFor(new Locator.WaitForOptions().setTimeout(20_000));
                return;
            } catch (TimeoutError slow) {
                page.reload();
            }
        }
        claimButton(page).waitFor();
    }

    private static Locator claimButton(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("认领"));
    }

    /** What Tasklist says lies over its buttons until somebody closes it. */
    private static void closeNotes(Page page) {
        Locator close = page.locator("[notifications-panel] button.close:visible");
        while (close.count() > 0) {
            close.first().click();
        }
    }

    private static void check(Locator form, String option) {
        form.getByLabel(option, new Locator.GetByLabelOptions().setExact(true)).check();
    }

    private static void complete(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("完成"))
                .click();
    }
}
