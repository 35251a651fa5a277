package minqing.platform.webapps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import minqing.platform.database.Characters;
import minqing.platform.engine.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Stands before everything below {@code /camunda}. The webapps' calls are the engine's whole REST interface: deployment,
 * scripts, variables, messages, migration. Of its changes {@link WebappCall} lets through what people need. Of what is let
 * through, no name in a query or in the address may be that of an expression, the body is JSON of a sane size, and a refusal of
 * {@code SubmissionGuard} is answered in its own words, which Tasklist shows.
 */
class WebappGate extends OncePerRequestFilter {

    /** In bytes; the longest form holds some twenty thousand characters. */
    static final int LARGEST_BODY = 512 * 1024;

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Where the webapps make their first administrator without asking who is there. */
    private static final Pattern SETUP = Pattern.compile("/camunda/(?:api/admin/setup|app/[^/]+/[^/]+/setup)(?:/.*)?");

    /** What the engine counts about itself: it does not, and breaks when asked. */
    private static final Pattern METRICS = Pattern.compile("/camunda/api/engine/engine/[^/]+/metrics(?:/.*)?");

    /** Exceptions with which the engine answers what a person got wrong. */
    private static final Set<String> MISTAKES = Set.of(
            "InvalidRequestException",
            "NullPointerException",
            "NullValueException",
            "OptimisticLockingException",
            "ProcessEngineException",
            "RestException");

    private static final Map<Integer, String> ANSWERED_IN_ENGLISH =
            Map.of(400, "engine.call.mistaken", 403, "engine.call.forbidden", 404, "engine.call.unknown");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebappAnswers answers;

    WebappGate(WebappAnswers answers) {
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = PlainAddresses.path(request).orElse(null);
        if (path == null) {
            answers.refuse(response, HttpStatus.BAD_REQUEST, "engine.call.address");
        } else if (SETUP.matcher(path).matches()) {
            answers.refuse(response, HttpStatus.FORBIDDEN, "engine.closed");
        } else if (!path.startsWith("/camunda/api/")) {
            chain.doFilter(request, response);
        } else if (Collections.list(request.getParameterNames()).stream().anyMatch(WebappBody::isExpression)) {
            answers.refuse(response, HttpStatus.BAD_REQUEST, "engine.call.expression");
        } else if (!storable(request)) {
            answers.refuse(response, HttpStatus.BAD_REQUEST, "engine.call.characters");
        } else if (METRICS.matcher(path).matches()) {
            answers.refuse(response, HttpStatus.FORBIDDEN, "engine.closed");
        } else if (READING.contains(request.getMethod())) {
            operation(request, response, chain, HttpStatus.NOT_FOUND, "engine.call.unknown");
        } else {
            change(request, response, chain, path);
        }
    }

    private void change(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
            throws ServletException, IOException {
        Optional<WebappCall> call = WebappCall.find(request.getMethod(), path);
        if (call.isEmpty()) {
            answers.refuse(response, HttpStatus.FORBIDDEN, "engine.closed");
            return;
        }
        if (request.getContentLengthLong() > LARGEST_BODY) {
            answers.refuse(response, HttpStatus.PAYLOAD_TOO_LARGE, "engine.call.size");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            answers.refuse(response, HttpStatus.PAYLOAD_TOO_LARGE, "engine.call.size");
            return;
        }
        if (body.length > 0 && !isPlainJson(request)) {
            answers.refuse(response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "engine.call.json");
            return;
        }
        try {
            WebappBody.check(body, call.get().body());
        } catch (WebappBody.Unacceptable unacceptable) {
            answers.refuse(response, HttpStatus.BAD_REQUEST, unacceptable.key());
            return;
        }
        HttpServletRequest read = new ReadRequest(request, body);
        if (call.get().isWork()) {
            work(read, response, chain);
        } else {
            operation(read, response, chain, HttpStatus.BAD_REQUEST, "engine.call.mistaken");
        }
    }

    private static boolean storable(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .flatMap(parameter -> Stream.concat(Stream.of(parameter.getKey()), Stream.of(parameter.getValue())))
                .allMatch(Characters::areStorable);
    }

    /**
     * The engine takes much that is only incomplete or mistaken, or not there, for a failure of its own.
     *
     * @param mistaken what to answer then, and in which words
     */
    private void operation(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            HttpStatus mistaken,
            String words)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        if (answer.getStatus() >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            JsonNode told = told(answer);
            answer.resetBuffer();
            if (MISTAKES.contains(told.path("type").asText())) {
                boolean password = told.path("message").asText().contains("does not match policy");
                answers.refuse(answer, mistaken, password ? "engine.call.password" : words);
            } else {
                answers.refuse(answer, HttpStatus.INTERNAL_SERVER_ERROR, "engine.call.failed");
            }
        } else if (ANSWERED_IN_ENGLISH.containsKey(answer.getStatus())) {
            inChinese(answer, ANSWERED_IN_ENGLISH.get(answer.getStatus()));
        }
        answer.copyBodyToResponse();
    }

    /** The webapps show what the engine says of a right that is missing, or a thing that is, and it says that in English. */
    private void inChinese(ContentCachingResponseWrapper answer, String words) throws IOException {
        if (!HAN.matcher(told(answer).path("message").asText()).find()) {
            answer.resetBuffer();
            answers.refuse(answer, HttpStatus.valueOf(answer.getStatus()), words);
        }
    }

    private static JsonNode told(ContentCachingResponseWrapper answer) throws IOException {
        try {
            return JSON.readTree(answer.getContentAsByteArray());
        } catch (JsonProcessingException otherwise) {
            return JSON.nullNode();
        }
    }

    private void work(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        Object refused = request.getAttribute(Refusal.ATTRIBUTE);
        if (answer.getStatus() >= HttpStatus.BAD_REQUEST.value() && refused instanceof Refusal refusal) {
            answer.resetBuffer();
            answers.refuse(answer, refusal.fault(), refusal.words());
        } else if (answer.getStatus() >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            // The engine would repeat what the failing step said, which may be what was submitted.
            answer.resetBuffer();
            answers.refuse(answer, HttpStatus.INTERNAL_SERVER_ERROR, "engine.call.failed");
        } else if (ANSWERED_IN_ENGLISH.containsKey(answer.getStatus())) {
            inChinese(answer, ANSWERED_IN_ENGLISH.get(answer.getStatus()));
        }
        answer.copyBodyToResponse();
    }

    private static boolean isPlainJson(HttpServletRequest request) {
        String type = request.getContentType();
        String encoding = request.getHeader("Content-Encoding");
        try {
            return type != null
                    && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(type))
                    && (encoding == null || encoding.equalsIgnoreCase("identity"));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** The request with the body that was judged: what the engine reads is what was looked at. */
    static final class ReadRequest extends HttpServletRequestWrapper {

        private final byte[] body;

        ReadRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new BodyStream(body);
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
