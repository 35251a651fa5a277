package minqing.bureau.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import minqing.bureau.access.CalledPath;
import minqing.platform.database.Characters;
import org.springframework.boot.web.servlet.filter.OrderedFilter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at what a call of REST sends before anything is done with it: characters that no table can hold, a body that is
 * larger than any call needs. Stands behind the login, so that a stranger's body is not even read.
 */
@Component
class ApiRequests extends OncePerRequestFilter implements OrderedFilter {

    /** Far more than the longest report; files come as multipart and have a limit of their own. */
    static final int LARGEST_BODY = 1024 * 1024;

    private static final String LARGEST_WORDS = "1 MB";

    private final ProblemJson problems;

    ApiRequests(ProblemJson problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 20;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !CalledPath.of(request).startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > LARGEST_BODY && !KeptBody.isReadByTheServer(request)) {
            problems.write(request, response, tooLarge());
            return;
        }
        Optional<Answer> wrong = wrongParameter(request);
        if (wrong.isPresent()) {
            problems.write(request, response, wrong.get());
            return;
        }
        if (KeptBody.isReadByTheServer(request)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<KeptBody> kept = KeptBody.of(request, LARGEST_BODY);
        if (kept.isEmpty()) {
            problems.write(request, response, tooLarge());
            return;
        }
        chain.doFilter(kept.get(), response);
    }

    private static Answer tooLarge() {
        return Answer.of(HttpStatus.PAYLOAD_TOO_LARGE, "fault.too-large", LARGEST_WORDS);
    }

    private static Optional<Answer> wrongParameter(HttpServletRequest request) {
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (!Characters.areStorable(parameter.getKey())) {
                return Optional.of(Answer.invalid(Characters.visible(parameter.getKey()), "fault.field.unknown"));
            }
            for (String value : parameter.getValue()) {
                // A name without a value in a form that is not posted has null.
                if (value != null && !Characters.areStorable(value)) {
                    return Optional.of(Answer.invalid(parameter.getKey(), "fault.field.characters"));
                }
            }
        }
        return Optional.empty();
    }
}
