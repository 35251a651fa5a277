package minqing.work.attachment;

import static minqing.testing.SampleFiles.PLACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import minqing.testing.SampleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken and what is not, by content alone; and that a picture tells nothing but what it shows. */
class FileTypesTest extends AttachmentTest {

    private static final String WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final byte[] GB = "群众反映河道淤积".getBytes(Charset.forName("GB18030"));

    static Stream<Arguments> taken() {
        return Stream.of(
                Arguments.of("照片.jpg", SampleFiles.jpeg(30, 20), "image/jpeg", "照片.jpg"),
                Arguments.of("照片.JPEG", SampleFiles.jpeg(30, 20), "image/jpeg", "照片.jpeg"),
                Arguments.of("截图.png", SampleFiles.png(30, 20), "image/png", "截图.png"),
                Arguments.of("来信.pdf", SampleFiles.pdf(""), "application/pdf", "来信.pdf"),
                Arguments.of("说明.docx", SampleFiles.docx(), WORD, "说明.docx"),
                Arguments.of(
                        "名单.xlsx",
                        SampleFiles.xlsx(),
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        "名单.xlsx"),
                Arguments.of(
                        "汇报.pptx",
                        SampleFiles.pptx(),
                        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                        "汇报.pptx"),
                Arguments.of("旧稿.doc", SampleFiles.compound("WordDocument"), "application/msword", "旧稿.doc"),
                Arguments.of("旧稿.wps", SampleFiles.compound("WordDocument"), "application/msword", "旧稿.wps"),
                Arguments.of("旧表.xls", SampleFiles.compound("Workbook"), "application/vnd.ms-excel", "旧表.xls"),
                Arguments.of(
                        "旧片.ppt",
                        SampleFiles.compound("PowerPoint Document"),
                        "application/vnd.ms-powerpoint",
                        "旧片.ppt"),
                Arguments.of("记录.txt", "垚喆\n一二".getBytes(StandardCharsets.UTF_8), "text/plain", "记录.txt"),
                Arguments.of("记录.txt", GB, "text/plain", "记录.txt"),
                Arguments.of("记录.txt", "\uFEFF记录".getBytes(StandardCharsets.UTF_16LE), "text/plain", "记录.txt"),
                // The content decides; what the name says otherwise is put right.
                Arguments.of("其实是照片.png", SampleFiles.jpeg(30, 20), "image/jpeg", "其实是照片.jpg"),
                Arguments.of("病毒.exe", SampleFiles.jpeg(30, 20), "image/jpeg", "病毒.jpg"),
                Arguments.of("文档.zip", SampleFiles.docx(), WORD, "文档.docx"),
                Arguments.of("2026.7.5", SampleFiles.pdf(""), "application/pdf", "2026.7.5.pdf"));
    }

    @ParameterizedTest(name = "{0} is kept as {3}")
    @MethodSource
    void taken(String name, byte[] content, String mediaType, String kept) throws Exception {
        JsonNode attached = attach(name, content);
        assertThat(attached.get("mediaType").asText()).isEqualTo(mediaType);
        assertThat(listed(record).get(0).get("name").asText()).isEqualTo(kept);
        if (!mediaType.startsWith("image/")) {
            assertThat(content(attached)).isEqualTo(content);
        }
    }

