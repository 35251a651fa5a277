package minqing.bureau.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** What the server says of a request that it refuses before the application sees it: in the same words as all else. */
@Component
class ServerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final MessageSource messages;

    ServerErrors(MessageSource messages) {
        this.messages = messages;
    }

    /** After the one of Spring Boot, so that this one is asked first. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Report()));
    }

    private String words(String key) {
        return messages.getMessage(key, null, Locale.SIMPLIFIED_CHINESE);
    }

    private final class Report extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            String address = String.valueOf(request.getRequestURI());
            if (response.getStatus() == HttpStatus.BAD_REQUEST.value() && address.contains("%")) {
                // An address that cannot be read is one where nothing is.
                response.setStatus(HttpStatus.NOT_FOUND.value());
            }
            try {
                write(response, ProblemJson.wantedAt(address));
            } catch (IOException | IllegalStateException gone) {
                // The client left; there is nobody to tell.
                response.setError();
            }
        }

        private void write(Response response, boolean problem) throws IOException {
            int status = response.getStatus();
            String words =
                    words(FaultAnswers.ofStatus(HttpStatusCode.valueOf(status)).key());
            response.setContentType(problem ? "application/problem+json" : "text/html");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            Writer out = response.getReporter();
            if (out == null) {
                return;
            }
            HttpStatus known = HttpStatus.resolve(status);
            String title = known == null ? String.valueOf(status) : known.getReasonPhrase();
            out.write(
                    problem
                            ? "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status
                                    + ",\"detail\":\"" + words + "\"}"
                            : "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>" + status
                                    + "</title><p>" + HtmlUtils.htmlEscape(words) + "</p></html>");
            response.finishResponse();
        }
    }
}
