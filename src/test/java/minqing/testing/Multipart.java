package minqing.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A form with files, as a browser sends it; names of files go out exactly as given. */
public final class Multipart {

    private final String boundary = "minqing-" + UUID.randomUUID();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    public Multipart field(String name, String value) {
        return part("form-data; name=\"" + name + "\"", null, value.getBytes(StandardCharsets.UTF_8));
    }

    public Multipart file(String field, String name, byte[] content) {
        return part(
                "form-data; name=\"" + field + "\"; filename=\"" + name + "\"", "application/octet-stream", content);
    }

    private Multipart part(String disposition, @Nullable String type, byte[] content) {
        parts.writeBytes(("--" + boundary + "\r\nContent-Disposition: " + disposition
                        + (type == null ? "" : "\r\nContent-Type: " + type) + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        parts.writeBytes(content);
        parts.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    public byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(parts.toByteArray());
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
