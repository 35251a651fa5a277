package minqing.work.attachment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much may be attached, each configurable as {@code minqing.attachments.*}.
 *
 * @param fileSize the largest file
 * @param callSize the most that is sent at once; the server refuses more before it reads it
 * @param filesPerCall the most files sent at once
 * @param files the most files of one record
 * @param size the most that the files of one record hold together
 * @param pixels the largest picture; a small file can claim to be a huge one
 * @param fileTime how long one file may be worked on, to look into it and to redraw it
 * @param callTime the same for all files sent at once
 */
@ConfigurationProperties("minqing.attachments")
record AttachmentLimits(
        @DefaultValue("20MB") DataSize fileSize,
        @DefaultValue("40MB") DataSize callSize,
        @DefaultValue("20") int filesPerCall,
        @DefaultValue("100") int files,
        @DefaultValue("200MB") DataSize size,
        @DefaultValue("64000000") long pixels,
        @DefaultValue("10s") Duration fileTime,
        @DefaultValue("30s") Duration callTime) {

    /** How long somebody waits for the files of others: each has its time, and at most {@link Attachments#AT_ONCE} wait. */
    Duration patience() {
        return fileTime.multipliedBy(Attachments.AT_ONCE);
    }
}
