package minqing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import minqing.bureau.access.Visitor;
import minqing.platform.engine.TimeConfiguration;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A bureau with units, accounts, villages and people of its own, on an empty database without the demonstration, from the
 * first start to a month that is sealed: what its people do, they do over HTTP.
 */
class OwnBureauTest extends ApplicationTest {

    private static final String DATABASE = "own_bureau";
    private static final String GIVEN = "Given-For-Once-7";
    private static final String CHOSEN = "Chosen-By-Myself-8";
    private static final YearMonth MONTH = YearMonth.of(2026, 3);
    private static final String SEAL = "龙山县生态环境局";

    /** Who works there: login, name, groups. */
    private static final List<String[]> PEOPLE = List.of(
            new String[] {"zhaoqiming", "赵启明", "leader"},
            new String[] {"liwen", "李文", "office"},
            new String[] {"qianfu", "钱富", "approver"},
            new String[] {"sunzheng", "孙正", "approver"},
            new String[] {"zhoubing", "周冰", "unit-zhifa"},
            new String[] {"wuyong", "吴勇", "unit-zhifa", "head-zhifa"},
            new String[] {"zhengli", "郑丽", "unit-zhen"},
            new String[] {"wangduban", "王笃", "supervisor"});

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    private DataSource server;

    @Autowired
    private JdbcClient database;

    @TempDir
    private Path files;

    private ConfigurableApplicationContext bureau;
    private int port;

    @BeforeEach
    void aBureauStarts() throws IOException {
        write(
                "units.csv",
                "code,name,seal_name,kind",
                "sthj,县生态环境局," + SEAL + ",bureau",
                "zhifa,执法大队,龙山县执法大队,internal",
                "zhen,青溪镇政府,龙山县青溪镇人民政府,external");
        write("leaders.csv", "account,name,position,unit", "zhaoqiming,赵启明,党组书记,sthj");
        write(
                "villages.csv",
                "id,town,administrative_village,natural_village",
                "liuhe,青溪镇,柳河村,",
                "liuhe-dongtou,青溪镇,柳河村,东头",
                "liuhe-xitou,青溪镇,柳河村,西头");
        write("communities.csv", "id,name", "heping,和平社区");
        write(
                "pairing.csv",
                "participating_unit,leader,town,administrative_village,natural_village,village_contact,paired_community",
                "县生态环境局,赵启明,青溪镇,柳河村,东头,冯大年,和平社区",
                "县生态环境局,赵启明,青溪镇,柳河村,西头,冯大年,和平社区");
        time(LocalDateTime.of(2026, 3, 2, 9, 30));
        database.sql("drop database if exists " + DATABASE + " with (force)").update();
        database.sql("create database " + DATABASE).update();
        start();
    }

    @AfterEach
    void theBureauStops() {
        bureau.close();
        database.sql("drop database if exists " + DATABASE + " with (force)").update();
    }

    @Test
    void itsPeopleBringAProblemFromAnOutingToTheSealedMonth() throws Exception {
        peopleComeIn();
        Person admin = person("guanli", CHOSEN);
        Person leader = person("zhaoqiming");
        Person office = person("liwen");

        // Nobody has said yet who is responsible: the table that comes with the application names no unit.
        String early =
                outing(leader, "water", "normal").at("/problems/0/number").asText();
        assertThat(triage(office, early).at("/data/leadUnit").isMissingNode()).isTrue();

        JsonNode table = admin.get("/api/organization/responsibility");
        assertThat(table.at("/rows")).hasSize(1);
        admin.put(
                "/api/organization/responsibility",
                Map.of(
                        "version",
                        table.at("/version").asInt(),
                        "rows",
                        List.of(
                                Map.of(
                                        "categories",
                                        List.of("noise"),
                                        "towns",
                                        List.of("青溪镇"),
                                        "leadUnit",
                                        "zhifa",
                                        "assistingUnits",
                                        List.of("zhen")),
                                Map.of())));
        admin.put(
                "/api/organization/units/sthj/summary",
                Map.of("firstPeriod", MONTH.toString(), "signers", List.of("qianfu", "sunzheng")));

        JsonNode outing = outing(leader, "noise", "normal");
        String number = outing.at("/problems/0/number").asText();
        JsonNode triage = triage(office, number);
        assertThat(triage.at("/data/leadUnit").asText()).isEqualTo("zhifa");
        assertThat(triage.at("/data/assistingUnits/0").asText()).isEqualTo("zhen");
        office.complete(number, "triage", "outcome", "assign", "leadUnit", "zhifa", "assistingUnits", List.of("zhen"));
        Person handler = person("zhoubing");
        handler.complete(number, "acknowledge", "outcome", "accept");
        person("zhengli").complete(number, "assist", "outcome", "done", "result", "已联系村委会");
        handler.complete(
                number,
                "handle",
                "outcome",
                "done",
                "handling",
                "夜间停工",
                "answer",
                "已当面说明",
                "answeredOn",
                "2026-03-02",
                "answerMethod",
                "face-to-face");
        person("wuyong").complete(number, "review", "outcome", "approve");
        leader.complete(number, "verify", "outcome", "resolved", "satisfaction", "satisfied", "opinion", "安静了");
        assertThat(office.get("/api/problems/" + number).at("/status").asText()).isEqualTo("closed");

        time(LocalDateTime.of(2026, 3, 18, 9, 0, 1));
        work();
        time(LocalDateTime.of(2026, 3, 23, 9, 0));
        work();
        String month = "sthj/" + MONTH;
        office.complete(month, "check", "outcome", "present");
        person("qianfu").complete(month, "sign", "outcome", "approve");
        person("sunzheng").complete(month, "sign", "outcome", "approve");
        JsonNode sealed = office.get("/api/summaries/" + month);
        assertThat(sealed.at("/status").asText()).isEqualTo("sealed");
        assertThat(sealed.at("/figures/leaders").asInt()).isEqualTo(1);
        assertThat(sealed.at("/figures/labour").asInt()).isEqualTo(2);
        assertThat(sealed.at("/figures/visitors").asInt()).isEqualTo(2);
        assertThat(sealed.at("/figures/collected").asInt()).isEqualTo(2);
        assertThat(sealed.at("/figures/resolved").asInt()).isEqualTo(1);
        assertThat(office.get("/api/summaries/" + month + "/verify")
                        .at("/intact")
                        .asBoolean())
                .isTrue();
        assertThat(documentText(office.download("/api/summaries/" + month + ".docx")))
                .contains(SEAL)
                .contains("2026");
        office.complete(
                month, "submit", "outcome", "submitted", "method", "paper", "receipt", "收讫", "stampedOn", "2026-03-23");

        nothingShowsTheDemonstration(number, early, outing.at("/id").asText(), month);
    }

