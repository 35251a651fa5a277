package minqing.bureau.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.bureau.access.CalledPath;
import minqing.platform.form.Written;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** What somebody sees when a request fails: problem+json over REST, a page in the frame otherwise; the same status. */
@Controller
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ErrorPages implements ErrorController {

    /** What a filter has decided on already. */
    static final String ANSWER = ErrorPages.class.getName() + ".answer";

    private static final Set<Integer> TITLED = Set.of(400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 500, 503);

    private final FaultAnswers answers;
    private final ProblemJson problems;
    private final PlainPage plain;

    ErrorPages(FaultAnswers answers, ProblemJson problems, PlainPage plain) {
        this.answers = answers;
        this.problems = problems;
        this.plain = plain;
    }

    /** The login decides for itself what its refusals lead to. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToTheLogin(RuntimeException refusal) {
        throw refusal;
    }

    /** Nobody is listening any more. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void nobodyListens() {}

    @ExceptionHandler(Exception.class)
    @Nullable
    ModelAndView failed(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        return show(answers.to(thrown, request), request, response, request.getRequestURI());
    }

    /** What the server itself refused, and what failed outside the reach of the controllers. */
    @RequestMapping("${server.error.path:/error}")
    @Nullable
    ModelAndView error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (address == null) {
            return show(FaultAnswers.ofStatus(HttpStatus.NOT_FOUND), request, response, request.getRequestURI());
        }
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = code instanceof Integer sent ? sent : HttpStatus.INTERNAL_SERVER_ERROR.value();
        Answer answer = request.getAttribute(ANSWER) instanceof Answer decided
                ? decided
                : thrown instanceof Throwable failure
                        ? answers.to(failure, request)
                        : FaultAnswers.ofStatus(HttpStatusCode.valueOf(status));
        return show(answer, request, response, address.toString());
    }

    private @Nullable ModelAndView show(
            Answer answer, HttpServletRequest request, HttpServletResponse response, String address)
            throws IOException {
        if (response.isCommitted()) {
            return null;
        }
        if (ProblemJson.wantedAt(CalledPath.of(address, request.getContextPath()))) {
            problems.write(response, answer, address);
            return null;
        }
        answer.headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        int status = answer.status().value();
        if (PlainPage.isFor(answer)) {
            ModelAndView page = new ModelAndView(PlainPage.TEMPLATE, plain.model(answer));
            page.setStatus(answer.status());
            return page;
        }
        ModelAndView page = new ModelAndView(
                "error/fault",
                Map.of(
                        "status",
                        status,
                        "heading",
                        "fault.title." + (TITLED.contains(status) ? status : "other"),
                        "words",
                        problems.words(answer),
                        "faults",
                        problems.fields(answer)));
        if (HttpMethod.POST.matches(request.getMethod())) {
            page.addObject("written", written(request));
        }
        page.setStatus(answer.status());
        return page;
    }

    /** What was written, unless that very request can't be read. */
    private static List<String> written(HttpServletRequest request) {
        try {
            return Written.texts(request.getParameterMap());
        } catch (RuntimeException unreadable) {
            return List.of();
        }
    }
}
