package minqing.activity.outing;

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

    @Test
    void whatIsMaskedForOthersIsPrintedWithTheReadersNameAccountAndDayOnEverySheet() throws Exception {
        String mark = UUID.randomUUID().toString();
        String number = enter(
                LEADER,
                visit(
                        "daocheng-langjia",
                        "receptions",
                        List.of(reception("summary", mark, "text", "慢慢说，事情一件一件办。\n".repeat(150)))));
        java.time.LocalDate today = java.time.LocalDate.now(clock);
        String day = today.getYear() + "年" + today.getMonthValue() + "月" + today.getDayOfMonth() + "日";
        List<String> pages = List.of("/outings/" + number, "/registers/receptions?text=" + mark);

        Page knows = CHROMIUM.login(CHROMIUM.desktop(), port, "office2");
        for (String address : pages) {
            knows.navigate("http://localhost:" + port + address);
            assertThat(knows.locator(".watermark").isVisible())
                    .as("on the screen")
                    .isFalse();
            String reader = knows.locator(".person-name").textContent();
            List<String> sheets = sheets(knows);
            assertThat(sheets).as(address).hasSizeGreaterThan(1);
            assertThat(String.join("", sheets)).contains("王大明");
            assertThat(sheets).as(address).allSatisfy(sheet -> assertThat(sheet).contains(reader + "office2" + day));
        }

        Page mustNot = CHROMIUM.login(CHROMIUM.desktop(), port, "inspector");
        for (String address : pages) {
            mustNot.navigate("http://localhost:" + port + address);
            assertThat(mustNot.locator(".watermark").count()).as(address).isZero();
        }
    }

    /** What stands on each sheet, without white space. */
    private static List<String> sheets(Page page) throws Exception {
        try (PDDocument printed = printed(page)) {
            List<String> sheets = new java.util.ArrayList<>();
            for (int sheet = 1; sheet <= printed.getNumberOfPages(); sheet++) {
                PDFTextStripper text = new PDFTextStripper();
                text.setStartPage(sheet);
                text.setEndPage(sheet);
                sheets.add(text.getText(printed).replaceAll("\\s+", ""));
            }
            return sheets;
        }
    }

    private static PDDocument printed(Page page) throws Exception {
        return Loader.loadPDF(page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true)));
    }
}