    /** Whatever its people open is theirs; and what an administrator has deployed outlives the next start. */
    private void nothingShowsTheDemonstration(String number, String early, String outing, String month)
            throws Exception {
        Set<String> foreign = new TreeSet<>(NamesOfTheDemonstrationTest.names());
        foreign.removeIf(name -> name.chars().allMatch(character -> character < 128));
        foreign.remove("系统管理员");
        List<String> pages = List.of(
                "/",
                "/informed",
                "/problems",
                "/problems/" + number,
                "/outings/" + outing,
                "/registers/labour",
                "/villages",
                "/villages/liuhe-dongtou",
                "/pairings",
                "/summaries?year=2026",
                "/summaries/" + month,
                "/statistics/2026");
        for (String account : List.of("zhaoqiming", "liwen")) {
            Visitor reader = new Visitor(port);
            reader.logIn(account, CHOSEN);
            for (String page : pages) {
                HttpResponse<String> answer = reader.get(page, "Accept", "text/html");
                assertThat(answer.statusCode()).as(account + " " + page).isEqualTo(200);
                assertThat(foreign.stream().filter(answer.body()::contains))
                        .as(account + " " + page)
                        .isEmpty();
            }
        }
        assertThat(documentText(person("liwen").download("/api/pairings.docx")))
                .contains("青溪镇", "东头", "和平社区", "赵启明")
                .doesNotContain(foreign);
        bureau.close();
        start();
        person("liwen").complete(early, "triage", "outcome", "decline", "reason", "不属本局职责");
        assertThat(person("guanli", CHOSEN)
                        .get("/api/organization/responsibility")
                        .at("/rows/0/leadUnit")
                        .asText())
                .isEqualTo("zhifa");
    }

    // ---- the bureau

    private void start() {
        HikariDataSource pool;
        try {
            pool = server.unwrap(HikariDataSource.class);
        } catch (java.sql.SQLException other) {
            throw new IllegalStateException(other);
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.port", "0");
        settings.put("spring.datasource.url", pool.getJdbcUrl().replaceFirst("/[^/]*$", "/" + DATABASE));
        settings.put("spring.datasource.username", pool.getUsername());
        settings.put("spring.datasource.password", pool.getPassword());
        settings.put("spring.datasource.hikari.maximum-pool-size", "8");
        settings.put("minqing.demo", "false");
        settings.put("minqing.admin.user", "guanli");
        settings.put("minqing.admin.password", CHOSEN);
        settings.put("minqing.organization-data", files.toString());
        settings.put("camunda.bpm.job-execution.enabled", "false");
        // The engine's web applications keep one engine for the whole machine: that of the other tests.
        settings.put("camunda.bpm.process-engine-name", "own");
        settings.put("camunda.bpm.webapp.enabled", "false");
        bureau = new SpringApplicationBuilder(MinqingApplication.class)
                .run(settings.entrySet().stream()
                        .map(one -> "--" + one.getKey() + "=" + one.getValue())
                        .toArray(String[]::new));
        port = ((ServletWebServerApplicationContext) bureau).getWebServer().getPort();
    }

    private void write(String file, String... lines) throws IOException {
        Files.write(files.resolve(file), Arrays.asList(lines), StandardCharsets.UTF_8);
    }

    private static void time(LocalDateTime moment) {
        ClockUtil.setCurrentTime(Date.from(moment.atZone(TimeConfiguration.ZONE).toInstant()));
    }

    /** Runs what the job executor would run by now, until nothing is left. */
    private void work() {
        ManagementService jobs = bureau.getBean(ManagementService.class);
        for (int round = 0; round < 50; round++) {
            List<Job> due = jobs.createJobQuery().executable().list().stream()
                    .filter(job -> job.getProcessDefinitionKey() != null)
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> jobs.executeJob(job.getId()));
        }
        throw new AssertionError("the work does not end");
    }

