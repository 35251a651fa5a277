package minqing.bureau.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import minqing.bureau.access.CalledPath;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.filter.OrderedFilter;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Around everything else: what fails in a filter, where no controller's answer reaches, is answered in the same words, and
 * a body whose type says nothing is not read at all.
 */
@Component
class LastResort extends OncePerRequestFilter implements OrderedFilter {

    private final FaultAnswers answers;
    private final ProblemJson problems;
    private final PlainPage page;

    LastResort(FaultAnswers answers, ProblemJson problems, PlainPage page) {
        this.answers = answers;
        this.problems = problems;
        this.page = page;
    }

    /** After the one that sets the encoding. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 10;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (brings(request) && !isReadable(request.getContentType())) {
            show(request, response, Answer.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "fault.media-type"));
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException failed) {
            if (response.isCommitted()) {
                throw failed;
            }
            show(request, response, answers.to(failed, request));
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Answer answer) throws IOException {
        String path = CalledPath.of(request);
        if (ProblemJson.wantedAt(path) || path.startsWith("/camunda/api/")) {
            problems.write(request, response, answer);
        } else if (PlainPage.isFor(answer)) {
            page.write(response, answer);
        } else {
            request.setAttribute(ErrorPages.ANSWER, answer);
            response.sendError(answer.status().value());
        }
    }

    private static boolean brings(HttpServletRequest request) {
        return !HttpMethod.GET.matches(request.getMethod()) && !HttpMethod.HEAD.matches(request.getMethod());
    }

    /** One type with one meaning: no wildcard, no charset that nobody knows. */
    private static boolean isReadable(@Nullable String type) {
        if (type == null) {
            return true;
        }
        try {
            return MediaType.parseMediaType(type).isConcrete();
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
