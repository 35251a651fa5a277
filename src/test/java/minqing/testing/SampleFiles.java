package minqing.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files as people and programs make them, and as somebody makes them who means harm. */
public final class SampleFiles {

    /** Stands wherever a picture can say where it was taken. */
    public static final String PLACE = "N31.4853-E119.4231";

    private static final String WORD =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private static final AtomicInteger SHADES = new AtomicInteger();

    /** One pixel without loss, its colour told once: it has any size that its header says. */
    private static final byte[] VP8L = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    private static final byte[] VP8 =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    private SampleFiles() {}

    /** Red on the left, blue on the right, and no two of them alike. */
    public static BufferedImage image(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        int shade = SHADES.incrementAndGet();
        for (int bit = 0; bit < 10; bit++) {
            graphics.setColor((shade >> bit & 1) == 1 ? Color.WHITE : Color.BLACK);
            graphics.fillRect(bit * width / 10, height * 2 / 5, Math.max(1, width / 10), Math.max(1, height / 5));
        }
        graphics.dispose();
        return image;
    }

    public static byte[] jpeg(int width, int height) {
        return written(image(width, height), "jpeg");
    }

    public static byte[] png(int width, int height) {
        return written(image(width, height), "png");
    }

    /** A photo as a telephone makes it: position, camera, comment, a turned camera, and a film behind the picture. */
    public static byte[] photo(int width, int height, int orientation) {
        byte[] plain = jpeg(width, height);
        ByteArrayOutputStream photo = new ByteArrayOutputStream();
        photo.write(plain, 0, 2);
        photo.writeBytes(segment(0xE1, join(latin("Exif\0\0"), exif(orientation))));
        photo.writeBytes(segment(0xE1, latin("http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='" + PLACE + "'/>")));
        photo.writeBytes(segment(0xED, latin("Photoshop 3.0\0" + PLACE)));
        photo.writeBytes(segment(0xE2, latin("MPF\0" + PLACE)));
        photo.writeBytes(segment(0xFE, latin(PLACE)));
        photo.write(plain, 2, plain.length - 2);
        photo.writeBytes(latin("ftypmp42 " + PLACE));
        return photo.toByteArray();
    }

    public static byte[] pngWithPlace(int width, int height, int orientation) {
        byte[] plain = png(width, height);
        int afterHeader = 8 + 25;
        return join(
                Arrays.copyOf(plain, afterHeader),
                chunk("eXIf", exif(orientation)),
                chunk("tEXt", latin("Comment\0" + PLACE)),
                chunk("iTXt", latin("XML:com.adobe.xmp\0\0\0\0\0" + PLACE)),
                Arrays.copyOfRange(plain, afterHeader, plain.length),
                latin(PLACE));
    }

    /** A small file that claims to be a huge picture. */
    public static byte[] pngOf(int width, int height) {
        byte[] plain = png(8, 8);
        ByteBuffer header = ByteBuffer.allocate(13).put(plain, 16, 13);
        header.putInt(0, width).putInt(4, height);
        return join(
                Arrays.copyOf(plain, 8),
                chunk("IHDR", header.array()),
                chunk("IDAT", deflated(new byte[1_000_000])),
                chunk("IEND", new byte[0]));
    }

