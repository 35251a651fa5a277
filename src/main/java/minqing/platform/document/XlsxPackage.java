package minqing.platform.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import minqing.platform.fault.InvalidInput;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * An .xlsx that came from outside, opened with distrust: nothing is unpacked that is not needed, nothing more than the
 * limits allow, and a file with anything in it that could act or reach elsewhere is refused whole.
 */
final class XlsxPackage implements AutoCloseable {

    /** What a form may carry altogether; 5,000 rows of the longest texts anyone writes take a quarter of it. */
    static final int LARGEST_FILE = 20 * 1024 * 1024;

    /** A workbook has some twenty parts; a thousand sheets are not a register. */
    static final int MOST_PARTS = 500;

    /** How long a file of the utmost size takes to read on a slow machine, and a good deal more. */
    private static final Duration TIME = Duration.ofSeconds(30);

    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private static final XMLInputFactory XML = xml();

    private final GuardedZip zip;
    private final Map<String, ZipArchiveEntry> parts = new HashMap<>();

    private XlsxPackage(GuardedZip zip) {
        this.zip = zip;
    }

    /** @throws InvalidInput saying what the file is instead of a plain workbook */
    static XlsxPackage open(byte[] file) {
        return open(file, new FileBudget(MOST_PARTS, TIME));
    }

    /** {@link #open(byte[])} with a budget of one's own. */
    static XlsxPackage open(byte[] file, FileBudget budget) {
        if (file.length == 0) {
            throw refused("empty");
        }
        if (startsWith(file, OLE)) {
            throw refused(contains(file, ENCRYPTED) ? "encrypted" : "old-format");
        }
        if (file.length < 4 || file[0] != 'P' || file[1] != 'K') {
            throw refused("not-xlsx");
        }
        XlsxPackage opened = null;
        try {
            opened = new XlsxPackage(GuardedZip.open(file, budget));
            opened.list();
            opened.judge();
            return opened;
        } catch (OverBudget costly) {
            close(opened);
            throw refused(costly);
        } catch (IOException | IllegalArgumentException damaged) {
            close(opened);
            throw refused("damaged");
        } catch (InvalidInput refused) {
            close(opened);
            throw refused;
        }
    }

    static InvalidInput refused(String reason, Object... arguments) {
        return InvalidInput.of("file", "document.import." + reason, arguments);
    }

    private static InvalidInput refused(OverBudget costly) {
        return switch (costly.reason()) {
            case ENTRIES -> refused("too-many-parts");
            case SIZE -> refused("bomb");
            case CONTRADICTION -> refused("contradiction");
            case TIME -> refused("slow");
        };
    }

    boolean has(String part) {
        return parts.containsKey(part.toLowerCase(Locale.ROOT));
    }

