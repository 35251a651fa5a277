package minqing.bureau.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Writes an answer as {@code application/problem+json} (RFC 9457), whatever the client said it accepts. */
@Component
class ProblemJson {

    private final ObjectMapper json;
    private final MessageSource messages;

    ProblemJson(ObjectMapper json, MessageSource messages) {
        this.json = json;
        this.messages = messages;
    }

    /** Whether the client of this path reads problem+json rather than a page. */
    static boolean wantedAt(@Nullable String path) {
        return path != null
                && (path.equals("/api")
                        || path.startsWith("/api/")
                        || path.startsWith("/v3/api-docs")
                        || path.startsWith("/engine-rest"));
    }

    void write(HttpServletRequest request, HttpServletResponse response, Answer answer) throws IOException {
        write(response, answer, request.getRequestURI());
    }

    void write(HttpServletResponse response, Answer answer, String address) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(answer.status().value());
        answer.headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        byte[] body = json.writeValueAsBytes(body(answer, address));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private Map<String, Object> body(Answer answer, String address) {
        HttpStatus status = HttpStatus.resolve(answer.status().value());
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status == null ? String.valueOf(answer.status().value()) : status.getReasonPhrase());
        problem.put("status", answer.status().value());
        problem.put("detail", words(answer));
        if (isAddress(address)) {
            problem.put("instance", address);
        }
        if (!answer.faults().isEmpty()) {
            problem.put("errors", fields(answer));
        }
        return problem;
    }

    String words(Answer answer) {
        return messages.getMessage(answer.key(), answer.arguments().toArray(), answer.key(), Locale.SIMPLIFIED_CHINESE);
    }

    /** What is wrong by field, in the order found. */
    List<FieldMessage> fields(Answer answer) {
        return answer.faults().stream()
                .map(fault -> new FieldMessage(fault.field(), words(fault)))
                .toList();
    }

    private String words(MessageSourceResolvable fault) {
        return messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE);
    }

    private static boolean isAddress(String address) {
        try {
            return !new URI(address).toString().isEmpty();
        } catch (URISyntaxException none) {
            return false;
        }
    }

    /**
     * A field at fault.
     *
     * @param field the field's key as the client sent it
     * @param message the words for the person
     */
    record FieldMessage(String field, String message) {}
}
