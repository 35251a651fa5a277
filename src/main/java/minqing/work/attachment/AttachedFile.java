package minqing.work.attachment;

import java.time.Instant;

/**
 * A file of a record, for a module that keeps what belongs to the record elsewhere, too.
 *
 * @param size in bytes
 * @param personal whether it tells of people
 */
public record AttachedFile(
        long id, String name, String mediaType, long size, boolean personal, String attachedBy, Instant attachedAt) {}
