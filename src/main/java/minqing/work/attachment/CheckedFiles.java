package minqing.work.attachment;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import minqing.bureau.organization.Account;
import minqing.platform.fault.InvalidInput;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;

/**
 * The same look at files as for every record, for a module that keeps its files itself: by content, within the limits, one upload
 * of a person after another, pictures down to their pixels.
 */
@Service
public class CheckedFiles {

    private final Attachments attachments;
    private final AttachmentLimits limits;
    private final MessageSource messages;

    CheckedFiles(Attachments attachments, AttachmentLimits limits, MessageSource messages) {
        this.attachments = attachments;
        this.limits = limits;
        this.messages = messages;
    }

    /** A file as it is to be kept. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    public record Checked(String name, String mediaType, byte[] content) {}

    /**
     * Looks at all files and passes them on, or none.
     *
     * @throws InvalidInput with each file at fault by its place in the call
     */
    public <T> T inTurn(Account account, List<MultipartFile> sent, Function<List<Checked>, T> keep) {
        return attachments.inTurn(
                account,
                sent,
                ready -> keep.apply(ready.stream()
                        .map(file -> new Checked(file.name(), file.type().mediaType(), file.content()))
                        .toList()));
    }

    /** @throws InvalidInput when a record would have more files, or larger ones, than it may */
    public void requireRoom(long files, long size) {
        attachments.requireRoom(files, size);
    }

    /** What a form lets one choose. */
    public static String accept() {
        return AttachmentList.accept();
    }

    /** What may be attached, in words. */
    public String hint() {
        return messages.getMessage(
                "attachment.hint",
                new Object[] {size(limits.fileSize()), size(limits.callSize())},
                Locale.SIMPLIFIED_CHINESE);
    }

    /** Kind and size of a file in words. */
    public String what(String mediaType, long size) {
        String type = messages.getMessage(
                "attachment.type." + FileType.of(mediaType).orElseThrow().name(), null, Locale.SIMPLIFIED_CHINESE);
        return type + " · " + Sizes.of(size);
    }

    private static String size(DataSize size) {
        return Sizes.of(size.toBytes());
    }
}
