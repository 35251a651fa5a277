package minqing.activity.outing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import minqing.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An outing entered on a phone whose network goes and comes: what was typed stays, and is stored once. */
class OutingWithoutNetworkTest extends OutingTest {

    private static final String LEADER = "yangyumei";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Test
    void whatWasTypedOutlivesTheNetworkAndIsSentWhenItIsBack() throws Exception {
        CHROMIUM.expect("ERR_INTERNET_DISCONNECTED");
        String mark = UUID.randomUUID().toString();
        Page phone = started("清沟" + mark);
        phone.context().setOffline(true);
        phone.locator("[data-part=diary] > summary").click();
        phone.locator("[name='diary.opinions']").fill("建议" + mark);
        assertThat(state(phone)).hasAttribute("data-now", "saved");

        phone.context().setOffline(false);
        phone.reload();
        assertThat(state(phone)).hasAttribute("data-now", "restored");
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("清沟" + mark);
        assertThat(phone.locator("[name='diary.opinions']")).hasValue("建议" + mark);
        assertThat(phone.locator("#village")).hasValue("xiaoshiqiao-gejia");

        phone.context().setOffline(true);
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", "waiting");
        assertThat(phone.locator("[data-outbox]")).containsText("1");
        Chromium.assertNothingSticksOut(phone);
        assertThat(stored(mark)).isZero();

        phone.context().setOffline(false);
        assertThat(state(phone)).hasAttribute("data-now", "delivered");
        assertThat(phone.locator("[data-outbox]")).isHidden();
        assertThat(stored(mark)).isEqualTo(1);
        phone.reload();
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("");
        assertThat(phone.evaluate("Object.keys(localStorage).filter(key => key.startsWith('minqing.')).length"))
                .as("what is left of it on the device")
                .isEqualTo(0);
    }

    @Test
    void anOutingWhoseAnswerWasLostIsSentAgainAndStoredOnce() throws Exception {
        CHROMIUM.expect("ERR_CONNECTION_RESET");
        String mark = UUID.randomUUID().toString();
        Page phone = started("植树" + mark);
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean lost = new AtomicBoolean();
        phone.route("**/api/outings", route -> {
            if (sent.incrementAndGet() == 1) {
                route.fetch();
                route.abort("connectionreset");
                lost.set(true);
            } else {
                route.resume();
            }
        });
        send(phone);
        phone.waitForCondition(lost::get);
        assertThat(state(phone)).hasAttribute("data-now", "waiting");
        assertThat(stored(mark)).isEqualTo(1);

        Response again = phone.waitForResponse("**/api/outings", () -> phone.reload());
        assertThat(again.status()).isEqualTo(201);
        assertThat(phone.locator("[data-outbox]")).containsText("已送出");
        assertThat(sent.get()).isEqualTo(2);
        assertThat(stored(mark)).isEqualTo(1);
    }

    @Test
    void whatWasTypedLastIsKeptWhenThePageIsClosedAtOnce() {
        String mark = UUID.randomUUID().toString();
        Page phone = started("修渠" + mark);
        phone.evaluate("""
                () => {
                  const work = document.querySelector("[name='labour[0].work']");
                  work.value += "，补记";
                  work.dispatchEvent(new Event("input", { bubbles: true }));
                  location.reload();
                }""");
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("修渠" + mark + "，补记");
        phone.onDialog(dialog -> dialog.accept());
        phone.locator(".menu > summary").click();
        phone.locator(".menu-panel form button").click();
        assertThat(phone.locator("#username")).isVisible();

        // Logging out keeps the draft; no other account finds it.
        CHROMIUM.login(phone, port, "wuzhidong");
        phone.navigate("http://localhost:" + port + "/outings/new");
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("");
        phone.context().clearCookies();
        CHROMIUM.login(phone, port, LEADER);
        phone.navigate("http://localhost:" + port + "/outings/new");
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("修渠" + mark + "，补记");
    }

    @Test
    void whatWasWrongWithAFieldIsOverAsSoonAsSomethingElseStandsThere() throws Exception {
        CHROMIUM.expect("status of 422");
        Page phone = CHROMIUM.login(CHROMIUM.phone(), port, LEADER);
        phone.navigate("http://localhost:" + port + "/outings/new");
        phone.locator("[data-part=problems] > summary").click();
        phone.locator("[name='problems[0].content']").fill("路灯不亮");
        send(phone);
        Locator banner = phone.locator("[data-outing-faults]");
        assertThat(banner.locator("li")).hasCount(3);
        assertThat(phone.locator("#village.is-invalid")).isVisible();

        phone.selectOption("#village", "xiaoshiqiao-gejia");
        assertThat(phone.locator("#village.is-invalid")).hasCount(0);
        assertThat(banner.locator("li")).hasCount(1);
        phone.selectOption("[name='problems[0].category']", "noise");
        assertThat(banner).hasCount(0);
        assertThat(phone.locator(".is-invalid")).hasCount(0);

        Locator label = phone.locator("label[for='forums[0].topic']");
        phone.locator("[data-part=forums] > summary").click();
        Object size = label.evaluate("one => getComputedStyle(one).fontSize");
        org.assertj.core.api.Assertions.assertThat(phone.locator("[data-part=forums] legend.form-label")
                        .evaluate("one => getComputedStyle(one).fontSize"))
                .isEqualTo(size);
        phone.onDialog(dialog -> dialog.accept());
    }

    /** The form opened on a phone, with a village chosen and a labour described. */
    private Page started(String work) {
        Page phone = CHROMIUM.login(CHROMIUM.phone(), port, LEADER);
        phone.navigate("http://localhost:" + port + "/outings/new");
        phone.selectOption("#village", "xiaoshiqiao-gejia");
        phone.locator("[data-part=labour] > summary").click();
        phone.locator("[name='labour[0].work']").fill(work);
        return phone;
    }

    private static void send(Page phone) {
        phone.locator("[data-outing-form] .outing-actions button[type=submit]").click();
    }

    private static Locator state(Page phone) {
        return phone.locator("[data-outing-state]");
    }

    private int stored(String mark) throws Exception {
        return get(LEADER, "/api/outings?text=" + mark).body().get("total").asInt();
    }
}
