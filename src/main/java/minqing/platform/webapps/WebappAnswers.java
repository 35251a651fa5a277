package minqing.platform.webapps;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import minqing.platform.fault.Fault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Refusals in the form of the engine's own errors, which Tasklist, Cockpit and Admin can show. */
@Component
class WebappAnswers {

    private final MessageSource messages;
    private final ObjectMapper json;

    WebappAnswers(MessageSource messages, ObjectMapper json) {
        this.messages = messages;
        this.json = json;
    }

    void refuse(HttpServletResponse response, HttpStatus status, String key) throws IOException {
        send(response, status, answer("Refused", messages.getMessage(key, null, Locale.SIMPLIFIED_CHINESE)));
    }

    /** A lost race and a wrong state are 400 here: the webapps know no better word for them. */
    void refuse(HttpServletResponse response, Fault fault, String words) throws IOException {
        HttpStatus status = HttpStatus.BAD_REQUEST;
        if (fault instanceof Forbidden) {
            status = HttpStatus.FORBIDDEN;
        } else if (fault instanceof Missing) {
            status = HttpStatus.NOT_FOUND;
        }
        ObjectNode answer = answer(fault.getClass().getSimpleName(), words);
        if (fault instanceof InvalidInput input) {
            ArrayNode errors = answer.putArray("errors");
            input.faults()
                    .forEach(one -> errors.addObject()
                            .put("field", one.field())
                            .put("message", messages.getMessage(one, Locale.SIMPLIFIED_CHINESE)));
        }
        send(response, status, answer);
    }

    private ObjectNode answer(String type, String words) {
        return json.createObjectNode().put("type", type).put("message", words);
    }

    private void send(HttpServletResponse response, HttpStatus status, ObjectNode answer) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(json.writeValueAsBytes(answer));
    }
}
