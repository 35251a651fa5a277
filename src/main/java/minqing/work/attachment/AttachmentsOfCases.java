package minqing.work.attachment;

import java.util.Optional;
import minqing.work.inbox.CasePart;
import org.springframework.stereotype.Component;

/** Puts the files of a case on the pages of its tasks. */
@Component
class AttachmentsOfCases implements CasePart {

    private final Attachments attachments;

    AttachmentsOfCases(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Optional<String> template(String processKey) {
        return Optional.ofNullable(attachments.kindOfCases(processKey)).map(kind -> "attachment/list");
    }
}
