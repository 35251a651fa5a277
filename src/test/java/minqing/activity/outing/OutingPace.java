package minqing.activity.outing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.time.Duration;
import minqing.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Measures how long a leader sits over an ordinary outing (labour, one reception, one problem, a short diary) on a phone:
 * {@code mvn test -Dtest=OutingPace}. The hand is slow on purpose: a second for each tap and each swipe, three characters a
 * second, two taps for a list, and the clock on the wall runs. It tells figures and judges none, and its name keeps it out
 * of the ordinary run. Not in them: thinking, looking something up, and the login.
 */
class OutingPace extends OutingTest {

    private static final Logger LOG = LoggerFactory.getLogger(OutingPace.class);

    private static final int WIDTH = 360;
    private static final int HEIGHT = 740;

    /** What the keyboard leaves of the screen while something is typed. */
    private static final int ABOVE_THE_KEYBOARD = 420;

    private static final double TAP = 1000;
    private static final double CHARACTER = 1000 / 3.0;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    private int taps;
    private int characters;
    private int swipes;

    @Test
    void anOrdinaryOuting() {
        Page phone = CHROMIUM.login(
                CHROMIUM.page(options -> options.setViewportSize(WIDTH, HEIGHT).setHasTouch(true)), port, "wuzhidong");
        long begin = System.nanoTime();
        phone.navigate("http://localhost:" + port + "/outings/new");
        tap(phone, phone.locator("[data-own-villages] button").first());
        open(phone, "labour");
        type(phone, "labour[0].work", "与村民一起清理河道淤泥和岸边垃圾");
        open(phone, "receptions");
        type(phone, "receptions[0].visitor", "王大明");
        type(phone, "receptions[0].contact", "13912340000");
        type(phone, "receptions[0].matter", "反映村口养猪场气味大");
        type(phone, "receptions[0].text", "听取情况，答应请环境监察大队上门查看");
        type(phone, "receptions[0].summary", "养猪场气味扰民");
        open(phone, "diary");
        type(phone, "diary.seen", "村里路面整洁，几户老人反映出行不便，年轻人多在外务工，需要常来看看。");
        open(phone, "problems");
        type(phone, "problems[0].content", "村口路段雨后积水，老人出行不便，希望修一条排水沟");
        choose(phone, "problems[0].category", "sanitation");
        putTheKeyboardAway(phone);
        tap(phone, phone.locator("[data-outing-form] .outing-actions button[type=submit]"));
        assertThat(phone.locator("[data-outing-state]")).hasAttribute("data-now", "delivered");
        LOG.info(
                "an ordinary outing: {} taps, {} characters, {} swipes, {} seconds by the clock",
                taps,
                characters,
                swipes,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }

    private void open(Page phone, String part) {
        tap(phone, phone.locator("[data-part=" + part + "] > summary"));
    }

    private void type(Page phone, String name, String text) {
        Locator field = phone.locator("[name='" + name + "']");
        if (!Boolean.TRUE.equals(field.evaluate("field => field === document.activeElement"))) {
            tap(phone, field);
        }
        field.pressSequentially(text, new Locator.PressSequentiallyOptions().setDelay(CHARACTER));
        characters += text.codePointCount(0, text.length());
    }

    private void putTheKeyboardAway(Page phone) {
        phone.waitForTimeout(TAP);
        taps++;
        phone.evaluate("() => document.activeElement.blur()");
    }

    private void choose(Page phone, String name, String value) {
        Locator list = phone.locator("[name='" + name + "']");
        bringIntoSight(phone, list);
        phone.waitForTimeout(2 * TAP);
        taps += 2;
        list.selectOption(value);
    }

    private void tap(Page phone, Locator target) {
        bringIntoSight(phone, target);
        phone.waitForTimeout(TAP);
        taps++;
        target.click();
    }

    /** A thumb moves the page by half a screen. */
    private void bringIntoSight(Page phone, Locator target) {
        boolean typing = Boolean.TRUE.equals(
                phone.evaluate("() => ['INPUT', 'TEXTAREA'].includes(document.activeElement.tagName)"));
        int height = typing ? ABOVE_THE_KEYBOARD : HEIGHT;
        for (BoundingBox box = target.boundingBox();
                box.y < 0 || box.y + Math.min(box.height, 44) > height;
                box = target.boundingBox()) {
            Object before = phone.evaluate("window.scrollY");
            phone.evaluate("distance => window.scrollBy(0, distance)", (box.y < 0 ? -1 : 1) * height / 2);
            phone.waitForTimeout(TAP);
            swipes++;
            if (before.equals(phone.evaluate("window.scrollY"))) {
                return;
            }
        }
    }
}
