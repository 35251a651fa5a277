package minqing.work.attachment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a record, without its content.
 *
 * @param kind which kind of record, as {@link AttachmentOwner#kind}
 * @param owner which record
 * @param size in bytes
 * @param sha256 of the content as it is kept, in hexadecimal digits
 * @param reason why it was attached beside others, where that has to be said
 * @param personal whether it tells of people: then it is open to those alone who may see the record's personal data
 * @param removed who took it off, when and why; its content is gone then
 */
record Attachment(
        long id,
        String kind,
        String owner,
        String name,
        String mediaType,
        long size,
        String sha256,
        String attachedBy,
        Instant attachedAt,
        @Nullable String reason,
        boolean personal,
        @Nullable Removal removed) {

    boolean isPicture() {
        return FileType.of(mediaType).filter(FileType::isPicture).isPresent();
    }

    /** Who took a file off a record, when and why. */
    record Removal(String by, Instant at, String reason) {}
}
