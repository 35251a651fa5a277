package minqing.activity.problem;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import minqing.activity.summary.SummaryProcess;
import minqing.bureau.calendar.SubmissionSchedule;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.testing.Chromium;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Draws the pictures of the README anew: {@code mvn test -Dtest=ReadmePictures}. Its name keeps it out of the ordinary run.
 * It comes first, and the inbox before the process, so that nothing else stands in the inbox.
 */
@Order(Integer.MIN_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadmePictures extends CaseTest {

    private static final Path FOLDER = Path.of("doc");

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private SubmissionSchedules schedules;

    @Test
    @Order(1)
    void theInboxOfTheOffice() {
        LocalDate today = LocalDate.of(2026, 11, 24);
        day(today, 7);
        reported("wuzhidong", "上市村", "noise", "砖瓦厂夜间装卸扰民");
        day(today, 6);
        String supervised = reported("zhouwei", "对河村", "water", "河道水体发黑发臭");
        complete("office", supervised, "triage", "outcome", "assign", "leadUnit", "jiancha");
        send(
                "supervisor",
                "supervise",
                supervised,
                "reason",
                "请尽快到现场查明来源",
                "replyBy",
                today.plusDays(3).toString());
        complete("jiancha", supervised, "acknowledge", "outcome", "object", "reason", "涉及上游镇，不属本单位职责");
        day(today, 5);
        reported("xiejiandong", "前塘村", "livestock", "养猪场粪污直排村塘");
        day(today, 4);
        String returned = reported("office", "姚家村", "waste", "村口渣土长期无人清运");
        complete("office2", returned, "triage", "outcome", "return-to-reporter", "reason", "请补充堆放数量");
        day(today, 1);
        reported("yangyumei", "五里亭村", "air", "化工企业排气筒有刺鼻气味");
        day(today, 0);
        reported("wuzhidong", "北舍村", "facility", "污水管网堵塞外溢到路面");
        reported("xujianyun", "虞家村", "sanitation", "垃圾收集点满溢，清运不及时");

        Page page = CHROMIUM.page(options -> options.setViewportSize(1200, 600).setDeviceScaleFactor(1.5));
        CHROMIUM.login(page, port, "office");
        page.navigate("http://localhost:" + port + "/");
        assertThat(page.locator(".light-red")).not().hasCount(0);
        assertThat(page.locator(".light-blue")).not().hasCount(0);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(FOLDER.resolve("inbox.png")));
    }

    @Test
    @Order(2)
    void theProcessOfAProblem() {
        draw("wuzhidong", ProblemProcess.KEY, report("wuzhidong"));
    }

    @Test
    @Order(3)
    void theProcessOfAMonth() throws Exception {
        SubmissionSchedule running = schedules.containing(LocalDate.now(clock));
        YearMonth month = running.month();
        setDay(running.cutOff().plusDays(1));
        assertEquals(
                201, post("office", "/api/summaries/epb/" + month, Map.of()).status());
        draw("office", SummaryProcess.KEY, "epb/" + month);
    }

    /** The whole model on one sheet, with the mark of the library that draws it. */
    private void draw(String account, String processKey, String number) {
        Page page = CHROMIUM.page(options -> options.setViewportSize(1280, 800).setDeviceScaleFactor(1));
        CHROMIUM.login(page, port, account);
        page.navigate("http://localhost:" + port + "/cases/" + processKey + "/" + number);
        assertThat(page.locator("[data-process-picture][data-drawn]")).isVisible();
        // The frame of the page goes, the canvas takes the shape of the drawing.
        Locator canvas = page.locator(".inbox-canvas");
        canvas.evaluate("""
                canvas => {
                  const box = canvas.querySelector(".viewport").getBBox();
                  document.body.replaceChildren(canvas);
                  canvas.style.cssText = "position:fixed;inset:0 auto auto 0;border:0;width:3600px;height:"
                    + Math.ceil((box.height + 40) * 3600 / (box.width + 40)) + "px";
                  canvas.querySelectorAll(".inbox-current, .inbox-passed")
                    .forEach(one => one.classList.remove("inbox-current", "inbox-passed"));
                  const svg = canvas.querySelector(".viewport").ownerSVGElement;
                  svg.setAttribute("viewBox", [box.x - 20, box.y - 20, box.width + 40, box.height + 40].join(" "));
                  canvas.querySelector(".viewport").removeAttribute("transform");
                }""");
        BoundingBox box = canvas.boundingBox();
        page.setViewportSize((int) box.width, (int) box.height);
        assertThat(page.locator(".bjs-powered-by")).isVisible();
        canvas.screenshot(new Locator.ScreenshotOptions().setPath(FOLDER.resolve(processKey + ".png")));
    }

    /** Moves the clock to noon, so many working days before a day. */
    private void day(LocalDate last, int workingDaysBefore) {
        LocalDate day = last;
        for (int left = workingDaysBefore; left > 0; ) {
            day = day.minusDays(1);
            if (calendar.isWorkingDay(day)) {
                left--;
            }
        }
        setDay(day);
    }

    private String reported(String reporter, String village, String category, String title) {
        return report(
                reporter, new HashMap<>(Map.of("title", title, "village", village(village), "category", category)));
    }
}
