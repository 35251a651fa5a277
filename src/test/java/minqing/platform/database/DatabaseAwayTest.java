package minqing.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import minqing.bureau.web.Caller;
import minqing.testing.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The database goes away and comes back: everybody is told, soon and in words, and nobody starts the application anew. */
class DatabaseAwayTest extends ApplicationTest {

    @LocalServerPort
    private int port;

    @Autowired
    private HikariDataSource pool;

    @Autowired
    private DataDirectory directory;

    @Test
    void whileTheDatabaseIsAwayEverythingSaysSoAndAfterwardsGoesOn() throws Exception {
        Caller office = Caller.as("office", port);
        Caller nobody = Caller.nobody(port);
        stop();
        try {
            assertProblem(office.get("/api/me"));
            assertProblem(office.post("/api/problems", "{}"));
            assertProblem(office.get("/camunda/api/engine/engine/default/task"));
            assertPage(office.get("/", "Accept", "text/html"));
            assertPage(office.get("/camunda/app/tasklist/default/", "Accept", "text/html"));
            HttpResponse<String> login = nobody.send(
                    "POST",
                    "/login",
                    ("username=office&password=minqing-demo&_csrf=" + office.token()).getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "X-CSRF-TOKEN",
                    office.token(),
                    "Cookie",
                    "MINQING-CSRF=" + office.token());
            assertPage(login);
            HttpResponse<String> health = nobody.get("/actuator/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(Caller.json(health).at("/components/db/status").asText()).isEqualTo("DOWN");
            // Neither says where the database is.
            assertThat(health.body()).doesNotContain("127.0.0.1", "Exception");
        } finally {
            start();
        }
        // The pool tries again by and by; each of these waits for it.
        int answer = 503;
        for (int attempt = 0; attempt < 40 && answer == 503; attempt++) {
            answer = office.get("/api/me").statusCode();
        }
        assertThat(answer).isEqualTo(200);
        assertThat(office.get("/", "Accept", "text/html").statusCode()).isEqualTo(200);
        assertThat(nobody.get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyWaitsLongForAConnectionAndNoneIsLostWithoutAWord() {
        assertThat(pool.getConnectionTimeout() + pool.getValidationTimeout()).isLessThanOrEqualTo(3000);
        Properties driver = pool.getDataSourceProperties();
        assertThat(Integer.parseInt(driver.getProperty("connectTimeout"))).isBetween(1, 3);
        assertThat(Integer.parseInt(driver.getProperty("loginTimeout"))).isBetween(1, 10);
        // Long enough for any statement, short enough that a thread is not lost for good.
        assertThat(Integer.parseInt(driver.getProperty("socketTimeout"))).isBetween(120, 600);
    }

    private static void assertProblem(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(Caller.json(answer).get("detail").asText()).contains("数据库暂时连接不上");
    }

    private static void assertPage(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body()).contains("<h1>", "数据库暂时连接不上").doesNotContain("Exception");
    }

    private void stop() throws IOException {
        LeftServer.on(cluster()).stop();
    }

    /** With the options it had: the same port. */
    private void start() throws IOException, InterruptedException {
        Path program;
        try (var files = Files.walk(directory.path().resolve("binaries"))) {
            program = files.filter(file -> file.endsWith("bin/pg_ctl"))
                    .findFirst()
                    .orElseThrow();
        }
        String options = Files.readString(cluster().resolve("postmaster.opts")).strip();
        String all = options.substring(options.indexOf(' ')).replaceFirst("\"-D\" \"[^\"]+\"", "");
        Path log = cluster().resolveSibling("restarted.log");
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL does not run as root; in a name space of its own it has no name.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program.toString(), "-D", cluster().toString(), "-w", "-l", log.toString()));
        command.addAll(List.of("-o", all, "start"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", command).isZero();
    }

    private Path cluster() {
        return directory.path().resolve("postgres");
    }
}
