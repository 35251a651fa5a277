package minqing.bureau.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is sent only once because it contains a password. For a call with an {@code Idempotency-Key} another answer is
 * stored, without the password; a repeated call gets that one.
 */
public final class OneTimeAnswer {

    private static final String REPEATED = OneTimeAnswer.class.getName();

    private OneTimeAnswer() {}

    /** @param body JSON that is stored and repeated instead of the answer of this call */
    public static void repeat(HttpServletRequest request, String body) {
        request.setAttribute(REPEATED, body.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] stored(HttpServletRequest request, byte[] answer) {
        byte @Nullable [] instead = (byte[]) request.getAttribute(REPEATED);
        return instead == null ? answer : instead;
    }
}