    /** The administrator makes the accounts; each person chooses a password. */
    private void peopleComeIn() throws Exception {
        Visitor admin = new Visitor(port);
        admin.logIn("guanli", CHOSEN);
        for (String[] one : PEOPLE) {
            List<Map.Entry<String, String>> form = new ArrayList<>(List.of(
                    Map.entry("account", one[0]),
                    Map.entry("name", one[1]),
                    Map.entry("password", GIVEN),
                    Map.entry("_csrf", admin.tokenOn("/organization/accounts/new"))));
            for (String group : Arrays.asList(one).subList(2, one.length)) {
                form.add(Map.entry("groups", group));
            }
            HttpResponse<String> made = admin.post("/organization/accounts/new", form);
            assertThat(made.statusCode()).as(made.body()).isEqualTo(302);
            Visitor person = new Visitor(port);
            person.logIn(one[0], GIVEN);
            assertThat(person.post(
                                    "/password",
                                    Map.of(
                                            "present",
                                            GIVEN,
                                            "password",
                                            CHOSEN,
                                            "again",
                                            CHOSEN,
                                            "_csrf",
                                            person.tokenOn("/password")))
                            .statusCode())
                    .isEqualTo(302);
        }
    }

    private JsonNode outing(Person leader, String category, String urgency) throws Exception {
        Map<String, Object> outing = new LinkedHashMap<>();
        outing.put("date", "2026-03-02");
        outing.put("kind", "households");
        outing.put("village", category.equals("noise") ? "liuhe-dongtou" : "liuhe-xitou");
        outing.put("labour", List.of(Map.of("work", "清理沟渠")));
        outing.put("receptions", List.of(Map.of("visitor", "马老汉", "matter", "反映噪声", "summary", "反映噪声")));
        outing.put("diary", Map.of("seen", "夜间机器响"));
        outing.put(
                "problems",
                List.of(Map.of(
                        "title",
                        "夜间噪声" + category,
                        "content",
                        "石料场夜间作业，" + category,
                        "category",
                        category,
                        "urgency",
                        urgency)));
        JsonNode created = leader.post("/api/outings", outing);
        work();
        return created;
    }

    private JsonNode triage(Person office, String number) throws Exception {
        return office.get("/api/tasks/" + office.task(number, "triage"));
    }

    private static String documentText(byte[] document) throws IOException {
        try (ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(document))) {
            for (var part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                if (part.getName().equals("word/document.xml")) {
                    return new String(parts.readAllBytes(), StandardCharsets.UTF_8).replaceAll("<[^>]*>", "");
                }
            }
        }
        throw new AssertionError("no document");
    }

    private Person person(String account) {
        return person(account, CHOSEN);
    }

    private Person person(String account, String password) {
        return new Person(account, password);
    }

    /** One of the bureau's people, over HTTP. */
    private final class Person {

        private final String account;
        private final String[] basic;

        Person(String account, String password) {
            this.account = account;
            this.basic = Visitor.basic(account, password);
        }

        JsonNode get(String path) throws Exception {
            return read(200, send("GET", path, null));
        }

        JsonNode post(String path, Object body) throws Exception {
            return read(201, send("POST", path, JSON.writeValueAsString(body)));
        }

        void put(String path, Object body) throws Exception {
            read(200, send("PUT", path, JSON.writeValueAsString(body)));
        }

        byte[] download(String path) throws Exception {
            return http.send(request(path).GET().build(), BodyHandlers.ofByteArray())
                    .body();
        }

        String task(String number, String step) throws Exception {
            JsonNode box = get("/api/tasks?box=todo&size=200");
            for (JsonNode task : box.at("/items")) {
                if (task.at("/businessKey").asText().equals(number)
                        && task.at("/key").asText().equals(step)) {
                    return task.at("/id").asText();
                }
            }
            throw new AssertionError(account + " has no " + step + " of " + number + ": " + box);
        }

        void complete(String number, String step, Object... fields) throws Exception {
            Map<String, Object> body = new LinkedHashMap<>();
            for (int index = 0; index < fields.length; index += 2) {
                body.put((String) fields[index], fields[index + 1]);
            }
            read(200, send("POST", "/api/tasks/" + task(number, step) + "/complete", JSON.writeValueAsString(body)));
            work();
        }

        HttpResponse<String> send(String method, String path, @Nullable String body) throws Exception {
            return http.send(
                    request(path)
                            .header("Content-Type", "application/json")
                            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .headers(basic);
        }

        private JsonNode read(int status, HttpResponse<String> answer) throws IOException {
            assertThat(answer.statusCode())
                    .as(account + " " + answer.uri() + " " + answer.body())
                    .isEqualTo(status);
            return JSON.readTree(answer.body());
        }
    }
}
