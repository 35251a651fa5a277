package minqing.bureau.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether the same was sent twice, without keeping it. Of a multipart call the parts count, not the bytes: a client
 * that repeats it draws a new boundary.
 */
public final class Digests {

    private Digests() {}

    /** The SHA-256 of a content. */
    public static byte[] of(byte[] content) {
        return sha256().digest(content);
    }

    static byte[] of(HttpServletRequest request) throws IOException, ServletException {
        MessageDigest digest = sha256();
        try (DataOutputStream out =
                new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            String type = request.getContentType();
            if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
                addParts(out, request);
            } else if (KeptBody.isReadByTheServer(request)) {
                addParameters(out, request);
            } else {
                request.getInputStream().transferTo(out);
            }
        }
        return digest.digest();
    }

    private static void addParts(DataOutputStream out, HttpServletRequest request)
            throws IOException, ServletException {
        for (Part part : request.getParts()) {
            add(out, part.getName());
            add(out, part.getSubmittedFileName());
            add(out, part.getContentType());
            out.writeLong(part.getSize());
            try (InputStream content = part.getInputStream()) {
                content.transferTo(out);
            }
        }
    }

    private static void addParameters(DataOutputStream out, HttpServletRequest request) throws IOException {
        for (Map.Entry<String, String[]> parameter : new TreeMap<>(request.getParameterMap()).entrySet()) {
            // The token against forged requests is a new one on every page.
            if (!parameter.getKey().equals("_csrf")) {
                add(out, parameter.getKey());
                out.writeInt(parameter.getValue().length);
                for (String value : parameter.getValue()) {
                    add(out, value);
                }
            }
        }
    }

    /** With its length, so that no two sequences of texts look alike. */
    private static void add(DataOutputStream out, @Nullable String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text == null ? -1 : bytes.length);
        out.write(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
