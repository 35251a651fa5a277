package minqing.bureau.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;

/** Calls and pages as features have them, for the tests of what they share. */
@Controller
class TrialApi {

    private final JdbcClient database;
    private final TrialTrouble trouble;

    /** Held by a call of {@code /slow} until the test lets it go. */
    volatile CountDownLatch entered = new CountDownLatch(0);

    volatile CountDownLatch leave = new CountDownLatch(0);

    TrialApi(JdbcClient database, TrialTrouble trouble) {
        this.database = database;
        this.trouble = trouble;
    }

    enum Kind {
        ORDINARY,
        COMPLEX
    }

    record Part(String name, int hours) {}

    record Note(
            @Nullable String title,
            @Nullable Integer days,
            @Nullable LocalDate on,
            @Nullable Kind kind,
            @Nullable Boolean urgent,
            @Nullable List<Part> parts) {}

    record Done(String title, long deeds) {}

    @GetMapping("/api/trial/instant")
    @ResponseBody
    Map<String, Instant> instant() {
        return Map.of("at", Instant.parse("2026-07-05T00:30:00.123456Z"));
    }

    @GetMapping("/api/trial/list")
    @ResponseBody
    PageOf<Integer> list(Paging paging) {
        return PageOf.of(IntStream.range(0, 45).boxed().toList(), paging);
    }

    @GetMapping("/api/trial/years/{year}")
    @ResponseBody
    Map<String, Object> year(
            @PathVariable int year, @RequestParam LocalDate from, @RequestParam(required = false) Kind kind) {
        return Map.of("year", year, "from", from.toString());
    }

    @GetMapping("/api/trial/text/{id}")
    @ResponseBody
    Map<String, Object> text(@PathVariable String id, @RequestParam(required = false) @Nullable String text) {
        String both = id + (text == null ? "" : text);
        return Map.of(
                "length",
                database.sql("select length(cast(:both as text))")
                        .param("both", both)
                        .query(Integer.class)
                        .single());
    }

    @PostMapping("/api/trial/notes")
    ResponseEntity<Done> note(@RequestBody Note note) {
        return ResponseEntity.status(201)
                .header("Location", "/api/trial/notes/1")
                .body(deed(String.valueOf(note.title())));
    }

    @PostMapping("/api/trial/notes/{kind}")
    @ResponseBody
    Done noteAndFail(@PathVariable String kind, @RequestBody Note note) {
        Done done = deed(String.valueOf(note.title()));
        trouble.make(kind);
        return done;
    }

    @PostMapping("/api/trial/free")
    @ResponseBody
    Done free(@RequestBody Map<String, Object> fields) {
        return deed(String.valueOf(fields.get("title")));
    }

    @PostMapping("/api/trial/files")
    @ResponseBody
    Done file(@RequestParam("file") MultipartFile file) {
        return deed(String.valueOf(file.getOriginalFilename()));
    }

    @PostMapping("/api/trial/slow")
    @ResponseBody
    Done slow(@RequestBody Note note) throws InterruptedException {
        entered.countDown();
        if (!leave.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody let it go");
        }
        return deed(String.valueOf(note.title()));
    }

    @GetMapping("/api/trial/trouble/{kind}")
    @ResponseBody
    Map<String, Object> trouble(@PathVariable String kind) {
        trouble.make(kind);
        return Map.of();
    }

    @GetMapping("/trial/trouble/{kind}")
    String troubleOnAPage(@PathVariable String kind) {
        trouble.make(kind);
        return "trial/page";
    }

    record Row(String number, String subject, String place, String step, String light, boolean supervised, int days) {}

    @GetMapping("/trial/page")
    String page(Paging paging, Model model) {
        model.addAttribute("paging", paging);
        model.addAttribute("total", 45L);
        model.addAttribute(
                "rows",
                List.of(
                        new Row("2026-0012", "村口河道淤积，汛期积水难退", "别桥镇 · 陈家村", "梳理交办", "red", true, -2),
                        new Row("2026-0015", "养殖场气味扰民", "别桥镇 · 小石桥村", "办理", "YELLOW", false, 1),
                        new Row("2026-0016", "生活污水管网未接入", "别桥镇 · 前村", "审核", "blue", false, 3),
                        new Row("2026-0021", "垃圾清运点太远，老人不便，希望增设一处并定时清运", "别桥镇 · 后周村", "回访核实", "none", false, 9)));
        return "trial/page";
    }

    private Done deed(String title) {
        database.sql("insert into trial_deed (title) values (:title)")
                .param("title", title)
                .update();
        return new Done(title, deeds(title));
    }

    long deeds(String title) {
        return database.sql("select count(*) from trial_deed where title = :title")
                .param("title", title)
                .query(Long.class)
                .single();
    }
}
