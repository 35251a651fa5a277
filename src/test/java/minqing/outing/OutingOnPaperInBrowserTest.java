package minqing.outing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.UUID;
import minqing.testing.Chromium;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages of outings as a browser prints them: what stands on them is legible, and on a sheet that lies the right way. */
class OutingOnPaperInBrowserTest extends VillageTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void anOutingIsPrintedUprightAndARegisterOnItsSide() throws Exception {
        String mark = UUID.randomUUID().toString();
        String number = enter(
                LEADER,
                visit(
                        "daocheng-langjia",
                        "forums",
                        List.of(fields("attendees", "村民代表", "topic", "议题" + mark, "text", "大家谈得很好。".repeat(20)))));
        Page page = CHROMIUM.login(CHROMIUM.desktop(), port, LEADER);

        page.navigate("http://localhost:" + port + "/outings/" + number);
        try (PDDocument sheet = printed(page)) {
            assertThat(sheet.getPage(0).getMediaBox().getHeight())
                    .isGreaterThan(sheet.getPage(0).getMediaBox().getWidth());
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
            assertThat(page.locator(".badge").first().evaluate("badge => getComputedStyle(badge).color"))
                    .isEqualTo("rgb(0, 0, 0)");
        }

        page.navigate("http://localhost:" + port + "/registers/forums?text=" + mark);
        try (PDDocument sheet = printed(page)) {
            assertThat(sheet.getNumberOfPages()).isEqualTo(1);
            assertThat(sheet.getPage(0).getMediaBox().getWidth())
                    .isGreaterThan(sheet.getPage(0).getMediaBox().getHeight());
            assertThat(new PDFTextStripper().getText(sheet)).contains("座谈会情况登记", "大家谈得很好");
        }
    }

    private static PDDocument printed(Page page) throws Exception {
        return Loader.loadPDF(page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true)));
    }
}
