package minqing.bureau.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import minqing.platform.webapps.BodyStream;

/** A request whose body is in memory, to be read more than once. */
final class KeptBody extends HttpServletRequestWrapper {

    private final byte[] body;

    private KeptBody(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /** The request with its body, unless that is larger than allowed. */
    static Optional<KeptBody> of(HttpServletRequest request, int largest) throws IOException {
        byte[] body = request.getInputStream().readNBytes(largest + 1);
        return body.length > largest ? Optional.empty() : Optional.of(new KeptBody(request, body));
    }

    /** Whether the server itself takes the body apart, into parameters or parts. */
    static boolean isReadByTheServer(HttpServletRequest request) {
        String type = request.getContentType();
        String known = type == null ? "" : type.toLowerCase(Locale.ROOT).strip();
        return known.startsWith("multipart/") || known.startsWith("application/x-www-form-urlencoded");
    }

    /** The body from its beginning, each time anew. */
    @Override
    public ServletInputStream getInputStream() {
        return new BodyStream(body);
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