    public static byte[] webp(int width, int height, int orientation) {
        byte[] picture = Arrays.copyOfRange(VP8L, 12, VP8L.length);
        int bits = width - 1 | (height - 1) << 14 | 1 << 28;
        ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN).putInt(9, bits);
        return webpWith(width, height, 0x1C, picture, riff("EXIF", exif(orientation)), riff("XMP ", latin(PLACE)));
    }

    public static byte[] lossyWebp() {
        return webpWith(1, 1, 0x0C, Arrays.copyOfRange(VP8, 12, VP8.length), riff("EXIF", exif(1)));
    }

    public static byte[] movingWebp() {
        return webpWith(1, 1, 0x02, riff("ANIM", new byte[6]), riff("ANMF", new byte[24]));
    }

    private static byte[] webpWith(int width, int height, int flags, byte[]... chunks) {
        ByteBuffer canvas = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        canvas.putInt(flags).putShort((short) (width - 1)).put((byte) 0);
        canvas.putShort((short) (height - 1)).put((byte) 0);
        byte[] all = join(riff("VP8X", canvas.array()), join(chunks));
        return join(
                latin("RIFF"),
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(all.length + 4)
                        .array(),
                latin("WEBP"),
                all);
    }

    /** What EXIF says: how the camera was held, which one it was, and where (GPS). */
    private static byte[] exif(int orientation) {
        byte[] place = latin(PLACE + "\0");
        ByteBuffer tiff = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(latin("II")).putShort((short) 42).putInt(8).putShort((short) 3);
        tiff.putShort((short) 0x010F).putShort((short) 2).putInt(place.length).putInt(100);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
        tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(60).putInt(0);
        tiff.position(60);
        tiff.putShort((short) 1)
                .putShort((short) 1)
                .putShort((short) 2)
                .putInt(2)
                .put(latin("N\0\0\0"))
                .putInt(0);
        tiff.position(100);
        tiff.put(place);
        return tiff.array();
    }

    public static byte[] pdf(String more) {
        return latin("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + more + " >>\nendobj\n"
                + "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n% "
                + SHADES.incrementAndGet() + "\n");
    }

    /** A PDF whose objects stand in a compressed stream, as most programs write them. */
    public static byte[] pdfWithObjects(String dictionary, String objects) {
        byte[] packed = deflated(latin(objects));
        return join(
                latin("%PDF-1.7\n3 0 obj\n<< " + dictionary + " /N 1 /First 4 /Length " + packed.length
                        + " >>\nstream\r\n"),
                packed,
                latin("\nendstream\nendobj\n" + SHADES.incrementAndGet() + "\n%%EOF\n"));
    }

    public static byte[] docx() {
        return office(WORD);
    }

    public static byte[] xlsx() {
        return office("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
    }

    public static byte[] pptx() {
        return office("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml");
    }

    public static byte[] office(String mainPart, String... otherParts) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(
                "[Content_Types].xml",
                "<?xml version='1.0'?><Types><Override PartName='/main.xml' ContentType='" + mainPart + "'/></Types>");
        for (String part : otherParts) {
            entries.put(part, "part");
        }
        return zip(entries);
    }

    /** A document of Word with a photo in it. */
    public static byte[] docxWithPhoto(byte[] photo, String... otherParts) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "[Content_Types].xml",
                latin("<?xml version='1.0'?><Types><Override PartName='/word/document.xml' ContentType='" + WORD
                        + "'/></Types>"));
        entries.put("word/document.xml", latin("<document/>"));
        entries.put("word/media/image1.jpeg", photo);
        for (String part : otherParts) {
            entries.put(part, latin("part"));
        }
        return packed(entries);
    }

    public static byte[] zip(Map<String, String> entries) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        entries.forEach((name, content) -> contents.put(name, content.getBytes(StandardCharsets.UTF_8)));
        return packed(contents);
    }

    private static byte[] packed(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
            zip.putNextEntry(new ZipEntry("unique-" + SHADES.incrementAndGet()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A document of the older kind with these entries in its directory. */
    public static byte[] compound(String... names) {
        ByteBuffer file = ByteBuffer.allocate(512 + 128 * (names.length + 1)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1});
        file.putInt(24, 0x0003003E).putShort(28, (short) 0xFFFE).putShort(30, (short) 9);
        file.putInt(60, SHADES.incrementAndGet());
        entry(file, 512, "Root Entry", 5);
        for (int index = 0; index < names.length; index++) {
            entry(file, 512 + 128 * (index + 1), names[index], names[index].equals("Macros") ? 1 : 2);
        }
        return file.array();
    }

    private static void entry(ByteBuffer file, int at, String name, int kind) {
        file.position(at);
        file.put(name.getBytes(StandardCharsets.UTF_16LE));
        file.putShort(at + 64, (short) (2 * name.length() + 2)).put(at + 66, (byte) kind);
    }

    /** {@code size} bytes that are a text. */
    public static byte[] text(int size) {
        byte[] text = new byte[size];
        Arrays.fill(text, (byte) 'a');
        byte[] number = latin(String.valueOf(SHADES.incrementAndGet()));
        System.arraycopy(number, 0, text, 0, Math.min(size, number.length));
        return text;
    }

    public static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] written(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static byte[] segment(int marker, byte[] content) {
        return join(
                new byte[] {(byte) 0xFF, (byte) marker},
                ByteBuffer.allocate(2).putShort((short) (content.length + 2)).array(),
                content);
    }

    private static byte[] chunk(String kind, byte[] content) {
        CRC32 check = new CRC32();
        check.update(latin(kind));
        check.update(content);
        return join(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                latin(kind),
                content,
                ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }

    private static byte[] riff(String kind, byte[] content) {
        byte[] size = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(content.length)
                .array();
        return join(latin(kind), size, content, new byte[content.length % 2]);
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
