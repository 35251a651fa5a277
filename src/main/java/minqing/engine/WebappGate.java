package minqing.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import minqing.fault.Fault;
import minqing.fault.Forbidden;
import minqing.fault.InvalidInput;
import minqing.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.UriUtils;

/**
 * Stands before everything below {@code /camunda}. The webapps' calls are the engine's whole REST interface: deployment,
 * scripts, variables, messages, migration. Of its changes {@link WebappCall} lets through what people need. Of what is let
 * through, no name in a query or in the address may be that of an expression, the body is JSON of a sane size, and a refusal of
 * {@link SubmissionGuard} is answered in its own words, which Tasklist shows.
 */
class WebappGate extends OncePerRequestFilter {

    /** In bytes; the longest form holds some twenty thousand characters. */
    static final int LARGEST_BODY = 512 * 1024;

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Shapes of an address under which one and the same call could go by two names. */
    private static final Pattern DISGUISED =
            Pattern.compile("//|\\\\|;|%2f|%5c|%3b|%25|%2e|%00|/\\.{1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

    /** Where the webapps make their first administrator without asking who is there. */
    private static final Pattern SETUP = Pattern.compile("/camunda/(?:api/admin/setup|app/[^/]+/[^/]+/setup)(?:/.*)?");

    private final MessageSource messages;
    private final ObjectMapper json;

    WebappGate(MessageSource messages, ObjectMapper json) {
        this.messages = messages;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String raw = request.getRequestURI().substring(request.getContextPath().length());
        if (DISGUISED.matcher(raw).find()) {
            refuse(response, HttpStatus.BAD_REQUEST, "engine.call.address");
            return;
        }
        String path = decoded(raw);
        if (path == null) {
            refuse(response, HttpStatus.BAD_REQUEST, "engine.call.address");
        } else if (SETUP.matcher(path).matches()) {
            refuse(response, HttpStatus.FORBIDDEN, "engine.closed");
        } else if (!path.startsWith("/camunda/api/")) {
            chain.doFilter(request, response);
        } else if (Collections.list(request.getParameterNames()).stream().anyMatch(WebappBody::isExpression)) {
            refuse(response, HttpStatus.BAD_REQUEST, "engine.call.expression");
        } else if (READING.contains(request.getMethod())) {
            chain.doFilter(request, response);
        } else {
            change(request, response, chain, path);
        }
    }

    private void change(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
            throws ServletException, IOException {
        Optional<WebappCall> call = WebappCall.find(request.getMethod(), path);
        if (call.isEmpty()) {
            refuse(response, HttpStatus.FORBIDDEN, "engine.closed");
            return;
        }
        if (request.getContentLengthLong() > LARGEST_BODY) {
            refuse(response, HttpStatus.PAYLOAD_TOO_LARGE, "engine.call.size");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            refuse(response, HttpStatus.PAYLOAD_TOO_LARGE, "engine.call.size");
            return;
        }
        if (body.length > 0 && !isPlainJson(request)) {
            refuse(response, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "engine.call.json");
            return;
        }
        try {
            WebappBody.check(body, call.get().body());
        } catch (WebappBody.Unacceptable unacceptable) {
            refuse(response, HttpStatus.BAD_REQUEST, unacceptable.key());
            return;
        }
        HttpServletRequest read = new ReadRequest(request, body);
        if (call.get().isWork()) {
            work(read, response, chain);
        } else {
            chain.doFilter(read, response);
        }
    }

    private void work(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        Object refused = request.getAttribute(Refusals.ATTRIBUTE);
        if (answer.getStatus() >= HttpStatus.BAD_REQUEST.value() && refused instanceof Refusal refusal) {
            answer.resetBuffer();
            write(answer, refusal.fault(), ((Throwable) refused).getMessage());
        } else if (answer.getStatus() >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            // The engine would repeat what the failing step said, which may be what was submitted.
            answer.resetBuffer();
            refuse(answer, HttpStatus.INTERNAL_SERVER_ERROR, "engine.call.failed");
        }
        answer.copyBodyToResponse();
    }

    private void write(HttpServletResponse response, Fault fault, String words) throws IOException {
        HttpStatus status = fault instanceof Forbidden
                ? HttpStatus.FORBIDDEN
                : fault instanceof Missing ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST;
        ObjectNode answer = answer(fault.getClass().getSimpleName(), words);
        if (fault instanceof InvalidInput input) {
            ArrayNode errors = answer.putArray("errors");
            input.faults()
                    .forEach(one -> errors.addObject()
                            .put("field", one.field())
                            .put("message", messages.getMessage(one, Locale.SIMPLIFIED_CHINESE)));
        }
        send(response, status, answer);
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String key) throws IOException {
        send(response, status, answer("Refused", messages.getMessage(key, null, Locale.SIMPLIFIED_CHINESE)));
    }

    /** In the form of the engine's own errors, which the webapps can show. */
    private ObjectNode answer(String type, String words) {
        return json.createObjectNode().put("type", type).put("message", words);
    }

    private void send(HttpServletResponse response, HttpStatus status, ObjectNode answer) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(json.writeValueAsBytes(answer));
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

    private static @Nullable String decoded(String path) {
        try {
            String decoded = UriUtils.decode(path, StandardCharsets.UTF_8);
            return decoded.chars().anyMatch(Character::isISOControl) ? null : decoded;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** The request with the body that was judged: what the engine reads is what was looked at. */
    private static final class ReadRequest extends HttpServletRequestWrapper {

        private final byte[] body;

        private ReadRequest(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return bytes.read(target, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("the body has been read");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
