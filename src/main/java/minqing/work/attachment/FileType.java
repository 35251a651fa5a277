package minqing.work.attachment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of files that are taken; everything else is refused. */
enum FileType {
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    /** Taken, and kept as one of the two above: not every office computer shows it. */
    WEBP("image/webp", "webp"),
    PDF("application/pdf", "pdf"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    DOC("application/msword", "doc", "wps"),
    XLS("application/vnd.ms-excel", "xls", "et"),
    PPT("application/vnd.ms-powerpoint", "ppt", "dps"),
    TEXT("text/plain", "txt");

    private final String mediaType;
    private final List<String> extensions;

    FileType(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = List.of(extensions);
    }

    String mediaType() {
        return mediaType;
    }

    /** The endings a file of this kind may have, the usual one first. */
    List<String> extensions() {
        return extensions;
    }

    boolean isPicture() {
        return this == JPEG || this == PNG || this == WEBP;
    }

    /** Whether it is a package whose parts can be taken out and put back. */
    boolean isPackage() {
        return this == DOCX || this == XLSX || this == PPTX;
    }

    /** Whether a browser may show it itself; all else is saved and opened by its own program. */
    boolean isShownInline() {
        return isPicture() || this == PDF;
    }

    static Optional<FileType> of(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }
}
