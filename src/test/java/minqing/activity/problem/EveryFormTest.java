package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import minqing.bureau.web.Caller;
import minqing.testing.Chromium;
import minqing.testing.Drill;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every form that one reaches by following links in the main roles: what Enter does in it, and what a device keeps of it. */
class EveryFormTest extends CaseTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final List<String> PEOPLE =
            List.of("wuzhidong", "office", "jiancha", "jijian", "deputy", "supervisor", "admin");

    /** What belongs to a petitioner or to whom words concern, by what a field is called. */
    private static final Pattern PERSONAL = Pattern.compile(
            "姓名|电话|手机|联系(?!日期)|住址|家庭|身份证|群众及|被检举|被反映|来访人(?!数)|接访对象|与会人员|visitor|contact(?!edOn)|phone|accused|attendees");

    /** The bureau's own directory, which every user can read. */
    private static final Pattern DIRECTORY = Pattern.compile("/organization/.*|/password|/login");

    private static final String ONE_LINE = "input:not([type=hidden]):not([type=checkbox]):not([type=radio])"
            + ":not([type=file]):not([type=submit]):not([type=button])";

    /** Forms with a script or with buttons of their own; the others are tried in the browser under {@code -Pdrill}. */
    private static final Set<String> IN_THE_BROWSER = Set.of(
            "post /outings/new",
            "post /outings/*/edit",
            "post /tasks/* triage",
            "post /tasks/* handle",
            "post /organization/responsibility",
            "post /organization/units/new",
            "post /attachments/problems/*");

    private static final int PAGES_OF_A_KIND = 3;

    /** What was found once serves every test of the class. */
    private static final Map<String, Found> FORMS = new LinkedHashMap<>();

    /** Where the walk begins besides the workbench. */
    private static final Set<String> SEEDS = new LinkedHashSet<>(List.of("/", "/password"));

    @LocalServerPort
    private int port;

    /**
     * A form.
     *
     * @param page where it stands
     * @param person who saw it there
     */
    private record Found(String page, String person, Element form) {}

    @BeforeEach
    void walk() throws Exception {
        if (FORMS.isEmpty()) {
            prepare();
            for (String person : PEOPLE) {
                follow(person);
            }
        }
    }

    @Test
    void theWalkSeesTheFormsThatMatter() {
        assertThat(FORMS.keySet())
                .contains(
                        "post /logout",
                        "post /outings/new",
                        "post /outings/*/edit",
                        "post /outings/*/delete",
                        "post /start/problem-handling",
                        "post /tasks/* triage",
                        "post /tasks/* handle",
                        "post /tasks/* verify",
                        "post /tasks/*/transfer",
                        "post /problems/*/urge",
                        "post /problems/*/supervise",
                        "post /problems/*/withdraw",
                        "post /problems/*/request-extension",
                        "post /attachments/problems/*",
                        "post /calendar/*",
                        "post /organization/units/new",
                        "post /organization/accounts/new",
                        "post /organization/units/*/summary",
                        "post /signing",
                        "post /password",
                        "get /problems",
                        "get /outings",
                        "get /");
    }

    /** A browser presses the form's first button when somebody presses Enter in a field of one line. */
    @Test
    void theFirstButtonOfEveryFormHandsItIn() throws IOException {
        List<String> problems = new ArrayList<>();
        FORMS.forEach((what, found) -> judgeButtons(what, found.form(), problems));
        try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
            for (Path template :
                    templates.filter(file -> file.toString().endsWith(".html")).toList()) {
                Jsoup.parse(Files.readString(template))
                        .select("form")
                        .forEach(form -> judgeButtons(template.getFileName().toString(), form, problems));
            }
        }
        assertThat(problems).isEmpty();
    }

    private static void judgeButtons(String what, Element form, List<String> problems) {
        List<Element> buttons = form.select("button:not([type=button]):not([type=reset]), input[type=submit]");
        if (buttons.isEmpty()) {
            return;
        }
        Element first = buttons.get(0);
        boolean aside = first.hasAttr("name") || first.hasAttr("formaction") || first.hasAttr("th:formaction");
        // A page that asks once more has no field to press Enter in.
        boolean asksOnceMore =
                form.hasAttr("data-confirm") && form.select(ONE_LINE).isEmpty();
        boolean destroys = buttons.size() > 1 && first.className().contains("danger");
        if (!asksOnceMore && (aside || destroys)) {
            problems.add("Enter in " + what + " presses " + first.outerHtml());
        }
    }

    @Test
    void whatIdentifiesAPetitionerIsMarkedInEveryForm() {
        List<String> unmarked = new ArrayList<>();
        Map<String, Set<String>> personal = new TreeMap<>();
        Map<String, Set<String>> kept = new TreeMap<>();
        Set<String> never = new TreeSet<>();
        FORMS.forEach((what, found) -> {
            Element form = found.form();
            if (!what.startsWith("post ")) {
                return;
            }
            if (form.attr("data-draft").equals("never")) {
                never.add(what);
            }
            for (Element field : form.select(ONE_LINE + ":not([type=password]), textarea")) {
                String name = field.attr("name").replaceAll("\\[\\d+]", "");
                String label = label(form, field);
                boolean isMarked = field.closest("[data-personal]") != null;
                (isMarked ? personal : kept)
                        .computeIfAbsent(what, key -> new TreeSet<>())
                        .add(name);
                if (!isMarked
                        && !form.attr("data-draft").equals("never")
                        && !DIRECTORY.matcher(what.substring(5)).matches()
                        && PERSONAL.matcher(label + " " + name).find()) {
                    unmarked.add(what + ": " + name + " " + label + " on " + found.page());
                }
            }
        });
        assertThat(unmarked).isEmpty();
        assertThat(personal.get("post /start/problem-handling")).containsExactlyInAnyOrder("contact");
        assertThat(kept.get("post /start/problem-handling")).contains("title", "content");
        Set<String> ofAnOuting = Set.of(
                "receptions.visitor",
                "receptions.contact",
                "receptions.matter",
                "receptions.text",
                "problems.contact",
                "forums.attendees");
        assertThat(personal.get("post /outings/*/edit")).containsExactlyInAnyOrderElementsOf(ofAnOuting);
        assertThat(personal.get("post /outings/new")).containsExactlyInAnyOrderElementsOf(ofAnOuting);
        assertThat(kept.get("post /outings/*/edit"))
                .contains(
                        "labour.work", "diary.seen", "problems.content", "forums.text", "receptions.summary", "reason");
        assertThat(kept.get("post /problems/*/urge")).containsExactly("reason");
        assertThat(kept.get("post /calendar/*")).containsExactly("notice");
        // A file can't be kept, nor the line beside it be anything without it; an accusation never is.
        assertThat(never)
                .contains("post /accusations/new")
                .allMatch(what -> what.startsWith("post /attachments/") || what.startsWith("post /accusations/"));
    }

    @Test
    void enterInAFieldOfOneLinePressesNothingElse() {
        Map<String, Page> pages = new HashMap<>();
        List<String> problems = new ArrayList<>();
        int tried = 0;
        for (Map.Entry<String, Found> entry : FORMS.entrySet()) {
            Found found = entry.getValue();
            if (found.form().select(ONE_LINE).isEmpty() || !(Drill.WHOLE || IN_THE_BROWSER.contains(entry.getKey()))) {
                continue;
            }
            Page page =
                    pages.computeIfAbsent(found.person(), person -> CHROMIUM.login(CHROMIUM.desktop(), port, person));
            page.navigate("http://localhost:" + port + found.page());
            page.evaluate("""
                    () => {
                      window.pressed = [];
                      document.querySelectorAll('details').forEach(details => (details.open = true));
                      document.addEventListener('click', event => {
                        if (event.target.closest('button, [type=submit]')) {
                          pressed.push(event.target.closest('button, [type=submit]'));
                          event.preventDefault();
                          event.stopImmediatePropagation();
                        }
                      }, true);
                    }""");
            Locator fields = page.locator(
                    "form[action='" + found.form().attr("action") + "'] " + ONE_LINE.replace("input", "input:visible"));
            for (int at = 0; at < fields.count(); at++) {
                Locator field = fields.nth(at);
                if (!field.isVisible() || !field.isEnabled() || !field.isEditable()) {
                    continue;
                }
                tried++;
                field.press("Enter");
                Object wrong = field.evaluate("""
                        field => pressed.splice(0).filter(button => button.form !== field.form || button.name).map(button => button.outerHTML).join()""");
                if (!wrong.equals("")) {
                    problems.add(entry.getKey() + " " + field.getAttribute("name") + " presses " + wrong);
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(tried).isGreaterThan(30);
    }

    @Test
    void enterLosesNoWordOfAnOutingWithAndWithoutScript() throws Exception {
        String number = outing();
        for (boolean script : List.of(true, false)) {
            CHROMIUM.expect("status of 422");
            Page page = CHROMIUM.login(
                    CHROMIUM.page(options -> options.setViewportSize(360, 740).setJavaScriptEnabled(script)),
                    port,
                    "wuzhidong");
            for (String address : List.of("/outings/new", "/outings/" + number + "/edit")) {
                page.navigate("http://localhost:" + port + address);
                if (script) {
                    page.evaluate("document.querySelectorAll('details').forEach(details => (details.open = true))");
                } else {
                    page.locator("details[data-part] > summary").all().forEach(summary -> {
                        if (summary.locator("..").getAttribute("open") == null) {
                            summary.click();
                        }
                    });
                }
                String work = "和村民一起清理河道" + UUID.randomUUID();
                page.locator("[name='labour[0].work']").fill(work);
                page.locator("[name='receptions[0].visitor']").fill("来访人");
                for (String field : List.of("receptions[0].visitor", "date")) {
                    page.locator("[name='" + field + "']").press("Enter");
                    page.waitForLoadState();
                    assertThat(page.locator("[name='labour[0].work']").inputValue())
                            .as("Enter in %s of %s, script %s", field, address, script)
                            .isEqualTo(work);
                    assertThat(page.locator("[name='receptions[0].visitor']").inputValue())
                            .isEqualTo("来访人");
                }
            }
            page.context().close();
        }
    }

    // ---- the walk

    private void prepare() throws Exception {
        SEEDS.add("/problems/" + report("wuzhidong"));
        SEEDS.add("/problems/" + handling());
        verifying();
        outing();
    }

    private String outing() throws Exception {
        Map<String, Object> outing = Map.of(
                "date",
                LocalDate.now(clock).toString(),
                "kind",
                "households",
                "village",
                "hexing-shangshi",
                "labour",
                List.of(Map.of("work", "清理河道")));
        Answer entered = post("wuzhidong", "/api/outings", outing);
        assertThat(entered.status()).as(entered.body().toString()).isEqualTo(201);
        return entered.body().get("id").asText();
    }

    private void follow(String person) throws IOException, InterruptedException {
        Caller caller = Caller.as(person, port);
        Map<String, Integer> kinds = new HashMap<>();
        Set<String> known = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(SEEDS);
        while (!open.isEmpty()) {
            String address = open.poll();
            if (kinds.merge(kind(address), 1, Integer::sum) > PAGES_OF_A_KIND) {
                continue;
            }
            HttpResponse<String> answer = caller.get(address, "Accept", "text/html");
            answer.headers()
                    .firstValue("Location")
                    .map(there -> URI.create(there).getPath())
                    .ifPresent(open::add);
            Document page = Jsoup.parse(answer.body());
            for (Element form : page.select("form")) {
                String action = form.attr("action").isEmpty() ? address : form.attr("action");
                String method = form.attr("method").isEmpty() ? "get" : form.attr("method");
                String what = method + " " + general(action);
                // The forms of tasks differ.
                String schema = what.equals("post /tasks/*")
                        ? form.select("[data-form]").attr("data-form")
                        : "";
                FORMS.putIfAbsent((what + " " + schema).strip(), new Found(address, person, form));
            }
            for (Element link : page.select("a[href]")) {
                String there = link.attr("href").replaceAll("#.*", "");
                if (there.matches("/(?!/|api/|camunda/|swagger|webjars/|v3/).*")
                        && !there.matches(".*\\.(docx|pdf|xlsx)(\\?.*)?")
                        && known.add(there)) {
                    open.add(there);
                }
            }
        }
    }

    /** Pages of a kind look alike. */
    private static String kind(String address) {
        String path = general(address.replaceAll("\\?.*", ""));
        String[] parts = path.split("/");
        boolean thing = parts.length == 3 && !parts[1].matches("tasks|organization|statistics|registers");
        return thing && !parts[2].equals("new") ? "/" + parts[1] + "/*" : path;
    }

    private static String general(String address) {
        return address.replaceAll("\\?.*", "")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "*")
                .replaceAll("O?\\d{4}-\\d{4,}", "*")
                .replaceAll("/\\d+(?=/|$)", "/*")
                .replaceAll("^(/organization/(?!import)[a-z-]+)/(?!new)[^/]+", "$1/*");
    }

    private static String label(Element form, Element field) {
        Element label = field.id().isEmpty() ? null : form.selectFirst("label[for='" + field.id() + "']");
        Element around = field.closest("label");
        return label != null ? label.text() : around == null ? "" : around.text();
    }
}
