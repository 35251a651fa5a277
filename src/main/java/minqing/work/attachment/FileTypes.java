package minqing.work.attachment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import minqing.platform.document.FileBudget;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Says what a file is by its content; what a client calls it, by name or by header, counts for nothing. */
final class FileTypes {

    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    /** What Windows writes a text in, in China. */
    private static final Charset GB18030 = Charset.forName("GB18030");

    private FileTypes() {}

    /** @param name only to tell a text from a program written as text */
    static FileType of(byte[] content, String name, FileBudget budget) throws RefusedFile {
        if (OfficeFiles.isPackage(content)) {
            return OfficeFiles.typeOfPackage(content, budget);
        }
        if (OfficeFiles.isCompound(content)) {
            return OfficeFiles.typeOfCompound(content);
        }
        String found = detected(new ByteArrayInputStream(content), new Metadata())
                .getBaseType()
                .toString();
        return switch (found) {
            case "image/jpeg" -> FileType.JPEG;
            case "image/png" -> FileType.PNG;
            case "image/webp" -> FileType.WEBP;
            case "application/pdf" -> {
                PdfFiles.requireHarmless(content, budget);
                yield FileType.PDF;
            }
            case "image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence", "image/avif" ->
                throw new RefusedFile("attachment.heic");
            case "text/plain" -> text(content, name);
            case "application/octet-stream" -> text(content, name);
            default -> throw new RefusedFile("attachment.type");
        };
    }

    /** Whether files with such an ending are of some known kind: then it is an ending and not part of the name. */
    static boolean knows(String ending) {
        Metadata name = new Metadata();
        name.set(TikaCoreProperties.RESOURCE_NAME_KEY, "x." + ending);
        return !detected(null, name).equals(MediaType.OCTET_STREAM);
    }

    private static MediaType detected(@Nullable InputStream content, Metadata metadata) {
        try {
            return TYPES.detect(content, metadata);
        } catch (IOException impossible) {
            throw new UncheckedIOException("the content is in memory", impossible);
        }
    }

    /** Programs are texts too, so a text must say that it is one. */
    private static FileType text(byte[] content, String name) throws RefusedFile {
        boolean called = FileType.TEXT.extensions().contains(FileNames.ending(name));
        if (called && (isText(content, StandardCharsets.UTF_8) || isText(content, GB18030) || isMarked(content))) {
            return FileType.TEXT;
        }
        throw new RefusedFile("attachment.type");
    }

    private static boolean isMarked(byte[] content) {
        boolean little = content.length > 1 && content[0] == (byte) 0xFF && content[1] == (byte) 0xFE;
        boolean big = content.length > 1 && content[0] == (byte) 0xFE && content[1] == (byte) 0xFF;
        return (little || big) && isText(content, StandardCharsets.UTF_16);
    }

    private static boolean isText(byte[] content, Charset charset) {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .chars()
                    .allMatch(character -> character >= ' ' && character != 0x7F
                            || character == '\t'
                            || character == '\n'
                            || character == '\r'
                            || character == '\f');
        } catch (CharacterCodingException otherwise) {
            return false;
        }
    }
}
