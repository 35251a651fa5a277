package minqing.bureau.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Valve;
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** By which host somebody says to have come: it never stands in an answer, and only our own proxies are asked. */
class HostsTest extends WebTest {

    private static final String FORGED = "forged.example";

    @Autowired
    private ServletWebServerApplicationContext server;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/problems?status=open",
                "/no-such-page",
                "/camunda",
                "/camunda/",
                "/camunda/app",
                "/camunda/app/",
                "/camunda/app/tasklist",
                "/camunda/app/tasklist/",
                "/camunda/app/cockpit/default",
                "/swagger-ui.html",
                "/swagger-ui",
                "/v3/api-docs",
                "/login",
                "/login?error",
                "/actuator",
                "/api/me",
                "/css",
                "/webjars"
            })
    void aForgedHostStandsInNoAnswer(String path) throws Exception {
        String session = cookies(exchange("GET " + path + " HTTP/1.1", "", "Host: " + FORGED));
        for (String cookies : List.of("", session, as("admin").cookies())) {
            for (List<String> headers : List.of(
                    List.of("Host: " + FORGED),
                    List.of("Host: localhost", "X-Forwarded-Host: " + FORGED, "X-Forwarded-Port: 1"),
                    List.of("Host: localhost", "Forwarded: host=" + FORGED + ";proto=https"),
                    List.of("Host: localhost", "X-Forwarded-Proto: https", "X-Forwarded-Host: " + FORGED),
                    List.of("Host: localhost", "X-Forwarded-Prefix: //" + FORGED),
                    List.of("Host: localhost", "X-Original-URL: //" + FORGED))) {
                List<String> all = new ArrayList<>(headers);
                all.add("Accept: text/html");
                if (!cookies.isEmpty()) {
                    all.add("Cookie: " + cookies);
                }
                String answer = exchange("GET " + path + " HTTP/1.1", "", all.toArray(String[]::new));
                assertThat(answer)
                        .as("%s %s", path, all)
                        .startsWith("HTTP/1.1 ")
                        .doesNotContain(FORGED);
                assertThat(location(answer))
                        .as("%s %s", path, all)
                        .doesNotContain("://")
                        .doesNotStartWith("//");
            }
        }
    }

    @Test
    void afterTheLoginThePageAskedForComesWithoutTheHost() throws Exception {
        String asked = exchange("GET /problems?status=open HTTP/1.1", "", "Host: " + FORGED, "Accept: text/html");
        String login = exchange("GET /login HTTP/1.1", "", "Host: " + FORGED, "Cookie: " + cookies(asked));
        String token = login.replaceAll("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]+)\".*", "$1");
        String done = exchange(
                "POST /login HTTP/1.1",
                "username=office&password=minqing-demo&_csrf=" + token,
                "Host: " + FORGED,
                "Content-Type: application/x-www-form-urlencoded",
                "Cookie: " + cookies(asked) + "; " + cookies(login));
        assertThat(done).startsWith("HTTP/1.1 302");
        assertThat(location(done)).isEqualTo("/problems?status=open");
    }

    @Test
    void whatIsMadeStandsAtAnAddressWithoutAHost() throws Exception {
        String body = "{\"title\":\"host\"}";
        String answer = exchange(
                "POST /api/trial/notes HTTP/1.1",
                body,
                "Host: " + FORGED,
                "Content-Type: application/json",
                "X-CSRF-TOKEN: " + as("office").token(),
                "Cookie: " + as("office").cookies());
        assertThat(answer).startsWith("HTTP/1.1 201").doesNotContain(FORGED);
    }

    @Test
    void onlyProxiesOnThisMachineAreBelievedUnlessOthersAreConfigured() {
        String trusted = remoteIpValve().getInternalProxies();
        for (String own : List.of("127.0.0.1", "0:0:0:0:0:0:0:1")) {
            assertThat(own).matches(trusted);
        }
        for (String other :
                List.of("10.0.0.1", "192.168.1.7", "172.16.0.1", "169.254.1.1", "127a0b0c1", "fe80:0:0:0:0:0:0:1")) {
            assertThat(other).doesNotMatch(trusted);
        }
    }

    private RemoteIpValve remoteIpValve() {
        TomcatServletWebServerFactory factory = server.getBean(TomcatServletWebServerFactory.class);
        for (Valve valve : factory.getEngineValves()) {
            if (valve instanceof RemoteIpValve found) {
                return found;
            }
        }
        throw new AssertionError("nothing looks at what proxies say");
    }

    private static String location(String answer) {
        return answer.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, "Location: ", 0, 10))
                .map(line -> line.substring(10))
                .findFirst()
                .orElse("");
    }

    private static String cookies(String answer) {
        return String.join(
                "; ",
                answer.lines()
                        .takeWhile(line -> !line.isEmpty())
                        .filter(line -> line.regionMatches(true, 0, "Set-Cookie: ", 0, 12))
                        .map(line -> line.substring(12).replaceAll(";.*", ""))
                        .toList());
    }

    /** An HTTP client of Java sends no other host than the one it calls. */
    private String exchange(String line, String body, String... headers) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            StringBuilder text = new StringBuilder(line).append("\r\nConnection: close\r\n");
            List.of(headers).forEach(header -> text.append(header).append("\r\n"));
            if (content.length > 0) {
                text.append("Content-Length: ").append(content.length).append("\r\n");
            }
            socket.getOutputStream()
                    .write(text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }
}
