package minqing.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The browser that people of the bureau use: {@code @RegisterExtension static final Chromium CHROMIUM = new Chromium();}.
 * All test classes share it; each page is a visitor of its own. Where {@code CI=true}, a machine without Chromium fails the
 * tests; elsewhere it skips them. Whatever a page complains about in the browser's console fails the test that opened it,
 * unless the test {@link #expect}s it.
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback {

    /** With all that people have, such as the reader of PDF. */
    private static final List<String> WHOLE =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    /** The same pages without a window: less work for the processor. */
    private static final List<String> PLACES = Stream.concat(
                    Stream.of("/usr/bin/chromium-headless-shell"), WHOLE.stream())
            .toList();

    /** How long a page may take on a busy machine; nothing waits that long where all is well. */
    private static final double PATIENCE = 60_000;

    private final List<BrowserContext> opened = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    private final List<String> places;

    private @Nullable Browser browser;

    public Chromium() {
        this(PLACES);
    }

    private Chromium(List<String> places) {
        this.places = places;
    }

    /** For what a browser without a window leaves out: it opens no PDF. */
    public static Chromium whole() {
        return new Chromium(WHOLE);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Path chromium = places.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (chromium == null && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no Chromium on this machine; looked for " + places);
        }
        assumeTrue(chromium != null, "no Chromium on this machine");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        browser = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .getOrComputeIfAbsent(chromium, started -> new Started(chromium), Started.class)
                .browser;
    }

    /** The one browser of all test classes: to start it takes seconds. It closes after the last class. */
    private static final class Started implements ExtensionContext.Store.CloseableResource {

        private final Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        private final Browser browser;

        private Started(Path chromium) {
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium)
                            .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    /** A phone's screen, and nobody logged in yet. */
    public Page phone() {
        return page(options -> options.setViewportSize(360, 740).setHasTouch(true));
    }

    /** A window on a desk, and nobody logged in yet. */
    public Page desktop() {
        return page(options -> options.setViewportSize(1280, 800));
    }

    /** A visitor of their own, with cookies of their own. */
    public Page page(Consumer<Browser.NewContextOptions> more) {
        if (browser == null) {
            throw new IllegalStateException("the browser isn't open: register this as an extension");
        }
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setLocale("zh-CN").setTimezoneId("Asia/Shanghai");
        more.accept(options);
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE);
        opened.add(context);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** Logs a person of the demonstration bureau in, by the login page. */
    public Page login(Page page, int port, String account) {
        page.navigate("http://localhost:" + port + "/login");
        page.fill("#username", account);
        page.fill("#password", "minqing-demo");
        page.click("button[type=submit]");
        assertThat(page.locator(".person-name").textContent())
                .as("who is logged in")
                .isNotBlank();
        return page;
    }

    /** What the browser will complain about in this test, such as {@code status of 409} where somebody is to be too late. */
    public void expect(String complaint) {
        expected.add(complaint);
    }

    /** Fails where a page is wider than its window, so that a person would have to scroll sideways. */
    public static void assertNothingSticksOut(Page page) {
        Object tooWide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assertThat(((Number) tooWide).intValue())
                .as("pixels that %s is wider than its window", page.url())
                .isLessThanOrEqualTo(0);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        // Before it closes: closing cuts off what is still being fetched.
        List<String> unexpected = complaints.stream()
                .filter(complaint -> expected.stream().noneMatch(complaint::contains))
                .toList();
        opened.forEach(BrowserContext::close);
        opened.clear();
        complaints.clear();
        expected.clear();
        assertThat(unexpected).as("what the browser complained about").isEmpty();
    }
}
