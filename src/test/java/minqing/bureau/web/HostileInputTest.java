package minqing.bureau.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import minqing.testing.Drill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Sends to every call under {@code /api} what nobody should send. The calls are taken from the application itself, so one
 * that is added tomorrow is attacked as well. Whatever is sent is the client's fault: never a 500, always a problem.
 */
class HostileInputTest extends WebTest {

    private static final List<String> VALUES = List.of(
            "",
            "%00",
            "a%00b",
            "%FF%FE",
            "%C3%28",
            "%ED%A0%80",
            "-1",
            "0",
            "2147483648",
            "99999999999999999999999999",
            "1e309",
            "NaN",
            "0000-00-00",
            "%27%22%3B--",
            "%24%7B7*7%7D",
            "%23%7B7*7%7D",
            "..%2F..%2Fetc",
            "%5C",
            "%25",
            "%F0%9F%98%80",
            "%E4%B8%AD".repeat(500));

    private static final List<byte[]> BODIES = List.of(
            bytes(""),
            bytes("null"),
            bytes("[]"),
            bytes("{}"),
            bytes("5"),
            bytes("\"text\""),
            bytes("{"),
            bytes("{\"\":1}"),
            bytes("{\"outcome\":{\"a\":[]}}"),
            bytes("{\"outcome\":\"\\u0000\"}"),
            bytes("{\"outcome\":\"\\ud800\"}"),
            bytes("{\"\\u0000\":1}"),
            bytes("{\"nobody-has-this\":1}"),
            bytes("{\"title\":1e400,\"content\":-99999999999999999999999}"),
            bytes("{\"a\":1,\"a\":2}"),
            bytes("[".repeat(5000)),
            new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
            new byte[] {(byte) 0xFE, (byte) 0xFF, 0, 1, 2});

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    private final List<String> wrong = new ArrayList<>();

    @Test
    void noCallIsBrokenByItsAddressQueryOrBody() throws Exception {
        Set<String> seen = new TreeSet<>();
        for (var entry : mapping.getHandlerMethods().entrySet()) {
            for (String pattern : entry.getKey().getPatternValues()) {
                if (pattern.startsWith("/api/")
                        && !pattern.startsWith("/api/trial/trouble")
                        && !pattern.startsWith("/api/trial/slow")) {
                    for (RequestMethod method : methods(entry.getKey())) {
                        seen.add(method + " " + pattern);
                        attack(method.name(), pattern, entry.getValue());
                    }
                }
            }
        }
        assertThat(seen).contains("GET /api/me", "GET /api/organization/units", "POST /api/trial/notes");
        if (!wrong.isEmpty()) {
            fail(String.join("\n", wrong));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/me;a=b HTTP/1.1",
                "GET //api/me HTTP/1.1",
                "GET /api//me HTTP/1.1",
                "GET /api/../api/me HTTP/1.1",
                "GET /api/%2e%2e/me HTTP/1.1",
                "GET /api/trial/text/%zz HTTP/1.1",
                "GET /api/trial/text/a?text=%zz HTTP/1.1",
                "GET /api/trial/text/a?%00=1 HTTP/1.1",
                "GET /api/trial/text/a?\u00ff\u00fe HTTP/1.1",
                "GET /api/trial/text/\u00ff\u00fe HTTP/1.1",
                "GET /api/me\u0001 HTTP/1.1",
                "TRACE /api/me HTTP/1.1",
                "BREAK /api/me HTTP/1.1",
                "get /api/me HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "GET /api/me HTTP/9.9"
            })
    void noRequestLineBreaksTheServer(String line) throws Exception {
        String status = as("office").raw(line);
        assertThat(status).matches("HTTP/1\\.1 ([234]\\d\\d|505).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: nonsense",
                "Accept: */*;q=x",
                "Accept-Language: \u0001\u0002",
                "Content-Type: nonsense",
                "Content-Type: application/json;charset=nonsense",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: nonsense",
                "If-Modified-Since: tomorrow",
                "Range: bytes=9-1",
                "Host: \u00ff",
                "Origin: null",
                "X-Forwarded-Proto: nonsense",
                "X-Forwarded-For: nonsense",
                "X-Forwarded-Port: nonsense",
                "Forwarded: for=;;;",
                "Authorization: Basic !!!",
                "Authorization: Basic AAAA",
                "Cookie: MINQING-CSRF=\u00ff; JSESSIONID=\u0001",
                "Idempotency-Key: \u00ff"
            })
    void noHeaderBreaksTheServer(String header) throws Exception {
        for (String line : List.of("GET /api/me HTTP/1.1", "POST /api/trial/notes HTTP/1.1", "GET /login HTTP/1.1")) {
            assertThat(as("office").raw(line, header)).as(line).matches("HTTP/1\\.1 ([234]\\d\\d|501).*");
        }
    }

