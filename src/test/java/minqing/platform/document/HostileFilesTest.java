package minqing.platform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import minqing.platform.fault.InvalidInput;
import minqing.testing.HostileZips;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is not what it should be, or means harm, is refused in words, and costs little. */
class HostileFilesTest {

    private static final String SHEET = "xl/worksheets/sheet1.xml";

    @Test
    void theFileTheOthersAreMadeFromIsGood() throws IOException {
        assertThat(ImportsTest.read(packed(parts())).rows()).hasSize(1);
    }

    @Test
    void whatIsNoWorkbookIsSaidToBeNone() throws IOException {
        assertRefused(new byte[0], "是空的");
        assertRefused("姓名,时间\n".getBytes(StandardCharsets.UTF_8), "不是 .xlsx");
        assertRefused(packed(Map.of("word/document.xml", bytes("<x/>"))), "不是 .xlsx");
        ByteArrayOutputStream old = new ByteArrayOutputStream();
        try (HSSFWorkbook book = new HSSFWorkbook()) {
            book.createSheet().createRow(0).createCell(0).setCellValue("姓名");
            book.write(old);
        }
        assertRefused(old.toByteArray(), "旧格式");
    }

    @Test
    void aFileWithAPasswordIsRefused() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("minqing");
            try (var encrypted = encryptor.getDataStream(container)) {
                encrypted.write(ImportsTest.good());
            }
            container.writeFilesystem(out);
        }
        assertRefused(out.toByteArray(), "密码");
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        byte[] good = ImportsTest.good();
        for (int length : new int[] {3, 30, good.length / 2, good.length - 1}) {
            byte[] truncated = Arrays.copyOf(good, length);
            assertThat(ImportsTest.messages(truncated)).hasSize(1);
        }
        assertRefused(Arrays.copyOf(good, good.length - 100), "已损坏");
    }

    @Test
    void aFileThatUnpacksToHundredsOfMegabytesIsRefused() throws IOException {
        String sheet = text(parts().get(SHEET));
        int end = sheet.indexOf("</sheetData>");
        String start = sheet.substring(0, end);
        byte[] filling = bytes(" ".repeat(1 << 20));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var part : parts().entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                if (part.getKey().equals(SHEET)) {
                    zip.write(bytes(start));
                    for (int megabyte = 0; megabyte < 300; megabyte++) {
                        zip.write(filling);
                    }
                    zip.write(bytes(sheet.substring(end)));
                } else {
                    zip.write(part.getValue());
                }
                zip.closeEntry();
            }
        }
        assertThat(out.size()).isLessThan(2_000_000);
        assertRefused(out.toByteArray(), "展开后过大");
    }

    @Test
    void aFileThatLiesAboutItsSizeIsRefused() throws IOException {
        byte[] file = packed(parts());
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int place = 0; place + 46 < file.length; place++) {
            if (bytes.getInt(place) == 0x02014b50) {
                bytes.putInt(place + 24, 1 << 30);
            }
        }
        assertRefused(file, "展开后过大");
    }

    @Test
    void partsThatShareTheirBytesAreRefusedBeforeAnyIsUnpacked() throws IOException {
        byte[] types = parts().get("[Content_Types].xml");
        assertRefused(HostileZips.oneRunOfZeros("[Content_Types].xml", types, "xl/media/%d.png", 2, 1000), "互相矛盾");
        assertRefused(HostileZips.quoted("[Content_Types].xml", types, "xl/media/%d.png", 20, 1000), "互相矛盾");
        assertRefused(
                HostileZips.oneRunOfZeros("[Content_Types].xml", types, "xl/media/%d.png", 400, 30 << 20), "展开后过大");
        assertRefused(HostileZips.many("[Content_Types].xml", types, 30_000), "组成过多");
        assertRefused(HostileZips.lying("[Content_Types].xml", types, "xl/workbook.xml", 100, 90), "互相矛盾");
    }

    @Test
    void aFileThatTakesTooLongToReadIsGivenUp() throws IOException {
        byte[] file = packed(parts());
        long[] now = {0};
        FileBudget slow = new FileBudget(
                XlsxPackage.MOST_PARTS,
                Duration.ofSeconds(30),
                () -> now[0] += Duration.ofSeconds(10).toNanos());
        assertThatThrownBy(() -> {
                    try (XlsxPackage opened = XlsxPackage.open(file, slow)) {
                        new SheetReader(opened).read((number, values) -> {});
                    }
                })
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refusal ->
                                assertThat(refusal.faults().get(0).getCodes()).containsExactly("document.import.slow"));
    }

    @Test
    void aFileLargerThanAFormMayBeIsNotEvenOpened() {
        byte[] file = new byte[XlsxPackage.LARGEST_FILE + 1];
        assertRefused(file, "最多 20 MB");
    }

    @Test
    void aFileOfThousandsOfPartsIsRefused() throws IOException {
        Map<String, byte[]> parts = parts();
        for (int part = 0; part < XlsxPackage.MOST_PARTS; part++) {
            parts.put("xl/media/" + part + ".png", new byte[1]);
        }
        assertRefused(packed(parts), "组成过多");
    }

    @ParameterizedTest
    @CsvSource({
        "xl/vbaProject.bin, 宏",
        "xl/macrosheets/sheet1.xml, 宏",
        "xl/externalLinks/externalLink1.xml, 外部数据",
        "xl/connections.xml, 外部数据",
        "xl/embeddings/oleObject1.bin, 内嵌",
        "xl/activeX/activeX1.xml, 内嵌"
    })
    void aPartThatCanActOrReachElsewhereIsRefused(String part, String words) throws IOException {
        Map<String, byte[]> parts = parts();
        parts.put(part, bytes("<x/>"));
        assertRefused(packed(parts), words);
    }

    @Test
    void aWorkbookThatSaysItHasMacrosIsRefused() throws IOException {
        assertRefused(
                changed("[Content_Types].xml", "spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml"),
                "宏");
    }

    @Test
    void aLinkThatIsFetchedIsRefusedAndOneThatIsOnlyClickedIsNot() throws IOException {
        String relation =
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                        + " Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s\""
                        + " Target=\"http://localhost/x\" TargetMode=\"External\"/></Relationships>";
        Map<String, byte[]> parts = parts();
        parts.put("xl/worksheets/_rels/sheet1.xml.rels", bytes(relation.formatted("image")));
        assertRefused(packed(parts), "外部数据");

        parts.put("xl/worksheets/_rels/sheet1.xml.rels", bytes(relation.formatted("hyperlink")));
        assertThat(ImportsTest.read(packed(parts)).rows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", SHEET})
    void anEntityOfAnyKindIsRefusedInEveryPart(String part) throws IOException {
        String content = text(parts().get(part));
        int root = content.indexOf("?>") + 2;
        for (String type : new String[] {
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>",
            "<!DOCTYPE x SYSTEM \"http://localhost:1/x.dtd\">",
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
        }) {
            Map<String, byte[]> parts = parts();
            parts.put(part, bytes(content.substring(0, root) + type + content.substring(root)));
            assertRefused(packed(parts), "外部实体");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "r=\"A2\", r=\"ZZZZZZZ2\"",
        "r=\"2\", r=\"99999999999\"",
        "<v>0</v>, <v>-1</v>",
        "<v>0</v>, <v>77</v>",
        "<v>1.0</v>, <v>1E999999999x</v>",
        "</sheetData>, </sheetDat>"
    })
    void aBrokenSheetIsRefused(String good, String broken) throws IOException {
        assertRefused(changed(SHEET, good, broken), "已损坏");
    }

    @Test
    void aNumberWithoutEndIsAFaultOfItsCell() throws IOException {
        assertThat(ImportsTest.read(changed(SHEET, "<v>1.0</v>", "<v>1E999999999</v>"))
                        .faults())
                .hasSize(1);
    }

    @Test
    void whateverHappensToAFileOnItsWayTheAnswerIsARefusalOrItsRows() throws IOException {
        Random chance = new Random(20260705);
        for (String part : new String[] {"xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", SHEET}) {
            for (int trial = 0; trial < 60; trial++) {
                Map<String, byte[]> parts = parts();
                byte[] content = parts.get(part).clone();
                for (int change = 0; change <= trial % 4; change++) {
                    content[chance.nextInt(content.length)] = (byte) chance.nextInt(256);
                }
                parts.put(part, content);
                readOrRefuse(packed(parts));
            }
        }
        byte[] good = packed(parts());
        for (int trial = 0; trial < 200; trial++) {
            byte[] file = good.clone();
            for (int change = 0; change < 3; change++) {
                file[chance.nextInt(file.length)] = (byte) chance.nextInt(256);
            }
            readOrRefuse(file);
        }
    }

    private static void readOrRefuse(byte[] file) throws IOException {
        try {
            assertThat(ImportsTest.read(file).rows()).hasSizeLessThanOrEqualTo(2);
        } catch (InvalidInput refused) {
            assertThat(refused.faults()).isNotEmpty();
        }
    }

    private static void assertRefused(byte[] file, String words) {
        assertThat(ImportsTest.messages(file)).hasSize(1).allMatch(message -> message.contains(words), words);
    }

    private static byte[] changed(String part, String from, String to) throws IOException {
        Map<String, byte[]> parts = parts();
        String content = text(parts.get(part));
        assertThat(content).contains(from);
        parts.put(part, bytes(content.replace(from, to)));
        return packed(parts);
    }

    private static Map<String, byte[]> parts() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (InputStream file = new ByteArrayInputStream(ImportsTest.good());
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    private static byte[] packed(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static String text(byte[] part) {
        return new String(part, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
