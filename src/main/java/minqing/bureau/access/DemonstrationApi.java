package minqing.bureau.access;

import java.util.Locale;
import minqing.bureau.organization.Demonstration;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether this is the demonstration: Camunda's pages ask, so that they say so, too. */
@RestController
class DemonstrationApi {

    private final Demonstration demonstration;
    private final MessageSource messages;

    DemonstrationApi(Demonstration demonstration, MessageSource messages) {
        this.demonstration = demonstration;
        this.messages = messages;
    }

    @GetMapping("/api/demonstration")
    State state() {
        return new State(
                demonstration.active(), messages.getMessage("access.demonstration", null, Locale.SIMPLIFIED_CHINESE));
    }

    /** @param label what a page of the demonstration calls itself */
    record State(boolean active, String label) {}
}