    private void attack(String method, String pattern, HandlerMethod handler) throws Exception {
        byte[] plain = method.equals("GET") ? new byte[0] : bytes("{}");
        // Every value meets a sixth of the calls; all of them in the drill.
        int step = Drill.times(6, 1);
        for (int at = Math.floorMod(pattern.hashCode(), step); at < VALUES.size(); at += step) {
            String value = VALUES.get(at);
            if (pattern.contains("{")) {
                call(
                        method,
                        pattern.replaceAll(
                                "\\{[^}]+}", value.replace("\\", "\\\\").replace("$", "\\$")),
                        plain);
            }
            for (String parameter : parameters(handler)) {
                String address = filled(pattern) + "?" + parameter + "=" + value;
                call(method, address, plain);
                call(method, address + "&" + parameter + "=" + value, plain);
                call(method, address.replace("=" + value, "[a][0].class=" + value), plain);
            }
        }
        if (!method.equals("GET")) {
            for (byte[] body : BODIES) {
                call(method, filled(pattern), body);
            }
            call(method, filled(pattern), bytes("--x\r\n"), "Content-Type", "multipart/form-data; boundary=x");
            call(method, filled(pattern), bytes("a=%00"), "Content-Type", "application/x-www-form-urlencoded");
            call(method, filled(pattern), bytes("<a/>"), "Content-Type", "application/xml");
            call(method, filled(pattern), bytes("{}"), "Content-Type", "application/json;charset=UTF-32");
        }
        for (String other : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            if (!other.equals(method) && !other.equals("GET")) {
                call(other, filled(pattern), bytes("[]"));
            }
        }
    }

    private void call(String method, String address, byte[] body, String... headers) throws Exception {
        String[] all = headers.length > 0 ? headers : new String[] {"Content-Type", "application/json"};
        HttpResponse<String> answer;
        try {
            answer = as("office").send(method, address.replace("[", "%5B").replace("]", "%5D"), body, all);
        } catch (IllegalArgumentException unwritable) {
            throw new AssertionError("the test cannot write " + address, unwritable);
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        boolean problem = type.startsWith("application/problem+json");
        if (answer.statusCode() >= 500 || (answer.statusCode() >= 400 && !problem)) {
            wrong.add(answer.statusCode() + " " + type + " " + method + " " + shortened(address) + " "
                    + shortened(new String(body, StandardCharsets.ISO_8859_1)));
        }
    }

    private static Set<RequestMethod> methods(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods;
    }

    /** The address with harmless values. */
    private static String filled(String pattern) {
        return pattern.replaceAll("\\{[^}]+}", "2026");
    }

    /** The parameters the method takes from the query, and the two of every list. */
    private static Set<String> parameters(HandlerMethod handler) {
        Set<String> names = new TreeSet<>(Set.of("page", "size"));
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            String name = annotation == null || annotation.name().isEmpty()
                    ? parameter.getParameter().getName()
                    : annotation.name();
            if (!parameter.hasParameterAnnotation(PathVariable.class)) {
                names.add(URLEncoder.encode(name, StandardCharsets.UTF_8));
            }
        }
        return names;
    }

    private static String shortened(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
