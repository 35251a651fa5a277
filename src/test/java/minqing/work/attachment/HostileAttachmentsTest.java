package minqing.work.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import minqing.bureau.web.Caller;
import minqing.platform.document.FileBudget;
import minqing.testing.HostileZips;
import minqing.testing.Multipart;
import minqing.testing.SampleFiles;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A small file that asks for much is refused in words, before it costs anything; others don't notice. */
class HostileAttachmentsTest extends AttachmentTest {

    private static final String PARTS = "[Content_Types].xml";

    private static final byte[] TYPES =
            SampleFiles.latin("<?xml version='1.0'?><Types><Override PartName='/main.xml' ContentType="
                    + "'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>");

    private static final String PHOTOS = "word/media/image%04d.jpeg";
    private static final int LARGE = 30 * 1024 * 1024;

    static Stream<Arguments> archives() {
        byte[] overlapping = HostileZips.oneRunOfZeros(PARTS, TYPES, PHOTOS, 400, LARGE);
        byte[] quoted = HostileZips.quoted(PARTS, TYPES, PHOTOS, 400, LARGE);
        assertThat(overlapping).hasSizeLessThan(70_000);
        assertThat(quoted).hasSizeLessThan(120_000);
        return Stream.of(
                Arguments.of("entries that all point at one run of zeros", overlapping, "展开后过大"),
                Arguments.of("entries that quote one another", quoted, "展开后过大"),
                Arguments.of(
                        "two small entries that share their bytes",
                        HostileZips.oneRunOfZeros(PARTS, TYPES, PHOTOS, 2, 1000),
                        "互相矛盾"),
                Arguments.of(
                        "small entries that quote one another",
                        HostileZips.quoted(PARTS, TYPES, PHOTOS, 20, 1000),
                        "互相矛盾"),
                Arguments.of("more entries than any document", HostileZips.many(PARTS, TYPES, 30_000), "展开后过大"),
                Arguments.of(
                        "a part that shrinks a thousandfold",
                        HostileZips.lying(PARTS, TYPES, PHOTOS.formatted(1), LARGE, LARGE),
                        "展开后过大"),
                Arguments.of(
                        "a part that says it were small",
                        HostileZips.lying(PARTS, TYPES, PHOTOS.formatted(1), LARGE, 1000),
                        "互相矛盾"),
                Arguments.of(
                        "a part that says it were larger",
                        HostileZips.lying(PARTS, TYPES, PHOTOS.formatted(1), 1000, 2000),
                        "互相矛盾"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void archives(String shape, byte[] file, String words) throws Exception {
        assertThat(refused("说明.docx", file)).startsWith("“附件”第 1 个文件").contains(words);
        FileBudget budget = new FileBudget(5_000, Duration.ofSeconds(10));
        assertThat(catchThrowableOfType(RefusedFile.class, () -> {
                    FileTypes.of(file, "说明.docx", budget);
                    DocumentPictures.bare(file, budget);
                }))
                .as(shape)
                .isNotNull();
        assertThat(budget.unpacked()).as("bytes unpacked of " + shape).isLessThan(100_000);
    }

    @Test
    void aDocumentInsideADocumentIsNotUnpacked() throws Exception {
        byte[] inner = HostileZips.oneRunOfZeros(PARTS, TYPES, PHOTOS, 400, LARGE);
        byte[] outer = HostileZips.lying(PARTS, TYPES, "x", 0, 0);
        assertThat(send("外.docx", outer).statusCode()).isEqualTo(201);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            // As some programs write every archive, however small.
            zip.setUseZip64(Zip64Mode.Always);
            for (var part : List.of(new Object[] {PARTS, TYPES}, new Object[] {"word/embeddings/inner.docx", inner})) {
                zip.putArchiveEntry(new ZipArchiveEntry((String) part[0]));
                zip.write((byte[]) part[1]);
                zip.closeArchiveEntry();
            }
        }
        assertThat(attach("套.docx", file.toByteArray()).get("mediaType").asText())
                .contains("wordprocessingml");
        FileBudget budget = new FileBudget(5_000, Duration.ofSeconds(10));
        FileTypes.of(file.toByteArray(), "套.docx", budget);
        assertThat(DocumentPictures.bare(file.toByteArray(), budget)).isEqualTo(file.toByteArray());
        assertThat(budget.unpacked()).isEqualTo(TYPES.length);
    }

    @Test
    void fourAtOnceAreRefusedAndOthersGoThrough() throws Exception {
        byte[] hostile = HostileZips.oneRunOfZeros(PARTS, TYPES, PHOTOS, 400, LARGE);
        ExecutorService together = Executors.newFixedThreadPool(6);
        try {
            List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
            for (int call = 0; call < 4; call++) {
                calls.add(() -> as("office").upload(at(record), new Multipart().file("files", "坏.docx", hostile)));
            }
            calls.add(() -> as("office2")
                    .upload(at(record), new Multipart().file("files", "好.jpg", SampleFiles.jpeg(400, 300))));
            calls.add(() ->
                    as("jiancha").upload(at(record), new Multipart().file("files", "好.docx", SampleFiles.docx())));
            as("office2");
            as("jiancha");
            as("office");
            List<Future<HttpResponse<String>>> answers = together.invokeAll(calls);
            for (Future<HttpResponse<String>> answer : answers.subList(0, 4)) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(422);
                assertThat(Caller.json(answer.get()).at("/errors/0/message").asText())
                        .contains("第 1 个文件", "展开后过大");
            }
            assertThat(answers.get(4).get().statusCode()).isEqualTo(201);
            assertThat(answers.get(5).get().statusCode()).isEqualTo(201);
        } finally {
            together.shutdown();
        }
    }

    @Test
    void aPdfWhoseObjectsShrinkAThousandfoldIsRefused() throws Exception {
        byte[] file = SampleFiles.pdfWithObjects("/Type /ObjStm /Filter /FlateDecode", " ".repeat(LARGE));
        assertThat(file).hasSizeLessThan(100_000);
        assertThat(refused("来信.pdf", file)).contains("第 1 个文件", "展开后过大");
        FileBudget budget = new FileBudget(5_000, Duration.ofSeconds(10));
        assertThat(catchThrowableOfType(RefusedFile.class, () -> FileTypes.of(file, "来信.pdf", budget)))
                .isNotNull();
        assertThat(budget.unpacked()).isLessThan(LARGE / 2);
    }

    @Test
    void aPhotoDrawnInHundredsOfPassesIsRefusedAndOneOfTenIsTaken() throws Exception {
        byte[] ordinary = progressive();
        int last = lastScan(ordinary);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(ordinary, 0, last);
        for (int pass = 0; pass < 1000; pass++) {
            many.write(ordinary, last, ordinary.length - 2 - last);
        }
        many.write(ordinary, ordinary.length - 2, 2);
        assertThat(refused("照片.jpg", many.toByteArray())).contains("第 1 个文件", "分层过多");
        assertThat(attach("照片.jpg", ordinary).get("mediaType").asText()).isEqualTo("image/jpeg");
    }

    @Test
    void aPictureThatIsOneLineOfMillionsOfPixelsIsRefusedBeforeALineIsRead() throws Exception {
        assertThat(refused("长.png", png(60_000_000, 1, new byte[100]))).contains("第 1 个文件", "尺寸过大");
        assertThat(refused("块.png", chunked("PLTE", new byte[5_000_000]))).contains("第 1 个文件", "损坏");
    }

    @Test
    void aFileThatTakesTooLongIsLeftAloneWhateverItIs() throws Exception {
        long[] now = {0};
        // Each look at the clock is a second later.
        FileBudget slow = new FileBudget(5_000, Duration.ofSeconds(3), () -> now[0] += 1_000_000_000L);
        Pictures pictures = new Pictures(
                new AttachmentLimits(null, null, 1, 1, null, 64_000_000, Duration.ofSeconds(3), Duration.ofSeconds(3)));
        RefusedFile refusal = catchThrowableOfType(
                RefusedFile.class, () -> pictures.keep(SampleFiles.jpeg(2000, 2000), FileType.JPEG, slow));
        assertThat(refusal.key()).isEqualTo("attachment.slow");
        assertThat(catchThrowableOfType(RefusedFile.class, () -> FileTypes.of(SampleFiles.docx(), "说明.docx", slow))
                        .key())
                .isEqualTo("attachment.slow");
        byte[] objects = SampleFiles.pdfWithObjects("/Type /ObjStm /Filter /FlateDecode", "1 0 <<>>");
        assertThat(catchThrowableOfType(RefusedFile.class, () -> FileTypes.of(objects, "来信.pdf", slow))
                        .key())
                .isEqualTo("attachment.slow");
    }

    private static byte[] progressive() throws IOException {
        BufferedImage image = SampleFiles.image(300, 200);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam passes = writer.getDefaultWriteParam();
            passes.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(image, null, null), passes);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static int lastScan(byte[] file) {
        int last = -1;
        for (int at = 0; at + 1 < file.length; at++) {
            if ((file[at] & 0xFF) == 0xFF && (file[at + 1] & 0xFF) == 0xDA) {
                last = at;
            }
        }
        return last;
    }

    private static byte[] png(int width, int height, byte[] lines) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 16).put((byte) 6);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        file.writeBytes(chunk("IHDR", header.array()));
        file.writeBytes(chunk("IDAT", lines));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] chunked(String kind, byte[] content) {
        byte[] picture = SampleFiles.png(20, 20);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int header = 8 + 25;
        file.write(picture, 0, header);
        file.writeBytes(chunk(kind, content));
        file.write(picture, header, picture.length - header);
        return file.toByteArray();
    }

    private static byte[] chunk(String kind, byte[] content) {
        CRC32 check = new CRC32();
        check.update(SampleFiles.latin(kind));
        check.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(SampleFiles.latin(kind))
                .put(content)
                .putInt((int) check.getValue())
                .array();
    }
}
