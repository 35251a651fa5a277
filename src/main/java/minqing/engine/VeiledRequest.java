package minqing.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call in which every name that must not be known, in the address, the query or the body, is replaced by one that nothing
 * has. It stands right before the engine's servlets, which read the address, the query as it was sent, and the body.
 */
final class VeiledRequest extends HttpServletRequestWrapper {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final @Nullable String query;
    private final byte[] body;
    private final @Nullable String named;

    private VeiledRequest(
            HttpServletRequest request, String address, @Nullable String query, byte[] body, @Nullable String named) {
        super(request);
        this.address = address;
        this.query = query;
        this.body = body;
        this.named = named;
    }

    static VeiledRequest of(HttpServletRequest request, byte[] body, Set<String> names, String unknown)
            throws IOException {
        Veil veil = new Veil(names, unknown);
        return new VeiledRequest(
                request,
                veil.over(request.getRequestURI(), "/"),
                request.getQueryString() == null ? null : veil.over(request.getQueryString(), "&"),
                veil.over(body),
                veil.named);
    }

    /** The name that was replaced, if one was: what the caller asked for. */
    @Nullable
    String named() {
        return named;
    }

    /** The same call without the end of its address. */
    VeiledRequest without(String end) {
        return new VeiledRequest(
                (HttpServletRequest) getRequest(),
                address.substring(0, address.length() - end.length()),
                query,
                body,
                named);
    }

    @Override
    public String getRequestURI() {
        return address;
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer whole = super.getRequestURL();
        return new StringBuffer(whole.substring(
                        0, whole.length() - super.getRequestURI().length()))
                .append(address);
    }

    @Override
    public String getPathInfo() {
        return URLDecoder.decode(
                address.substring(getContextPath().length() + getServletPath().length())
                        .replace("+", "%2B"),
                StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BodyStream(body);
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    /** Replaces names. */
    private static final class Veil {

        private final Set<String> names;
        private final String unknown;
        private @Nullable String named;

        private Veil(Set<String> names, String unknown) {
            this.names = names;
            this.unknown = unknown;
        }

        /** An address between slashes, a query between ampersands, its values between commas too. */
        private String over(String encoded, String between) {
            StringBuilder veiled = new StringBuilder();
            for (String part : encoded.split("(?=" + between + ")|(?<=" + between + ")", -1)) {
                int value = between.equals("&") ? part.indexOf('=') + 1 : 0;
                veiled.append(part, 0, value).append(list(part.substring(value)));
            }
            return veiled.toString();
        }

        private String list(String encoded) {
            String plain = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            if (!plain.contains(",")) {
                return names.contains(plain) ? replaced(plain) : encoded;
            }
            StringBuilder veiled = new StringBuilder();
            boolean any = false;
            for (String one : plain.split(",", -1)) {
                any |= names.contains(one);
                veiled.append(veiled.isEmpty() ? "" : ",").append(names.contains(one) ? replaced(one) : one);
            }
            return any ? java.net.URLEncoder.encode(veiled.toString(), StandardCharsets.UTF_8) : encoded;
        }

        private byte[] over(byte[] body) throws IOException {
            if (body.length == 0) {
                return body;
            }
            try {
                JsonNode json = JSON.readTree(body);
                JsonNode veiled = over(json);
                return veiled.equals(json) ? body : JSON.writeValueAsBytes(veiled);
            } catch (JacksonException otherwise) {
                return body;
            }
        }

        private JsonNode over(JsonNode json) {
            if (json instanceof TextNode text && names.contains(text.textValue())) {
                return TextNode.valueOf(replaced(text.textValue()));
            }
            if (json instanceof ArrayNode array) {
                ArrayNode veiled = JSON.createArrayNode();
                array.forEach(one -> veiled.add(over(one)));
                return veiled;
            }
            if (json instanceof ObjectNode object) {
                ObjectNode veiled = JSON.createObjectNode();
                object.fields().forEachRemaining(field -> veiled.set(field.getKey(), over(field.getValue())));
                return veiled;
            }
            return json;
        }

        private String replaced(String name) {
            named = name;
            return unknown;
        }
    }
}
