package minqing.platform.webapps;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Below {@code /camunda} every call has one name. Addresses that the container, the login and the webapps would each read
 * their own way are refused before any of them looks: what one lets pass must be what the next one serves.
 */
class PlainAddresses extends OncePerRequestFilter {

    /** A letter, a digit or one of {@code - . _ ~} that is written as its number although it needs not be. */
    private static final String NUMBERED = "%(?:2[de]|3[0-9]|4[1-9a-f]|5[0-9a]|5f|6[1-9a-f]|7[0-9a]|7e)";

    private static final Pattern DISGUISED =
            Pattern.compile("//|\\\\|;|%2f|%5c|%3b|%25|%00|/\\.{1,2}(?:/|$)|" + NUMBERED, Pattern.CASE_INSENSITIVE);

    private final WebappAnswers answers;

    PlainAddresses(WebappAnswers answers) {
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (path(request).isEmpty()) {
            answers.refuse(response, HttpStatus.BAD_REQUEST, "engine.call.address");
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The decoded path within the application; empty if it has another name as well. */
    static Optional<String> path(HttpServletRequest request) {
        String raw = request.getRequestURI().substring(request.getContextPath().length());
        if (DISGUISED.matcher(raw).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UriUtils.decode(raw, StandardCharsets.UTF_8))
                    .filter(path -> path.chars().noneMatch(Character::isISOControl));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
