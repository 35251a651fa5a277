package minqing.work.attachment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import minqing.platform.document.FileBudget;
import minqing.platform.document.GuardedZip;
import minqing.platform.document.OverBudget;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * Tells documents of Word, Excel and PowerPoint (and WPS) from other archives, and those with macros from those without.
 * Nothing of a document is unpacked but its list of parts.
 */
final class OfficeFiles {

    private static final byte[] PACKAGE = {'P', 'K', 3, 4};
    private static final byte[] COMPOUND = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };

    private static final String PARTS = "[Content_Types].xml";
    private static final int LARGEST_PARTS = 1024 * 1024;

    /** What a part is called that is, or starts, a program. */
    private static final List<String> PROGRAMS = List.of("macroenabled", "macrosheet", "vba", "activex");

    private static final String WORD =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private static final String EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private static final String POWERPOINT =
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";

    /** An entry of the directory in a compound file: 128 bytes, its name first, always at a multiple of 128. */
    private static final int ENTRY = 128;

    private static final int ENTRY_NAME_LENGTH = 64;
    private static final int ENTRY_KIND = 66;

    private OfficeFiles() {}

    static boolean isPackage(byte[] content) {
        return startsWith(content, PACKAGE);
    }

    static boolean isCompound(byte[] content) {
        return startsWith(content, COMPOUND);
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }

    static FileType typeOfPackage(byte[] content, FileBudget budget) throws RefusedFile {
        Set<String> types;
        try (GuardedZip zip = GuardedZip.open(content, budget)) {
            ZipArchiveEntry parts = null;
            for (ZipArchiveEntry entry : zip.entries()) {
                if (entry.getName().toLowerCase(Locale.ROOT).contains("vbaproject")) {
                    throw new RefusedFile("attachment.macros");
                }
                if (entry.getName().equals(PARTS)) {
                    parts = entry;
                }
            }
            if (parts == null) {
                throw new RefusedFile("attachment.archive");
            }
            try (InputStream list = zip.content(parts)) {
                types = contentTypes(list.readNBytes(LARGEST_PARTS));
            }
        } catch (OverBudget costly) {
            throw RefusedFile.of(costly);
        } catch (IOException | XMLStreamException | RuntimeException broken) {
            throw new RefusedFile("attachment.archive");
        }
        if (types.stream().anyMatch(type -> PROGRAMS.stream().anyMatch(type::contains))) {
            throw new RefusedFile("attachment.macros");
        }
        List<FileType> found = new ArrayList<>();
        add(found, types.contains(WORD), FileType.DOCX);
        add(found, types.contains(EXCEL), FileType.XLSX);
        add(found, types.contains(POWERPOINT), FileType.PPTX);
        return only(found, "attachment.archive");
    }

    private static Set<String> contentTypes(byte[] list) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(list));
        Set<String> types = new HashSet<>();
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                String type = xml.getAttributeValue(null, "ContentType");
                if (type != null) {
                    types.add(type.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return types;
    }

    /** The older documents: a file system of their own, in whose directory the names tell what it is. */
    static FileType typeOfCompound(byte[] content) throws RefusedFile {
        Set<String> names = new HashSet<>();
        for (int at = 0; at + ENTRY <= content.length; at += ENTRY) {
            int kind = content[at + ENTRY_KIND];
            int length = content[at + ENTRY_NAME_LENGTH] & 0xFF | (content[at + ENTRY_NAME_LENGTH + 1] & 0xFF) << 8;
            if ((kind == 1 || kind == 2 || kind == 5)
                    && length >= 4
                    && length <= ENTRY_NAME_LENGTH
                    && length % 2 == 0) {
                names.add(new String(content, at, length - 2, StandardCharsets.UTF_16LE).toLowerCase(Locale.ROOT));
            }
        }
        if (names.contains("encryptedpackage")) {
            throw new RefusedFile("attachment.encrypted");
        }
        if (names.contains("macros") || names.stream().anyMatch(name -> name.contains("vba"))) {
            throw new RefusedFile("attachment.macros");
        }
        List<FileType> found = new ArrayList<>();
        add(found, names.contains("worddocument"), FileType.DOC);
        add(found, names.contains("workbook") || names.contains("book"), FileType.XLS);
        add(found, names.contains("powerpoint document"), FileType.PPT);
        // A document may have another one inside; it is then what its own directory names first, and that can't be told
        // apart here. Any of them is a document.
        return found.isEmpty() ? only(found, "attachment.type") : found.get(0);
    }

    private static void add(List<FileType> found, boolean present, FileType type) {
        if (present) {
            found.add(type);
        }
    }

    private static FileType only(List<FileType> found, String otherwise) throws RefusedFile {
        if (found.size() != 1) {
            throw new RefusedFile(otherwise);
        }
        return found.get(0);
    }
}
