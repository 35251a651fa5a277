package minqing.activity.outing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import minqing.bureau.access.Visitor;
import minqing.testing.Cable;
import minqing.testing.Chromium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page 记一次下基层 opened on a phone without any network, and what of it is kept on the phone. */
class OutingPageWithoutNetworkTest extends OutingTest {

    private static final String LEADER = "xujianyun";

    private static final String KEPT = "caches.keys().then(names => names.filter(name => name.startsWith('minqing-')))";

    private static final String PAGE = "caches.match('/outings/new').then(page => page ? page.text() : '')";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    private Cable cable;

    @BeforeEach
    void plugIn() throws IOException {
        cable = new Cable(port);
        // Without a network the browser complains, of course.
        CHROMIUM.expect("ERR_INTERNET_DISCONNECTED");
        CHROMIUM.expect("ERR_CONNECTION_REFUSED");
        CHROMIUM.expect("ERR_FAILED");
    }

    @AfterEach
    void unplug() throws IOException {
        cable.close();
    }

    @Test
    void anOutingIsEnteredWithoutNetworkFromTheFirstTapToTheLastAndSentOnce() throws Exception {
        String mark = UUID.randomUUID().toString();
        Page phone = opened();
        cutOff(phone);
        phone.reload();
        assertThat(phone.locator("[data-outing-form]")).isVisible();
        assertThat(phone.locator("#date"))
                .hasValue(java.time.LocalDate.now(clock).toString());
        Chromium.assertNothingSticksOut(phone);
        fill(phone, "清沟" + mark);
        assertThat(state(phone)).hasAttribute("data-now", "saved");

        phone.reload();
        assertThat(state(phone)).hasAttribute("data-now", "restored");
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("清沟" + mark);
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", "waiting");

        // The phone is put away and taken out again, still without a network; then another one is begun.
        phone.reload();
        assertThat(phone.locator("[data-outbox]")).containsText("1");
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("");
        assertThat(stored(mark)).isZero();

        backOn(phone);
        Locator sent = phone.locator("[data-outbox] [data-outbox-sent]");
        assertThat(sent).containsText("已送出");
        assertThat(stored(mark)).isEqualTo(1);
        String number = get(LEADER, "/api/outings?text=" + mark)
                .body()
                .at("/items/0/id")
                .asText();
        assertThat(sent.locator("a")).hasText(number);
        assertThat(sent.locator("a")).hasAttribute("href", "/outings/" + number);
        phone.reload();
        assertThat(phone.locator("[data-outbox]")).isHidden();
        assertThat(stored(mark)).isEqualTo(1);
    }

    @Test
    void aLoginThatRanOutMeanwhileLeadsToTheLoginAndNothingIsLost() throws Exception {
        CHROMIUM.expect("status of 401");
        String mark = UUID.randomUUID().toString();
        Page phone = opened();
        cutOff(phone);
        phone.reload();
        fill(phone, "植树" + mark);
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", "waiting");

        // Session and token are gone, as after a night.
        phone.context().clearCookies();
        backOn(phone);
        phone.locator("[data-outbox-state=login] a").click();
        assertThat(phone.locator("#username")).isVisible();
        assertThat(stored(mark)).isZero();
        phone.fill("#username", LEADER);
        phone.fill("#password", "minqing-demo");
        phone.click("button[type=submit]");
        assertThat(phone.locator("[data-outbox]")).containsText("已送出");
        assertThat(stored(mark)).isEqualTo(1);
    }

    @Test
    void whatIsKeptIsAnEmptyPageWithItsPolicyAndGoesWithThePerson() throws Exception {
        Page phone = opened();
        String page = (String) phone.evaluate(PAGE);
        String token = phone.locator("[data-outing-form] [name=_csrf]").inputValue();
        String key = phone.locator("[data-outing-form] [name=_key]").inputValue();
        assertThat(page).contains("data-outing-form").doesNotContain("_csrf", token, key, "class=\"count\"");
        Visitor visitor = new Visitor(port);
        visitor.logIn(LEADER, "minqing-demo");
        assertThat(phone.evaluate(
                        "caches.match('/outings/new')" + ".then(page => page.headers.get('Content-Security-Policy'))"))
                .isEqualTo(visitor.get("/outings/new", "Accept", "text/html")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow());
        assertThat(phone.evaluate("navigator.serviceWorker.getRegistrations()"
                        + ".then(all => all.map(one => new URL(one.scope).pathname).join())"))
                .isEqualTo("/");

        phone.locator(".menu > summary").click();
        phone.locator(".menu-panel form button").click();
        assertThat(phone.locator("#username")).isVisible();
        waitForKept(phone, 0);
    }

    @Test
    void theNextPersonOnTheSamePhoneFindsNothingOfTheLast() throws Exception {
        Page phone = opened();
        phone.context().clearCookies();
        CHROMIUM.login(phone, cable.port(), "zhouwei");
        phone.waitForCondition(() -> phone.evaluate(KEPT).equals(List.of("minqing-outing.zhouwei")));
        phone.navigate(address());
        phone.waitForCondition(() -> !phone.evaluate(PAGE).equals(""));
        assertThat((String) phone.evaluate(PAGE))
                .doesNotContain("data-account=\"" + LEADER)
                .contains("data-account=\"zhouwei");
        assertThat(phone.evaluate(KEPT)).isEqualTo(List.of("minqing-outing.zhouwei"));
    }

    /** The page, opened once with a network. */
    private Page opened() {
        Page phone = CHROMIUM.login(CHROMIUM.phone(), cable.port(), LEADER);
        phone.navigate(address());
        // A page that was on its way while the worker began has none; whatever is opened next has.
        phone.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
        phone.waitForCondition(() -> !phone.evaluate(PAGE).equals(""));
        return phone;
    }

    private void waitForKept(Page phone, int pages) {
        phone.waitForCondition(() -> ((List<?>) phone.evaluate(KEPT)).size() == pages);
    }

    private void cutOff(Page phone) throws IOException {
        cable.pull();
        phone.context().setOffline(true);
    }

    private void backOn(Page phone) throws IOException {
        cable.putBack();
        phone.context().setOffline(false);
    }

    private String address() {
        return "http://localhost:" + cable.port() + "/outings/new";
    }

    private static void fill(Page phone, String work) {
        phone.selectOption(
                "#village", phone.locator("#village optgroup option").first().getAttribute("value"));
        phone.locator("[data-part=labour] > summary").click();
        phone.locator("[name='labour[0].work']").fill(work);
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
