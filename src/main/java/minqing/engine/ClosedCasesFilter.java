package minqing.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Keeps the cases that are closed to a person out of what the engine answers that person below {@code /camunda/api}, whoever it
 * is: the engine's authorization knows processes, not whom a case names. Where the call names such a case, the engine is asked
 * for one that never was, so that the answer is that of an unknown one; out of lists, counts and statistics the case is taken.
 */
class ClosedCasesFilter extends OncePerRequestFilter {

    /** Above this a number is not counted again: whoever asks for so much can't notice one that is missing. */
    private static final int COUNTED_AGAIN = 10_000;

    private static final String COUNT = "/count";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClosedInstances instances;

    ClosedCasesFilter(ClosedInstances instances) {
        this.instances = instances;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/camunda/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ClosedInstances.Closed closed = instances.of(request.getRemoteUser());
        if (closed.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        String unknown = UUID.randomUUID().toString();
        VeiledRequest veiled = VeiledRequest.of(request, body(request), closed.names(), unknown);
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(veiled, answer);
        byte[] told = answer.getContentAsByteArray();
        JsonNode json = isJson(answer) ? read(told) : null;
        if (json != null) {
            JsonNode left =
                    json.isObject() && json.size() == 1 && json.path("count").isInt()
                            ? counted(json, veiled, response, chain, closed)
                            : without(json, closed);
            told = JSON.writeValueAsBytes(left == null ? JSON.createObjectNode() : left);
            if (left == null) {
                answer.setStatus(HttpStatus.NOT_FOUND.value());
            }
        }
        if (veiled.named() != null) {
            told = new String(told, StandardCharsets.UTF_8)
                    .replace(unknown, veiled.named())
                    .getBytes(StandardCharsets.UTF_8);
        }
        answer.resetBuffer();
        answer.getOutputStream().write(told);
        answer.copyBodyToResponse();
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        return request.getInputStream().readNBytes(WebappGate.LARGEST_BODY + 1);
    }

    private static boolean isJson(ContentCachingResponseWrapper answer) {
        return answer.getContentType() != null && answer.getContentType().contains("json");
    }

    private static @Nullable JsonNode read(byte[] told) throws IOException {
        try {
            JsonNode json = JSON.readTree(told);
            return json.isMissingNode() ? null : json;
        } catch (JacksonException otherwise) {
            return null;
        }
    }

    /** A number of things says more than it should where a closed case is among them: then they are asked for and counted. */
    private static JsonNode counted(
            JsonNode count,
            VeiledRequest request,
            HttpServletResponse response,
            FilterChain chain,
            ClosedInstances.Closed closed)
            throws IOException, ServletException {
        int all = count.path("count").asInt();
        if (all == 0 || all > COUNTED_AGAIN || !request.getRequestURI().endsWith(COUNT)) {
            return count;
        }
        ContentCachingResponseWrapper list = new ContentCachingResponseWrapper(new Unsent(response));
        chain.doFilter(request.without(COUNT), list);
        JsonNode things = list.getStatus() < HttpStatus.BAD_REQUEST.value() ? read(list.getContentAsByteArray()) : null;
        JsonNode left = things == null ? null : without(things, closed);
        return left == null || !left.isArray() ? count : JSON.createObjectNode().put("count", left.size());
    }

    /** What is left of an answer; null where all of it is about a closed case. */
    private static @Nullable JsonNode without(JsonNode json, ClosedInstances.Closed closed) {
        if (json instanceof ArrayNode array) {
            ArrayNode left = JSON.createArrayNode();
            array.forEach(one -> {
                JsonNode kept = without(one, closed);
                if (kept != null) {
                    left.add(kept);
                }
            });
            return left;
        }
        if (json instanceof ObjectNode object) {
            return names(object, closed) ? null : within(object, closed);
        }
        return json instanceof TextNode text && closed.names().contains(text.textValue()) ? null : json;
    }

    private static boolean names(ObjectNode object, ClosedInstances.Closed closed) {
        for (JsonNode value : object) {
            if (value.isTextual() && closed.names().contains(value.textValue())) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode within(ObjectNode object, ClosedInstances.Closed closed) {
        ObjectNode left = JSON.createObjectNode();
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode kept = closed.names().contains(field.getKey()) ? null : without(field.getValue(), closed);
            if (kept != null) {
                left.set(field.getKey(), kept);
            }
        }
        int standing = standing(object, closed);
        if (standing > 0) {
            left.set(
                    "instances",
                    IntNode.valueOf(Math.max(0, object.path("instances").asInt() - standing)));
        }
        return left;
    }

    /** How many closed instances a line of a statistic counts. */
    private static int standing(ObjectNode line, ClosedInstances.Closed closed) {
        String place = line.path("id").asText(line.path("key").asText());
        return line.path("instances").isInt() ? closed.standing().getOrDefault(place, 0) : 0;
    }

    /** Takes what a servlet says beside its words; nobody is to get it. */
    private static final class Unsent extends HttpServletResponseWrapper {

        private int status = HttpStatus.OK.value();

        private Unsent(HttpServletResponse response) {
            super(response);
        }

        @Override
        public int getStatus() {
            return status;
        }

        @Override
        public void setStatus(int now) {
            status = now;
        }

        @Override
        public void sendError(int now) {
            status = now;
        }

        @Override
        public void sendError(int now, String words) {
            status = now;
        }

        @Override
        public void setContentType(String type) {
            // The answer that goes out has one.
        }

        @Override
        public void setHeader(String name, String value) {
            // As above.
        }

        @Override
        public void addHeader(String name, String value) {
            // As above.
        }
    }
}
