package minqing.work.attachment;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The files of a record, without asking who reads them: the caller decides. */
@Service
public class AttachedFiles {

    private final AttachmentRepository attachments;

    AttachedFiles(AttachmentRepository attachments) {
        this.attachments = attachments;
    }

    /**
     * The files that are there, in the order attached.
     *
     * @param kind the kind of record as it stands in addresses, {@code owner} its identifier
     */
    public List<AttachedFile> of(String kind, String owner) {
        return attachments.of(kind, owner).stream()
                .filter(file -> file.removed() == null)
                .map(file -> new AttachedFile(
                        file.id(),
                        file.name(),
                        file.mediaType(),
                        file.size(),
                        file.personal(),
                        file.attachedBy(),
                        file.attachedAt()))
                .toList();
    }

    /** The whole content; empty where the file was removed. */
    public Optional<byte[]> content(AttachedFile file) {
        return attachments.piece(file.id(), 0, Math.toIntExact(file.size()));
    }
}
