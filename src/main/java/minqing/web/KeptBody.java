package minqing.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

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
        return new Bytes(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

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
            throw new UnsupportedOperationException("the body is in memory");
        }
    }
}
