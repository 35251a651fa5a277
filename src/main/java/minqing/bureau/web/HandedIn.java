package minqing.bureau.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Tells the browser which draft was handed in, so that it forgets it ({@code js/draft.js}). A redirect alone does not say
 * so: the login redirects, too, and a page may redirect to tell a refusal.
 */
class HandedIn implements HandlerInterceptor {

    static final String COOKIE = "MINQING-HANDED-IN";
    static final String DRAFT = "_draft";

    /** The flash attribute with which a redirect tells why nothing was done. */
    private static final String REFUSAL = "refusal";

    private static final Pattern NAME = Pattern.compile("[0-9a-z]{1,40}");
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page == null || !HttpMethod.POST.matches(request.getMethod())) {
            return;
        }
        String draft = request.getParameter(DRAFT);
        if (draft != null && NAME.matcher(draft).matches() && wasDone(request, page)) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(COOKIE, draft)
                            .path(request.getContextPath() + "/")
                            .maxAge(LONG_ENOUGH)
                            .secure(request.isSecure())
                            .sameSite("Lax")
                            .build()
                            .toString());
        }
    }

    private static boolean wasDone(HttpServletRequest request, ModelAndView page) {
        String view = page.getViewName();
        boolean redirected = view != null && view.startsWith("redirect:");
        return redirected
                ? !RequestContextUtils.getOutputFlashMap(request).containsKey(REFUSAL)
                : HttpStatus.CREATED.equals(page.getStatus());
    }
}
