package minqing.testing;

import jakarta.servlet.http.Cookie;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * The token that a page's form carries, as cookie and header. Spring's own {@code csrf()} for tests replaces where the running
 * application keeps its tokens, for every test that comes after it.
 */
public final class FormToken {

    private static final String VALUE = "b318d37f-8069-4213-8b0a-1b2b7c80242d";

    private FormToken() {}

    public static RequestPostProcessor formToken() {
        return request -> {
            Cookie[] others = request.getCookies() == null ? new Cookie[0] : request.getCookies();
            Cookie[] cookies = java.util.Arrays.copyOf(others, others.length + 1);
            cookies[others.length] = new Cookie("MINQING-CSRF", VALUE);
            request.setCookies(cookies);
            request.addHeader("X-CSRF-TOKEN", VALUE);
            return request;
        };
    }
}
