package minqing.work.almanac;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import minqing.testing.ApplicationTest;
import minqing.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The working calendar as it is seen: no month lies over another. */
class CalendarInBrowserTest extends ApplicationTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    int port;

    @Test
    void everyMonthIsSeenWhole() {
        for (Page page : List.of(CHROMIUM.desktop(), CHROMIUM.phone())) {
            CHROMIUM.login(page, port, "admin").navigate("http://localhost:" + port + "/calendar?year=2026");

            Object covered = page.evaluate("""
                    () => {
                      const months = [...document.querySelectorAll('.almanac-month')].map(month => ({
                        caption: month.caption.getBoundingClientRect(),
                        last: month.rows[month.rows.length - 1].getBoundingClientRect()}));
                      return months.length - 12 + months.filter(one => months.some(other => other !== one
                        && other.caption.left < one.last.right && one.last.left < other.caption.right
                        && other.caption.top < one.last.bottom - 1 && one.last.top < other.caption.top)).length;
                    }""");

            assertThat(covered).isEqualTo(0);
            Chromium.assertNothingSticksOut(page);
        }
    }
}
