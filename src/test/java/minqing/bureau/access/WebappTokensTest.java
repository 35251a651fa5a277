package minqing.bureau.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import minqing.testing.ApplicationTest;
import minqing.testing.WebappClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What another site makes a browser send to the webapps is refused, and the person goes on working. */
class WebappTokensTest extends ApplicationTest {

    @LocalServerPort
    private int port;

    @Test
    void aCallWithoutItsTokenIsRefusedAndEndsNoSession() throws Exception {
        Visitor admin = new Visitor(port);
        admin.logIn("admin", "minqing-demo");
        admin.get("/camunda/app/tasklist/default/", "Accept", "text/html");
        String token = admin.cookie("XSRF-TOKEN").orElseThrow();
        String session = admin.cookie("JSESSIONID").orElseThrow();
        for (String call : List.of(
                WebappClient.ENGINE + "/task",
                WebappClient.ENGINE + "/task/count",
                "/camunda/api/admin/auth/user/default/logout",
                "/camunda/app/tasklist/default/")) {
            for (String[] headers : List.of(
                    new String[] {"Accept", "application/json"},
                    new String[] {"X-XSRF-TOKEN", ""},
                    new String[] {"X-XSRF-TOKEN", "0123456789ABCDEF"})) {
                HttpResponse<String> answer = admin.postJson(call, "{}", headers);
                assertThat(answer.statusCode()).as(call).isEqualTo(403);
                assertThat(answer.headers().firstValue("X-XSRF-TOKEN")).as(call).hasValue("Required");
                assertThat(answer.body()).as(call).containsPattern("\\p{IsHan}");
            }
        }
        assertThat(admin.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(admin.cookie("JSESSIONID")).hasValue(session);
        assertThat(admin.postJson(WebappClient.ENGINE + "/task/count", "{}", "X-XSRF-TOKEN", token)
                        .statusCode())
                .isEqualTo(200);
    }
}
