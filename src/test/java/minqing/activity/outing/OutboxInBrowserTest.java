package minqing.activity.outing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import minqing.testing.Cable;
import minqing.testing.Chromium;
import minqing.testing.SampleFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What waits on a phone for a network: nothing of it is lost, all of it is stored once, and nobody else sees or sends it. */
class OutboxInBrowserTest extends OutingTest {

    private static final String LEADER = "zhouwei";

    private static final String OTHER = "xiejiandong";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    private Cable cable;

    private final String mark = UUID.randomUUID().toString();

    @BeforeEach
    void plugIn() throws IOException {
        cable = new Cable(port);
        // Without a network the browser complains, of course, and so it does of a refusal that is wanted.
        for (String complaint : List.of(
                "ERR_INTERNET_DISCONNECTED",
                "ERR_CONNECTION_REFUSED",
                "ERR_CONNECTION_RESET",
                "ERR_EMPTY_RESPONSE",
                "ERR_FAILED",
                "ERR_SOCKET_NOT_CONNECTED",
                "ERR_NETWORK_CHANGED",
                "status of 422",
                "status of 401",
                "status of 409")) {
            CHROMIUM.expect(complaint);
        }
    }

    @AfterEach
    void unplug() throws IOException {
        cable.close();
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingWaits() throws Exception {
        Page phone = writing(LEADER);
        cutOff(phone);
        write(phone, "清沟");
        phone.locator("[data-part=problems] > summary").click();
        phone.locator("[name='problems[0].content']").fill("路灯不亮");
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", "check");
        assertThat(phone.locator("[data-outing-faults] li"))
                .containsText(new String[] {"请填写村或社区", "请选择“所在村”", "请选择“问题类别”"});
        assertThat(phone.locator("#village.is-invalid ~ .invalid-feedback")).hasText("请填写村或社区");
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("清沟" + mark);
        assertThat(outbox(phone)).isHidden();
        Chromium.assertNothingSticksOut(phone);

        chooseVillage(phone);
        phone.selectOption("[name='problems[0].category']", "noise");
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", "waiting");
        assertThat(outbox(phone)).containsText("1 条下基层记录存在本机");
        backOn(phone);
        assertThat(state(phone)).hasAttribute("data-now", "delivered");
        assertThat(stored(LEADER)).isEqualTo(1);
    }

    @Test
    void severalAreWrittenWithoutAReloadAndOneThatIsRefusedHoldsUpNoOther() throws Exception {
        Page phone = writing(LEADER);
        List<String> keys = new ArrayList<>();
        phone.onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith("/api/outings")) {
                keys.add(request.headers().get("idempotency-key"));
            }
        });
        cutOff(phone);
        one(phone, "第一次");
        another(phone);
        // A village that is no more by the time that the network is back: only the server knows.
        phone.evaluate("document.querySelector('#village').add(new Option('撤并的村', 'no-more'))");
        write(phone, "第二次");
        phone.selectOption("#village", "no-more");
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", "waiting");
        another(phone);
        one(phone, "第三次");
        assertThat(phone.locator("[data-outing-again]")).isVisible();
        assertThat(outbox(phone)).containsText("3 条");
        Chromium.assertNothingSticksOut(phone);

        backOn(phone);
        Locator refused = outbox(phone).locator("[data-outbox-state=refused]");
        assertThat(refused).containsText("1 条下基层记录没有送出，请修改");
        assertThat(state(phone)).hasAttribute("data-now", "delivered");
        assertThat(stored(LEADER)).isEqualTo(2);
        assertThat(keys).hasSize(3).doesNotHaveDuplicates().doesNotContainNull();

        // From any page the badge leads to it.
        phone.navigate(address("/problems"));
        refused.locator("a").click();
        Locator entry = phone.locator("[data-device-outings] > li");
        assertThat(entry).hasCount(1);
        assertThat(entry).containsText("撤并的村");
        assertThat(entry).containsText("村或社区不在村庄名录中");
        Chromium.assertNothingSticksOut(phone);
        entry.locator("a").click();
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("第二次" + mark);
        assertThat(phone.locator("#village.is-invalid ~ .invalid-feedback")).hasText("村或社区不在村庄名录中");
        chooseVillage(phone);
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", "delivered");
        assertThat(outbox(phone)).isHidden();
        assertThat(stored(LEADER)).isEqualTo(3);
        assertThat(kept(phone, LEADER)).as("left on the device").isEmpty();
    }

    @Test
    void whateverIsAskedForWithoutANetworkLeadsToWritingAndToTheTasksReadLast() throws Exception {
        String title = "路灯" + mark.substring(0, 8);
        String secret = "检举" + mark.substring(0, 8);
        String contact = "王大爷" + mark.substring(9, 13);
        String ordinary = report(fields(
                "title",
                title,
                "content",
                "村口路灯不亮，" + mark,
                "village",
                VILLAGE,
                "category",
                "noise",
                "contact",
                contact));
        String sealed =
                report(fields("title", secret, "content", "有人收受礼品，" + mark, "village", VILLAGE, "category", "noise"));
        // What is sealed is no subject for a device; both are the same person's to do.
        database.sql("update problem set sealed_at = now() where number = :number")
                .param("number", sealed)
                .update();
        database.sql("update inbox_task set assignee = 'jijian' where number in (:numbers)")
                .param("numbers", List.of(ordinary, sealed))
                .update();
        Page desk = CHROMIUM.login(CHROMIUM.phone(), cable.port(), "jijian");
        desk.navigate(address("/"));
        assertThat(desk.locator("main")).containsText(secret);
        assertThat(desk.locator("main")).containsText(title);
        until(desk, () -> everything(desk).contains(title));
        assertThat(everything(desk)).doesNotContain(secret, contact, sealed);

        Page phone = writing(LEADER);
        cutOff(phone);
        for (String address : List.of("/", "/problems?status=handling", "/outings", "/device")) {
            phone.navigate(address(address));
            assertThat(phone.locator("[data-device-offline]")).isVisible();
            assertThat(phone.locator("h1")).hasText("本机记录");
        }
        Chromium.assertNothingSticksOut(phone);
        phone.locator("[data-device-enter]").click();
        assertThat(phone.locator("[data-outing-form]")).isVisible();

        cutOff(desk);
        desk.navigate(address("/"));
        assertThat(desk.locator("[data-device-tasks]")).containsText(title);
        assertThat(desk.locator("body")).not().containsText(secret);
        // The page that was asked for comes by itself as soon as the application answers.
        backOn(desk);
        assertThat(desk.locator("[data-device-page]")).hasCount(0);
        assertThat(desk.locator("main")).containsText(secret);
        desk.locator(".menu > summary").click();
        desk.locator(".menu-panel form button").click();
        assertThat(desk.locator("#username")).isVisible();
        until(desk, () -> !everything(desk).contains(title));
    }

    @Test
    void photosWaitWithTheOutingAndFollowItEachOnce() throws Exception {
        Page phone = writing(LEADER);
        cutOff(phone);
        phone.setInputFiles("#outing-photos", new FilePayload[] {
            new FilePayload("现场一.jpg", "image/jpeg", SampleFiles.jpeg(40, 30)),
            new FilePayload("现场二.jpg", "image/jpeg", SampleFiles.jpeg(30, 40)),
            new FilePayload("坏的.jpg", "image/jpeg", new byte[] {1, 2, 3}),
            new FilePayload("多的.jpg", "image/jpeg", SampleFiles.jpeg(50, 50)),
        });
        assertThat(phone.locator("[data-photos-list] li")).hasCount(4);
        phone.locator("[data-photos-list] li", new Page.LocatorOptions().setHasText("多的"))
                .locator("button")
                .click();
        assertThat(state(phone)).hasAttribute("data-now", "saved");
        // What was chosen outlives the page, as what was written does.
        phone.reload();
        assertThat(phone.locator("[data-photos-list] li")).hasCount(3);
        one(phone, "看现场");
        phone.reload();
        assertThat(outbox(phone)).containsText("1 条");

        // The answer to the first photo is lost on the way.
        AtomicInteger uploads = new AtomicInteger();
        phone.context().route("**/attachments", route -> {
            if (uploads.incrementAndGet() == 1) {
                route.fetch();
                route.abort("connectionreset");
            } else {
                route.resume();
            }
        });
        backOn(phone);
        until(phone, () -> uploads.get() >= 3);
        phone.reload();
        assertThat(outbox(phone).locator("[data-outbox-state=refused]")).isVisible();
        String number = get(LEADER, "/api/outings?text=" + mark)
                .body()
                .at("/items/0/id")
                .asText();
        JsonNode attached =
                get(LEADER, "/api/outings/" + number + "/attachments").body().get("items");
        assertThat(values(attached, "name")).containsExactlyInAnyOrder("现场一.jpg", "现场二.jpg");
        assertThat(stored(LEADER)).isEqualTo(1);

        phone.onDialog(dialog -> dialog.accept());
        phone.navigate(address("/device"));
        Locator entry = phone.locator("[data-device-outings] > li");
        assertThat(entry).containsText(number);
        assertThat(entry).containsText("坏的.jpg");
        entry.locator("button").click();
        assertThat(outbox(phone)).isHidden();
        assertThat(kept(phone, LEADER)).isEmpty();
    }

    @Test
    void anotherPersonOnTheSamePhoneNeitherSeesNorSendsItAndLosesNothingOfIt() throws Exception {
        Page phone = writing(LEADER);
        cutOff(phone);
        one(phone, "等网络");
        another(phone);
        write(phone, "还没写完");
        assertThat(state(phone)).hasAttribute("data-now", "saved");
        backOnWithout(phone, "**/api/outings");
        phone.onDialog(dialog -> dialog.accept());
        phone.navigate(address("/done"));
        phone.locator(".menu > summary").click();
        phone.locator(".menu-panel form button").click();
        assertThat(phone.locator("#username")).isVisible();
        phone.context().unroute("**/api/outings");

        AtomicInteger sent = new AtomicInteger();
        phone.onRequest(request ->
                sent.addAndGet(request.method().equals("POST") && request.url().contains("/api/") ? 1 : 0));
        CHROMIUM.login(phone, cable.port(), OTHER);
        phone.navigate(address("/device"));
        assertThat(phone.locator("[data-device-none]")).isVisible();
        assertThat(outbox(phone)).isHidden();
        phone.navigate(address("/outings/new"));
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("");
        assertThat(phone.locator("body")).not().containsText(mark);
        phone.evaluate("() => window.minqingOutbox.flush()");
        assertThat(sent.get()).as("calls under the other's login").isZero();
        assertThat(stored(OTHER)).isZero();

        phone.context().clearCookies();
        phone.navigate(address("/login"));
        phone.fill("#username", LEADER);
        phone.fill("#password", "minqing-demo");
        phone.click("button[type=submit]");
        assertThat(outbox(phone)).containsText("已送出");
        assertThat(stored(LEADER)).isEqualTo(1);
        phone.navigate(address("/outings/new"));
        assertThat(state(phone)).hasAttribute("data-now", "restored");
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("还没写完" + mark);
    }

    @Test
    void theServerTakesNothingThatIsMeantForAnotherAccount() throws Exception {
        Answer answer =
                post(LEADER, "/api/outings", outing("labour", List.of(fields("work", mark))), "Minqing-Account", OTHER);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().get("detail").asText()).contains("另一账户");
        assertThat(stored(LEADER)).isZero();
        assertThat(post(
                                LEADER,
                                "/api/outings",
                                outing("labour", List.of(fields("work", mark))),
                                "Minqing-Account",
                                LEADER)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aFullPhoneSaysSoAndTheTextStaysOnThePage() throws Exception {
        Page phone = writing(LEADER);
        CDPSession browser = phone.context().newCDPSession(phone);
        JsonObject quota = new JsonObject();
        quota.addProperty("origin", "http://localhost:" + cable.port());
        quota.addProperty("quotaSize", 1);
        browser.send("Storage.overrideQuotaForOrigin", quota);
        cutOff(phone);
        write(phone, "写满了");
        chooseVillage(phone);
        phone.setInputFiles("#outing-photos", new FilePayload("现场.jpg", "image/jpeg", SampleFiles.jpeg(40, 30)));
        assertThat(phone.locator("[data-photos-trouble]")).containsText("存储空间不足");
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", "full");
        assertThat(state(phone)).containsText("存储空间不足");
        assertThat(phone.locator("[name='labour[0].work']")).isVisible();
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("写满了" + mark);

        // With a network it goes out from the page, photo and all.
        backOn(phone);
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", "delivered");
        assertThat(stored(LEADER)).isEqualTo(1);
        String number = get(LEADER, "/api/outings?text=" + mark)
                .body()
                .at("/items/0/id")
                .asText();
        assertThat(get(LEADER, "/api/outings/" + number + "/attachments")
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aPhoneThatWasClearedMeanwhileIsGivenItAgainByThePage() throws Exception {
        Page phone = writing(
                LEADER,
                "navigator.storage.persist = () => { window.asked = (window.asked || 0) + 1; return Promise.resolve(true); }");
        assertThat(phone.evaluate("window.asked"))
                .as("whether the phone was asked to keep it")
                .isEqualTo(1);
        cutOff(phone);
        one(phone, "清过缓存");
        CDPSession browser = phone.context().newCDPSession(phone);
        JsonObject what = new JsonObject();
        what.addProperty("origin", "http://localhost:" + cable.port());
        what.addProperty("storageTypes", "indexeddb,local_storage");
        browser.send("Storage.clearDataForOrigin", what);
        phone.evaluate("() => window.minqingOutbox.changed()");
        assertThat(state(phone)).hasAttribute("data-now", "cleared");
        assertThat(outbox(phone)).containsText("1 条");
        backOn(phone);
        assertThat(state(phone)).hasAttribute("data-now", "delivered");
        assertThat(stored(LEADER)).isEqualTo(1);
    }

    @Test
    void aLoginThatRanOutLeavesEverythingWhereItIsAndSaysSo() throws Exception {
        Page phone = writing(LEADER);
        cutOff(phone);
        one(phone, "过夜");
        another(phone);
        write(phone, "正在写");
        phone.context().clearCookies();
        backOn(phone);
        Locator line = outbox(phone).locator("[data-outbox-state=login]");
        assertThat(line).containsText("1 条下基层记录存在本机，请重新登录后发送");
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("正在写" + mark);
        assertThat(stored(LEADER)).isZero();
        line.locator("a").click();
        phone.fill("#username", LEADER);
        phone.fill("#password", "minqing-demo");
        phone.click("button[type=submit]");
        assertThat(outbox(phone)).containsText("已送出");
        assertThat(phone.locator("[data-device-none]")).isVisible();
        assertThat(stored(LEADER)).isEqualTo(1);
        phone.navigate(address("/outings/new"));
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("正在写" + mark);
    }

    @Test
    void theLoginPageTakesATokenThatAnotherWindowWasGivenMeanwhile() {
        Page phone = CHROMIUM.phone();
        phone.navigate(address("/login"));
        phone.context().clearCookies();
        phone.evaluate("() => fetch('/api/me').then(answer => answer.text())");
        phone.fill("#username", LEADER);
        phone.fill("#password", "minqing-demo");
        phone.click("button[type=submit]");
        assertThat(phone.locator(".person-name")).hasCount(1);
    }

    @Test
    void aTokenThatIsGoneIsFetchedAnew() throws Exception {
        Page phone = writing(LEADER);
        cutOff(phone);
        one(phone, "没有令牌");
        phone.context()
                .clearCookies(
                        new com.microsoft.playwright.BrowserContext.ClearCookiesOptions().setName("MINQING-CSRF"));
        backOn(phone);
        assertThat(state(phone)).hasAttribute("data-now", "delivered");
        assertThat(stored(LEADER)).isEqualTo(1);
    }

    @Test
    void whatWaitedUnderTheVersionBeforeGoesOutToo() throws Exception {
        Page phone = CHROMIUM.login(CHROMIUM.phone(), cable.port(), LEADER);
        phone.evaluate(
                "body => localStorage.setItem('minqing.outbox." + LEADER + "', JSON.stringify([{ key: '"
                        + UUID.randomUUID() + "', leader: '" + LEADER + "', body }]))",
                "leader=" + LEADER + "&date=" + today() + "&kind=households&village=" + VILLAGE + "&labour%5B0%5D.work="
                        + mark);
        phone.navigate(address("/done"));
        assertThat(outbox(phone)).containsText("已送出");
        assertThat(stored(LEADER)).isEqualTo(1);
    }

    @Test
    void aNewReleaseIsInTheCopyOnTheDeviceAtOnce() throws Exception {
        Page phone = writing(LEADER);
        assertThat(phone.evaluate("""
                async () => {
                  const cache = await caches.open("minqing-outing.zhouwei");
                  for (const address of ["/outings/new", "/device"]) {
                    const page = await (await cache.match(address)).text();
                    const old = page.replace(/data-release="[^"]*"/, 'data-release="before"').replace("</main>", "<p>旧版</p></main>");
                    await cache.put(address, new Response(old, { headers: { "Content-Type": "text/html;charset=UTF-8" } }));
                  }
                  await cache.put("/js/outing-00000000000000000000000000000000.js", new Response("old"));
                  return (await (await cache.match("/device")).text()).includes("旧版");
                }""")).isEqualTo(true);
        phone.navigate(address("/done"));
        until(
                phone,
                () -> !everything(phone).contains("旧版") && !everything(phone).contains("0000000000000000"));
        cutOff(phone);
        phone.navigate(address("/outings/new"));
        assertThat(phone.locator("[data-outing-form]")).isVisible();
        assertThat(phone.locator("body")).not().containsText("旧版");
        one(phone, "新版本");
        backOn(phone);
        assertThat(state(phone)).hasAttribute("data-now", "delivered");
    }

    // ---- steps

    private String report(java.util.Map<String, Object> problem) throws Exception {
        Answer answer = post("wuzhidong", "/api/problems", problem);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        String number = answer.body().get("number").asText();
        continueCases(List.of(number));
        return number;
    }

    /** The empty page on a phone that has been here before. */
    private Page writing(String account, String... scripts) {
        Page phone = CHROMIUM.phone();
        List.of(scripts).forEach(phone::addInitScript);
        // The login leads to where the person wanted to go.
        phone.navigate(address("/outings/new"));
        phone.fill("#username", account);
        phone.fill("#password", "minqing-demo");
        phone.click("button[type=submit]");
        assertThat(phone.locator("[data-outing-form]")).isVisible();
        // A page that was on its way while the worker began has none; whatever is opened next has.
        until(phone, () -> (Boolean) phone.evaluate("""
                async () => {
                  const worker = await navigator.serviceWorker.getRegistration();
                  return Boolean(worker && worker.active && worker.active.state === "activated"
                    && await caches.match("/outings/new") && await caches.match("/device"));
                }"""));
        return phone;
    }

    /** Asks now and then, so that the page gets on with what it is asked for. */
    private static void until(Page page, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            page.waitForTimeout(50);
        }
    }

    private void cutOff(Page phone) throws IOException {
        cable.pull();
        phone.context().setOffline(true);
    }

    private void backOn(Page phone) throws IOException {
        cable.putBack();
        phone.context().setOffline(false);
    }

    /** The network is back, but some calls still fail. */
    private void backOnWithout(Page phone, String calls) throws IOException {
        phone.context().route(calls, route -> route.abort("connectionreset"));
        backOn(phone);
    }

    private String address(String path) {
        return "http://localhost:" + cable.port() + path;
    }

    private void write(Page phone, String work) {
        phone.locator("[data-part=labour] > summary").click();
        phone.locator("[name='labour[0].work']").fill(work + mark);
    }

    private static void chooseVillage(Page phone) {
        phone.selectOption("#village", VILLAGE);
    }

    private void one(Page phone, String work) {
        write(phone, work);
        chooseVillage(phone);
        send(phone);
        assertThat(state(phone)).hasAttribute("data-now", Pattern.compile("waiting|sending"));
        assertThat(phone.locator("[data-outing-again]")).isVisible();
    }

    private static void another(Page phone) {
        phone.locator("[data-outing-again]").click();
        assertThat(phone.locator("[name='labour[0].work']")).hasValue("");
    }

    private static void send(Page phone) {
        phone.locator("[data-outing-form] .outing-actions button[type=submit]").click();
    }

    private static Locator state(Page phone) {
        return phone.locator("[data-outing-state]");
    }

    private static Locator outbox(Page phone) {
        return phone.locator("[data-outbox]");
    }

    private int stored(String account) throws Exception {
        return get(account, "/api/outings?text=" + mark).body().get("total").asInt();
    }

    /** What waits on the device for an account, and its photos. */
    private static List<?> kept(Page phone, String account) {
        return (List<?>) phone.evaluate("""
                account => new Promise((resolve) => {
                  const request = indexedDB.open(`minqing.${account}`);
                  request.onsuccess = () => {
                    const found = [];
                    const stores = request.result.transaction(["outings", "photos"]);
                    for (const store of ["outings", "photos"]) {
                      stores.objectStore(store).getAllKeys().onsuccess = (event) => found.push(...event.target.result);
                    }
                    stores.oncomplete = () => { request.result.close(); resolve(found); };
                  };
                })""", account);
    }

    /** Everything that lies on the device, as one text. */
    private static String everything(Page phone) {
        return (String) phone.evaluate("""
                async () => {
                  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
                  for (const name of await caches.keys()) {
                    const cache = await caches.open(name);
                    for (const request of await cache.keys()) {
                      found.push(request.url);
                      if (!/\\.(png|js|css|svg)$/.test(request.url)) {
                        found.push(await (await cache.match(request)).text());
                      }
                    }
                  }
                  for (const { name } of await indexedDB.databases()) {
                    found.push(await new Promise((resolve) => {
                      indexedDB.open(name).onsuccess = (event) => {
                        const base = event.target.result;
                        if (base.objectStoreNames.length === 0) { base.close(); resolve(""); return; }
                        const texts = [];
                        const stores = base.transaction([...base.objectStoreNames]);
                        for (const store of base.objectStoreNames) {
                          stores.objectStore(store).getAll().onsuccess = (all) => texts.push(JSON.stringify(all.target.result));
                        }
                        stores.oncomplete = () => { base.close(); resolve(texts.join()); };
                      };
                    }));
                  }
                  return found.join("\\n");
                }""");
    }
}
