package minqing.bureau.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import minqing.bureau.access.CalledPath;
import org.springframework.boot.autoconfigure.web.servlet.MultipartProperties;
import org.springframework.boot.web.servlet.filter.OrderedFilter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses an upload that announces more than is ever taken, before any of it is read. Later it would look like a forged
 * request: the token against those stands in the same body.
 */
@Component
class UploadLimit extends OncePerRequestFilter implements OrderedFilter {

    private final ProblemJson problems;
    private final DataSize largest;

    UploadLimit(ProblemJson problems, MultipartProperties multipart) {
        this.problems = problems;
        this.largest = multipart.getMaxRequestSize();
    }

    /** In front of the login. */
    @Override
    public int getOrder() {
        return REQUEST_WRAPPER_FILTER_MAX_ORDER - 200;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return largest.isNegative()
                || type == null
                || !type.toLowerCase(Locale.ROOT).strip().startsWith("multipart/")
                || request.getContentLengthLong() <= largest.toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (ProblemJson.wantedAt(CalledPath.of(request))) {
            problems.write(
                    request,
                    response,
                    Answer.of(HttpStatus.PAYLOAD_TOO_LARGE, "fault.too-large", largest.toMegabytes() + " MB"));
        } else {
            response.sendError(HttpStatus.PAYLOAD_TOO_LARGE.value());
        }
    }
}