    /** Reads a part, element by element; a part that isn't there or isn't XML is a damaged file. */
    void read(String part, PartReader reader) {
        ZipArchiveEntry entry = parts.get(part.toLowerCase(Locale.ROOT));
        if (entry == null) {
            throw refused("damaged");
        }
        try (InputStream bytes = zip.content(entry)) {
            XMLStreamReader xml;
            synchronized (XML) {
                xml = XML.createXMLStreamReader(characters(bytes));
            }
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw refused("unsafe");
                }
                reader.on(event, xml);
            }
        } catch (OverBudget costly) {
            throw refused(costly);
        } catch (XMLStreamException broken) {
            throw costly(broken).map(XlsxPackage::refused).orElseGet(() -> refused("damaged"));
        } catch (IOException | IllegalArgumentException broken) {
            throw refused("damaged");
        }
    }

    /** Where the relationships of a part lead, by identifier or, where none is asked for, by the end of their type. */
    Map<String, String> targets(String part, boolean byType) {
        int name = part.lastIndexOf('/') + 1;
        String relations = part.substring(0, name) + "_rels/" + part.substring(name) + ".rels";
        Map<String, String> targets = new HashMap<>();
        if (!has(relations)) {
            return targets;
        }
        read(relations, (event, xml) -> {
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Relationship")) {
                String type = attribute(xml, "Type");
                String target = attribute(xml, "Target");
                String key = byType ? type.substring(type.lastIndexOf('/') + 1) : attribute(xml, "Id");
                if (!attribute(xml, "TargetMode").equals("External")) {
                    targets.putIfAbsent(key, resolved(part, target));
                }
            }
        });
        return targets;
    }

    /** Every program that writes workbooks writes UTF-8; the parser would complain of anything else on the error stream. */
    private static Reader characters(InputStream bytes) throws IOException {
        BufferedReader characters = new BufferedReader(new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        characters.mark(1);
        if (characters.read() != BYTE_ORDER_MARK) {
            characters.reset();
        }
        return characters;
    }

    static String attribute(XMLStreamReader xml, String name) {
        for (int index = 0; index < xml.getAttributeCount(); index++) {
            if (xml.getAttributeLocalName(index).equals(name)) {
                return xml.getAttributeValue(index);
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    private void list() throws IOException {
        for (ZipArchiveEntry entry : zip.entries()) {
            if (entry.getGeneralPurposeBit().usesEncryption()) {
                throw refused("encrypted");
            }
            String name = entry.getName().replace('\\', '/').toLowerCase(Locale.ROOT);
            if (parts.put(name.startsWith("/") ? name.substring(1) : name, entry) != null) {
                throw new ZipException("a part is there twice");
            }
        }
    }

    private void judge() {
        if (!has("[Content_Types].xml")) {
            throw refused("not-xlsx");
        }
        for (String part : parts.keySet()) {
            if (part.endsWith("vbaproject.bin") || part.startsWith("xl/macrosheets/")) {
                throw refused("macros");
            }
            if (part.contains("/embeddings/") || part.contains("/activex/") || part.contains("oleobject")) {
                throw refused("embedded");
            }
            if (part.startsWith("xl/externallinks/")
                    || part.startsWith("xl/querytables/")
                    || part.equals("xl/connections.xml")) {
                throw refused("external");
            }
        }
        read("[Content_Types].xml", (event, xml) -> {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String type = attribute(xml, "ContentType").toLowerCase(Locale.ROOT);
                if (type.contains("macroenabled") || type.contains("vbaproject") || type.contains("macrosheet")) {
                    throw refused("macros");
                }
            }
        });
        for (String part : parts.keySet()) {
            if (part.endsWith(".rels")) {
                read(part, XlsxPackage::refuseOutsideTargets);
            }
        }
    }

    /** A link in a cell is never followed and does no harm; all else that lies outside is fetched by some program. */
    private static void refuseOutsideTargets(int event, XMLStreamReader xml) {
        if (event == XMLStreamConstants.START_ELEMENT
                && attribute(xml, "TargetMode").equals("External")
                && !attribute(xml, "Type").endsWith("/hyperlink")) {
            throw refused("external");
        }
    }

    private static String resolved(String part, String target) {
        String path = URI.create("/" + part).resolve(target.replace(" ", "%20")).getPath();
        if (path == null) {
            throw refused("damaged");
        }
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static XMLInputFactory xml() {
        // The platform's own, whatever other parsers a library brings along.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    /** What lies behind the parser's complaint. */
    private static Optional<OverBudget> costly(XMLStreamException broken) {
        return broken.getNestedException() instanceof OverBudget nested
                ? Optional.of(nested)
                : broken.getCause() instanceof OverBudget cause ? Optional.of(cause) : Optional.empty();
    }

    private static boolean startsWith(byte[] file, byte[] start) {
        for (int index = 0; index < start.length; index++) {
            if (index >= file.length || file[index] != start[index]) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] file, byte[] sought) {
        for (int start = 0; start + sought.length <= file.length; start++) {
            int index = 0;
            while (index < sought.length && file[start + index] == sought[index]) {
                index++;
            }
            if (index == sought.length) {
                return true;
            }
        }
        return false;
    }

    private static void close(@Nullable XlsxPackage opened) {
        if (opened != null) {
            opened.close();
        }
    }

    /** Takes what a part says. */
    interface PartReader {

        void on(int event, XMLStreamReader xml) throws XMLStreamException;
    }
}
