package minqing.bureau.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import minqing.testing.Chromium;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The navigation as each role sees it: one line on a desk, behind a button on a phone, and everything within reach. */
class NavigationInBrowserTest extends WebTest {

    /** How many lines the entries of the bar stand in. */
    private static final String LINES =
            "new Set([...document.querySelectorAll('.navigation > ul > li')].map(one => one.offsetTop)).size";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wuzhidong",
                "office",
                "jiancha",
                "jiancha-head",
                "bieqiao",
                "deputy",
                "supervisor",
                "inspector",
                "jijian",
                "admin"
            })
    void itIsOneLineOnADeskAndBehindAButtonOnAPhone(String account) {
        Page page = CHROMIUM.page(options -> options.setViewportSize(1366, 768));
        CHROMIUM.login(page, port, account);
        for (int width : new int[] {1366, 1024}) {
            page.setViewportSize(width, 768);
            assertThat(page.evaluate(LINES)).as(width + " pixels").isEqualTo(1);
            Chromium.assertNothingSticksOut(page);
            assertThat(page.locator(".more a[href='/pairings']")).isHidden();
            page.locator(".more summary").click();
            assertThat(page.locator(".more a[href='/pairings']")).isVisible();
            Chromium.assertNothingSticksOut(page);
            page.locator(".more summary").click();
        }
        page.setViewportSize(360, 740);
        assertThat(page.locator(".navigation")).isHidden();
        page.locator(".menu > summary").click();
        assertThat(page.locator(".menu-panel a[href='/pairings']")).isVisible();
        Chromium.assertNothingSticksOut(page);
        page.locator(".menu-panel a[href='/pairings']").click();
        page.setViewportSize(1366, 768);
        assertThat(page.locator(".more summary.more-current")).isVisible();
    }
}
