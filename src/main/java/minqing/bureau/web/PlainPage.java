package minqing.bureau.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** A page without the frame around it, whose navigation needs the database: for when that is away or can't write. */
@Component
class PlainPage {

    static final String TEMPLATE = "error/plain";

    private static final Set<HttpStatusCode> WITHOUT_DATABASE =
            Set.of(HttpStatus.SERVICE_UNAVAILABLE, HttpStatus.INSUFFICIENT_STORAGE);

    private final ITemplateEngine templates;
    private final ProblemJson problems;

    PlainPage(ITemplateEngine templates, ProblemJson problems) {
        this.templates = templates;
        this.problems = problems;
    }

    static boolean isFor(Answer answer) {
        return WITHOUT_DATABASE.contains(answer.status());
    }

    Map<String, Object> model(Answer answer) {
        return Map.of("words", problems.words(answer), "status", answer.status().value());
    }

    void write(HttpServletResponse response, Answer answer) throws IOException {
        Context context = new Context(Locale.SIMPLIFIED_CHINESE);
        context.setVariables(model(answer));
        byte[] page = templates.process(TEMPLATE, context).getBytes(StandardCharsets.UTF_8);
        response.resetBuffer();
        response.setStatus(answer.status().value());
        answer.headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