    static Stream<Arguments> refused() {
        byte[] page = SampleFiles.latin("<!DOCTYPE html><html><script>alert(1)</script></html>");
        byte[] drawing = SampleFiles.latin("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>");
        byte[] shell = SampleFiles.latin("#!/bin/sh\nrm -rf /\n");
        return Stream.of(
                Arguments.of(
                        "程序.exe", SampleFiles.latin("MZ\u0090\0\u0003\0\0\0\u0004\0\0\0\u00FF\u00FF\0\0"), "类型不支持"),
                Arguments.of(
                        "照片.jpg", SampleFiles.latin("MZ\u0090\0\u0003\0\0\0\u0004\0\0\0\u00FF\u00FF\0\0"), "类型不支持"),
                Arguments.of("程序", SampleFiles.latin("\u007FELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0"), "类型不支持"),
                Arguments.of("页面.html", page, "类型不支持"),
                Arguments.of("页面.txt", page, "类型不支持"),
                Arguments.of("图.svg", drawing, "类型不支持"),
                Arguments.of("图.png", drawing, "类型不支持"),
                Arguments.of("脚本.sh", shell, "类型不支持"),
                Arguments.of("脚本.txt", shell, "类型不支持"),
                Arguments.of("批处理.bat", SampleFiles.latin("del *.*\r\n"), "类型不支持"),
                Arguments.of("脚本.js", SampleFiles.latin("alert(1)"), "类型不支持"),
                Arguments.of("无名", SampleFiles.latin("just text"), "类型不支持"),
                Arguments.of("数据.txt", new byte[] {1, 2, 3, 0, 7}, "类型不支持"),
                Arguments.of("动画.gif", SampleFiles.latin("GIF89a\1\0\1\0\0\0\0;"), "类型不支持"),
                Arguments.of("包.zip", SampleFiles.zip(Map.of("a.exe", "MZ")), "压缩包"),
                Arguments.of("包.docx", SampleFiles.zip(Map.of("a.exe", "MZ")), "压缩包"),
                Arguments.of("包.jar", SampleFiles.zip(Map.of("META-INF/MANIFEST.MF", "x")), "压缩包"),
                Arguments.of("断.docx", SampleFiles.latin("PK\3\4broken"), "压缩包"),
                Arguments.of("宏.docm", macros("word.document.macroEnabled.main+xml"), "宏"),
                Arguments.of("宏.docx", macros("word.document.macroEnabled.main+xml"), "宏"),
                Arguments.of(
                        "宏.xlsx",
                        SampleFiles.office(
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                                "xl/vbaProject.bin"),
                        "宏"),
                Arguments.of("宏.doc", SampleFiles.compound("WordDocument", "Macros", "_VBA_PROJECT"), "宏"),
                Arguments.of("宏.xls", SampleFiles.compound("Workbook", "_VBA_PROJECT_CUR"), "宏"),
                Arguments.of("密.docx", SampleFiles.compound("EncryptionInfo", "EncryptedPackage"), "密码"),
                Arguments.of("安装.msi", SampleFiles.compound("SummaryInformation"), "类型不支持"),
                Arguments.of("苹果.heic", heic(), "HEIC"),
                Arguments.of("苹果.jpg", heic(), "HEIC"),
                Arguments.of(
                        "脚本.pdf", SampleFiles.pdf("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "脚本"),
                Arguments.of("伪装.pdf", SampleFiles.pdf("/OpenAction << /S /J#61vaScript /JS (1) >>"), "脚本"),
                Arguments.of("启动.pdf", SampleFiles.pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"), "脚本"),
                Arguments.of(
                        "深藏.pdf",
                        SampleFiles.pdfWithObjects("/Type /ObjStm /Filter /FlateDecode", "1 0 << /S /JavaScript >>"),
                        "脚本"),
                Arguments.of(
                        "深藏伪装.pdf",
                        SampleFiles.pdfWithObjects("/Type /Obj#53tm /Filter /FlateDecode", "1 0 << /S /JavaScript >>"),
                        "脚本"),
                Arguments.of(
                        "双层.pdf",
                        SampleFiles.pdfWithObjects("/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]", "1 0"),
                        "无法检查"),
                Arguments.of(
                        "炸弹.pdf",
                        SampleFiles.pdfWithObjects("/Type /ObjStm /Filter /FlateDecode", " ".repeat(70_000_000)),
                        "展开后过大"),
                Arguments.of("加密.pdf", SampleFiles.pdf("/Encrypt 9 0 R"), "加密"),
                Arguments.of("空.jpg", new byte[0], "空的"),
                Arguments.of("断.jpg", half(SampleFiles.jpeg(300, 200)), "损坏"),
                Arguments.of("断.png", half(SampleFiles.png(300, 200)), "损坏"),
                Arguments.of("假.jpg", SampleFiles.latin("\u00FF\u00D8\u00FF\u00E0no picture"), "损坏"),
                Arguments.of("巨.png", SampleFiles.pngOf(60000, 60000), "60,000 × 60,000"),
                Arguments.of("长.png", SampleFiles.pngOf(Integer.MAX_VALUE, Integer.MAX_VALUE), "尺寸过大"),
                Arguments.of("巨.webp", SampleFiles.webp(16383, 16383, 1), "16,383"),
                Arguments.of("动.webp", SampleFiles.movingWebp(), "动图"));
    }

    private static byte[] heic() {
        return SampleFiles.latin("\0\0\0\u0018ftypheic\0\0\0\0mif1heic");
    }

    private static byte[] macros(String part) {
        return SampleFiles.office("application/vnd.ms-" + part);
    }

    private static byte[] half(byte[] content) {
        return java.util.Arrays.copyOf(content, content.length / 2);
    }

    @ParameterizedTest(name = "{0} is refused: {2}")
    @MethodSource
    void refused(String name, byte[] content, String why) throws Exception {
        assertThat(refused(name, content)).contains("附件", "第 1 个文件", why);
    }

    @Test
    void aPdfWithCompressedObjectsIsTaken() throws Exception {
        byte[] pdf = SampleFiles.pdfWithObjects("/Type /ObjStm /Filter /FlateDecode", "1 0 << /Type /Catalog >>");
        assertThat(content(attach("批复.pdf", pdf))).isEqualTo(pdf);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 8})
    void aPhotoIsKeptUprightAndWithoutItsPlace(int orientation) throws Exception {
        JsonNode attached = attach("IMG_20260705.jpg", SampleFiles.photo(600, 400, orientation));
        byte[] kept = content(attached);
        assertTellsNothing(kept);
        assertTellsNothing(stored(attached));
        assertTellsNothing(thumbnail(attached));
        assertUpright(drawn(kept), orientation, 600, 400);
        assertUpright(drawn(thumbnail(attached)), orientation, 320, 213);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void aPngIsKeptUprightAndWithoutItsPlace(int orientation) throws Exception {
        JsonNode attached = attach("截图.png", SampleFiles.pngWithPlace(600, 400, orientation));
        byte[] kept = content(attached);
        assertTellsNothing(kept);
        assertTellsNothing(stored(attached));
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("eXIf", "tEXt", "iTXt");
        assertUpright(drawn(kept), orientation, 600, 400);
        assertUpright(drawn(thumbnail(attached)), orientation, 320, 213);
    }

    @Test
    void aWebpIsKeptAsWhatEveryComputerShows() throws Exception {
        JsonNode lossless = attach("微信.webp", SampleFiles.webp(40, 20, 6));
        assertThat(lossless.get("mediaType").asText()).isEqualTo("image/png");
        assertThat(listed(record).get(0).get("name").asText()).isEqualTo("微信.png");
        assertTellsNothing(content(lossless));
        assertTellsNothing(stored(lossless));
        assertThat(drawn(content(lossless)).getWidth()).isEqualTo(20);
        assertThat(drawn(content(lossless)).getHeight()).isEqualTo(40);

        JsonNode lossy = attach("微信.webp", SampleFiles.lossyWebp());
        assertThat(lossy.get("mediaType").asText()).isEqualTo("image/jpeg");
        assertTellsNothing(content(lossy));
    }

    @Test
    void anUprightPhotoKeepsEveryPixel() throws Exception {
        byte[] photo = SampleFiles.photo(600, 400, 1);
        BufferedImage before = drawn(photo);
        BufferedImage after = drawn(content(attach("照片.jpg", photo)));
        for (int x = 0; x < 600; x += 7) {
            assertThat(after.getRGB(x, 200)).isEqualTo(before.getRGB(x, 200));
        }
    }

    @Test
    void aLargePhotoHasASmallPictureToo() throws Exception {
        JsonNode attached = attach("全景.jpg", SampleFiles.photo(6000, 3000, 6));
        BufferedImage kept = drawn(content(attached));
        assertThat(kept.getWidth()).isEqualTo(3000);
        assertThat(kept.getHeight()).isEqualTo(6000);
        BufferedImage small = drawn(thumbnail(attached));
        assertThat(small.getHeight()).isEqualTo(320);
        assertThat(small.getWidth()).isEqualTo(160);
    }

    @Test
    void aPhotoInADocumentTellsNoMoreThanOneOnItsOwn() throws Exception {
        for (int orientation : new int[] {1, 6}) {
            byte[] kept = content(attach("报告.docx", SampleFiles.docxWithPhoto(SampleFiles.photo(90, 60, orientation))));
            byte[] photo = part(kept, "word/media/image1.jpeg");
            assertThat(new String(photo, StandardCharsets.ISO_8859_1))
                    .doesNotContain(PLACE, "GPS", "Photoshop", "xap/1.0", "ftyp");
            // Whoever reads the document turns it as before: of what the camera wrote that is left.
            assertThat(PictureFile.of(photo, FileType.JPEG).orientation()).isEqualTo(orientation);
            assertThat(drawn(photo).getWidth()).isEqualTo(90);
            assertThat(part(kept, "word/document.xml")).isEqualTo(SampleFiles.latin("<document/>"));
        }
    }

    @Test
    void aDocumentWithNothingToLeaveOutOrWithASignatureIsKeptAsItIs() throws Exception {
        for (byte[] document : new byte[][] {
            SampleFiles.docxWithPhoto(SampleFiles.jpeg(20, 20)),
            SampleFiles.docxWithPhoto(SampleFiles.latin("no picture at all")),
            SampleFiles.docxWithPhoto(SampleFiles.photo(20, 20, 1), "_xmlsignatures/sig1.xml")
        }) {
            assertThat(content(attach("原件.docx", document))).isEqualTo(document);
        }
    }

    private static byte[] part(byte[] document, String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(document))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return zip.readAllBytes();
                }
            }
        }
        throw new AssertionError(name);
    }

    /** Neither the place nor the names of the tables that held it. */
    private static void assertTellsNothing(byte[] content) {
        assertThat(new String(content, StandardCharsets.ISO_8859_1))
                .doesNotContain(PLACE, "Exif", "GPS", "Photoshop", "xap/1.0", "II*\0", "ftyp", "XMP ", "EXIF");
    }

    private byte[] stored(JsonNode attached) {
        return database.sql("select content from attachment_content where attachment = :id")
                .param("id", attached.get("id").asLong())
                .query((row, index) -> row.getBytes(1))
                .single();
    }

    /** Where the red half of the picture has to be when it was held like that. */
    private static void assertUpright(BufferedImage picture, int orientation, int width, int height) {
        boolean turned = orientation >= 5;
        assertThat(picture.getWidth()).isEqualTo(turned ? height : width);
        assertThat(picture.getHeight()).isEqualTo(turned ? width : height);
        int right = picture.getWidth() - 5;
        int bottom = picture.getHeight() - 5;
        Color topLeft = new Color(picture.getRGB(5, 5));
        Color topRight = new Color(picture.getRGB(right, 5));
        Color bottomLeft = new Color(picture.getRGB(5, bottom));
        assertThat(isRed(topLeft)).isEqualTo(orientation == 1 || orientation == 6);
        assertThat(isRed(topRight)).isEqualTo(orientation == 3 || orientation == 6);
        assertThat(isRed(bottomLeft)).isEqualTo(orientation == 1 || orientation == 8);
    }

    private static boolean isRed(Color color) {
        assertThat(Math.abs(color.getRed() - color.getBlue())).isGreaterThan(150);
        return color.getRed() > color.getBlue();
    }
}
