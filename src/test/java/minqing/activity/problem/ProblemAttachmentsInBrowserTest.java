package minqing.activity.problem;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import minqing.testing.Chromium;
import minqing.testing.SampleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Files attached with a phone, with script and without. */
class ProblemAttachmentsInBrowserTest extends CaseTest {

    @RegisterExtension
    static final Chromium CHROMIUM = Chromium.whole();

    @LocalServerPort
    private int port;

    @Test
    void filesAreAttachedWhileATaskIsFilledInAndNothingTypedIsLost() {
        CHROMIUM.expect("status of 422");
        String number = handling();
        Page phone = CHROMIUM.login(CHROMIUM.phone(), port, "jiancha");
        phone.navigate(address("/tasks/" + task(number, "handle").getId()));
        phone.getByLabel("解决处理情况").fill("已到现场，正在整改。");

        choose(phone, photo("IMG_0001.jpg"), photo("IMG_0002.jpg"));
        Locator files = phone.locator(".attachments-list > li");
        assertThat(files).hasCount(2);
        assertThat(phone.locator(".attachments .alert-success")).hasText("附件已上传。");
        assertThat(phone.getByLabel("解决处理情况")).hasValue("已到现场，正在整改。");
        assertThat(files.first().locator("img")).hasJSProperty("complete", true);
        assertThat(((Number) files.first().locator("img").evaluate("image => image.naturalWidth")).intValue())
                .isEqualTo(320);
        Chromium.assertNothingSticksOut(phone);

        choose(phone, new FilePayload("程序.exe", "application/octet-stream", SampleFiles.latin("MZ\u0090\0")));
        assertThat(phone.locator(".attachments .alert-danger:visible")).containsText("第 1 个文件的类型不支持");
        assertThat(files).hasCount(2);

        files.first().locator("summary").click();
        files.first().getByLabel("删除原因").fill("拍糊了");
        files.first().getByText("确认删除").click();
        assertThat(phone.locator(".attachments-removed")).containsText("原因：拍糊了");
        assertThat(phone.getByLabel("解决处理情况")).hasValue("已到现场，正在整改。");
    }

    @Test
    void whatIsTooLargeIsSaidBeforeItSetsOut(@TempDir Path folder) throws IOException {
        Path large = folder.resolve("large.txt");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(41L * 1024 * 1024);
        }
        Page phone = CHROMIUM.login(CHROMIUM.phone(), port, "wuzhidong");
        phone.navigate(address("/problems/" + report("wuzhidong")));
        phone.locator("#attachments-choose").setInputFiles(large);
        assertThat(phone.locator(".attachments .alert-danger:visible")).containsText("所选文件合计过大");
        assertThat(phone.locator(".attachments-add button")).isDisabled();
    }

    /** The browser's own viewer starts although the file itself may do nothing. */
    @Test
    void aPdfIsReadInTheBrowser() {
        String number = report("wuzhidong");
        Page window = CHROMIUM.login(CHROMIUM.desktop(), port, "wuzhidong");
        window.navigate(address("/problems/" + number));
        choose(window, new FilePayload("材料.pdf", "application/pdf", SampleFiles.pdf("")));
        assertThat(window.locator(".attachments-list [download]")).hasText("下载");
        Page file = window.waitForPopup(() -> window.getByText("材料.pdf").click());
        file.waitForCondition(
                () -> file.frames().stream().anyMatch(frame -> frame.url().startsWith("chrome-extension://")));
    }

    @Test
    void withoutScriptOneComesBackToThePage() {
        Page plain = CHROMIUM.login(
                CHROMIUM.page(options -> options.setViewportSize(360, 740).setJavaScriptEnabled(false)),
                port,
                "wuzhidong");
        String page = address("/problems/" + report("wuzhidong"));
        plain.navigate(page);
        choose(plain, photo("IMG_0003.jpg"));
        assertThat(plain).hasURL(page + "#attachments");
        assertThat(plain.locator(".attachments .alert-success")).hasText("附件已上传。");
        assertThat(plain.locator(".attachments-list bdi")).hasText("IMG_0003.jpg");
    }

    private static FilePayload photo(String name) {
        return new FilePayload(name, "image/jpeg", SampleFiles.photo(900, 600, 1));
    }

    private static void choose(Page page, FilePayload... files) {
        page.locator("#attachments-choose").setInputFiles(files);
        page.getByText("上传附件").click();
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }
}
