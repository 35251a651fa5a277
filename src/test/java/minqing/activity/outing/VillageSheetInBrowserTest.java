package minqing.activity.outing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import minqing.testing.Chromium;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A village with much going on: on a phone nothing sticks out, and on paper it is one sheet. */
class VillageSheetInBrowserTest extends VillageTest {

    private static final String LANGJIA = "daocheng-langjia";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void itIsReadOnAPhoneAndPrintedOnOneSheet() throws Exception {
        for (int index = 0; index < 4; index++) {
            List<Map<String, Object>> problems = new ArrayList<>();
            for (int problem = 0; problem < 4; problem++) {
                problems.add(problem("title", "村北养殖场污水直排河道，雨天漫到路上，村民多次反映仍未解决" + index + problem));
            }
            Answer entered = post(
                    LEADER,
                    "/api/outings",
                    visit(LANGJIA, "problems", problems, "diary", fields("opinions", "建议尽快接通污水管网，".repeat(40))));
            assertThat(entered.status()).as(entered.body().toString()).isEqualTo(201);
            continueCases(values(entered.body().get("problems"), "number"));
        }
        for (int index = 0; index < 3; index++) {
            handled(LANGJIA, "长期未决" + index, "cannot-yet", "列入明年计划，".repeat(30), "管网未通，".repeat(40));
        }

        Page phone = CHROMIUM.login(CHROMIUM.phone(), port, LEADER);
        for (String path : List.of("/villages", "/villages/" + LANGJIA, "/villages/" + LANGJIA + "/visit")) {
            phone.navigate("http://localhost:" + port + path);
            Chromium.assertNothingSticksOut(phone);
        }
        assertThat(phone.locator("#open li")).hasCount(10);
        assertThat(phone.locator("#open .visit-hint")).containsText("另有 9 件");
        assertThat(phone.locator("#promises li")).hasCount(6);

        byte[] printed = phone.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
        try (PDDocument sheet = Loader.loadPDF(printed)) {
            assertThat(sheet.getNumberOfPages()).isEqualTo(1);
            assertThat(sheet.getPage(0).getMediaBox().getHeight())
                    .isGreaterThan(sheet.getPage(0).getMediaBox().getWidth());
        }
    }
}
