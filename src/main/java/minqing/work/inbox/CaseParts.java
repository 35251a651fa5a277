package minqing.work.inbox;

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

    /** The templates of those that stand before the form of a task, or of those that stand after it, in a fixed order. */
    List<String> templates(String processKey, boolean beforeForm) {
        return parts.orderedStream()
                .filter(part -> part.beforeForm() == beforeForm)
                .flatMap(part -> part.template(processKey).stream())
                .sorted()
                .toList();
    }
}
