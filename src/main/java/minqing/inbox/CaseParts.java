package minqing.inbox;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The parts that other modules add to the pages of a case. */
@Component
class CaseParts {

    private final ObjectProvider<CasePart> parts;

    CaseParts(ObjectProvider<CasePart> parts) {
        this.parts = parts;
    }

    /** Their templates, in a fixed order. */
    List<String> templates(String processKey) {
        return parts.orderedStream()
                .flatMap(part -> part.template(processKey).stream())
                .sorted()
                .toList();
    }
}
