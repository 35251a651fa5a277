package minqing.work.attachment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import minqing.platform.document.FileBudget;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Looks at what somebody sent and makes of it what is kept; refuses all of it, naming each fault, if one can't be taken. */
@Component
class Intake {

    static final String FIELD = "files";

    /** The most entries of a document: hundreds of slides with notes and pictures have some thousand. */
    private static final int MOST_ENTRIES = 5_000;

    private final AttachmentLimits limits;
    private final Pictures pictures;
    private final MessageSource messages;

    /** Only one file at a time is unpacked or drawn, in the order they came: a few at once would need all the memory there is. */
    private final ReentrantLock work = new ReentrantLock(true);

    Intake(AttachmentLimits limits, Pictures pictures, MessageSource messages) {
        this.limits = limits;
        this.pictures = pictures;
        this.messages = messages;
    }

    /**
     * A file ready to be kept.
     *
     * @param thumbnail of a picture
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Ready(String name, FileType type, byte[] content, byte @Nullable [] thumbnail) {}

    /** The files a form sent: a field that was left empty sends one without a name and without content. */
    static List<MultipartFile> chosen(List<MultipartFile> sent) {
        return sent.stream()
                .filter(file -> file.getSize() > 0 || !name(file).isEmpty())
                .toList();
    }

    /** @throws InvalidInput with each file at fault by its place in the call; names may tell of people and are left out */
    List<Ready> ready(List<MultipartFile> files) {
        if (files.isEmpty()) {
            throw InvalidInput.of(FIELD, "attachment.none");
        }
        if (files.size() > limits.filesPerCall()) {
            throw InvalidInput.of(FIELD, "attachment.too-many", limits.filesPerCall());
        }
        Duration left = limits.callTime();
        List<Ready> ready = new ArrayList<>();
        List<FieldFault> faults = new ArrayList<>();
        for (MultipartFile file : files) {
            int place = ready.size() + faults.size() + 1;
            FileBudget budget = new FileBudget(MOST_ENTRIES, shorter(left, limits.fileTime()));
            try {
                ready.add(ready(file, budget));
            } catch (RefusedFile refused) {
                Object[] arguments = new Object[refused.arguments().length + 1];
                arguments[0] = place;
                System.arraycopy(refused.arguments(), 0, arguments, 1, refused.arguments().length);
                faults.add(new FieldFault(FIELD + "[" + (place - 1) + "]", refused.key(), arguments));
            }
            left = left.minusNanos(budget.spent());
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return ready;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Ready ready(MultipartFile file, FileBudget budget) throws RefusedFile {
        if (file.getSize() == 0) {
            throw new RefusedFile("attachment.empty");
        }
        requireSize(file.getSize());
        byte[] content = content(file);
        waitForTheOthers();
        try {
            return ready(name(file), content, budget);
        } finally {
            work.unlock();
        }
    }

    /** Waits for a turn; uploads have a time limit, so a turn comes soon. */
    private void waitForTheOthers() {
        try {
            if (!work.tryLock(limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Conflict("attachment.busy");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Conflict("attachment.busy");
        }
    }

    private Ready ready(String name, byte[] sent, FileBudget budget) throws RefusedFile {
        byte[] content = sent;
        FileType type = FileTypes.of(content, name, budget);
        byte[] thumbnail = null;
        if (type.isPicture()) {
            Pictures.Kept kept = pictures.keep(content, type, budget);
            content = kept.content();
            type = kept.type();
            thumbnail = kept.thumbnail();
            requireSize(content.length);
        } else if (type.isPackage()) {
            content = DocumentPictures.bare(content, budget);
            requireSize(content.length);
        }
        String unnamed = messages.getMessage("attachment.unnamed", null, Locale.SIMPLIFIED_CHINESE);
        return new Ready(FileNames.of(name, type, unnamed), type, content, thumbnail);
    }

    private void requireSize(long size) throws RefusedFile {
        if (size > limits.fileSize().toBytes()) {
            throw new RefusedFile(
                    "attachment.too-large", Sizes.of(limits.fileSize().toBytes()));
        }
    }

    private static String name(MultipartFile file) {
        String name = file.getOriginalFilename();
        return name == null ? "" : name;
    }

    private static byte[] content(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
