package minqing.platform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken out of a document again is what went in, and it looks as the source has it. */
class DocumentsTest {

    private static final OutputOptions OPTIONS = OutputOptions.at(Instant.parse("2026-07-05T02:00:00Z"));
    private static final Documents DOCUMENTS = new Documents(Samples.messages());

    /** The title of each annex, and its labels in order, spaces left out, as the source has them. */
    private static final Map<String, String> SOURCE = Map.of(
            "annex1", "“领导干部下基层”活动结对表 参与单位 领导干部 结对村（别桥镇） 结对社区",
            "annex2", "“领导干部下基层”活动生产劳动情况登记表 姓名 单位、职务 劳动时间 劳动地点 参加生产劳动具体情况 备注",
            "annex3", "“领导干部下基层”活动信访接待情况登记表 姓名 单位 职务 接访时间 接访地点 接访对象 信访事由 信访接待情况 备注",
            "annex4", "“领导干部下基层”活动问题解决情况登记表 姓名 单位、职务 问题 主要内容 解决处理情况 下步打算 备注",
            "annex5", "“领导干部下基层”活动座谈会情况登记表 姓名 单位 职务 时间 地点 与会人员 座谈主题 座谈情况 备注",
            "annex6",
                    "“领导干部下基层”活动情况汇总表 单位（盖章）：溧阳市环境保护局 序号 单位名称 下基层领导（名） 参加生产劳动（人次） 接待群众来访（人次）"
                            + " 收集问题（个） 解决问题（个） 撰写民情日记（篇） 召开座谈会（个） 备注 合计 注：活动开始后每月25日前报送市委组织部。",
            "diary", "“领导干部下基层”活动民情日记 姓名 单位、职务 时间 地点 所见所闻 意见建议 个人感受 备注");

    static Stream<Arguments> annexes() {
        return Samples.all().keySet().stream()
                .flatMap(name -> Arrays.stream(Format.values()).map(format -> Arguments.of(name, format)));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("annexes")
    void titleLabelsAndNotesStandInTheOrderOfTheSource(String name, Format format) throws IOException {
        String text = bare(text(write(Samples.all().get(name), format), format));

        assertThat(text).containsSubsequence(SOURCE.get(name).split(" "));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("annexes")
    void everyValueComesBackAsItWentIn(String name, Format format) throws IOException {
        List<? extends Annex> annexes = Samples.all().get(name);
        byte[] document = write(annexes, format);
        String text = bare(text(document, format));
        for (Annex annex : annexes) {
            if (annex instanceof RegisterRecord sheet) {
                List<String> values = sheet.values().stream()
                        .map(value -> value instanceof Occasion time
                                ? new DocumentWords(Samples.messages()).occasion(time)
                                : value)
                        .map(Object::toString)
                        .toList();
                if (format == Format.PDF) {
                    assertThat(text)
                            .contains(values.stream().map(DocumentsTest::bare).toList());
                } else {
                    assertThat(cells(document, format)).containsAll(values);
                }
            }
        }
        if (name.equals("annex1")) {
            assertThat(text)
                    .contains("合星村：上市村、五里亭村、西神圩村、史家棚村、承家村（联系：谭超）")
                    .contains("道成村：童家村、钱家村、徐家村、潘家村、郎家村、杨家村（联系：周国忠）")
                    .containsOnlyOnce("环境保护局")
                    .containsOnlyOnce("昆仑东苑社区");
        }
        if (name.equals("annex6")) {
            assertThat(text).containsSubsequence("1溧阳市环境保护局", "5", "12", "37", "9", "11", "20", "3", "含补报1件", "合计");
            assertThat(text).containsSubsequence("（本年累计）", "80", "212", "61", "58", "140", "17", "合计");
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aLongTextFlowsOverManyPagesAndLosesNothing(Format format) throws IOException {
        String account = Samples.longText(20_000);
        byte[] document = write(List.of(Samples.labour(account)), format);

        String text = text(document, format);
        if (format == Format.PDF) {
            try (PDDocument pdf = Loader.loadPDF(document)) {
                assertThat(pdf.getNumberOfPages()).isBetween(15, 30);
            }
            text = text.replaceAll("— \\d+ —", "");
        }
        assertThat(bare(text)).contains(bare(account));
        if (format == Format.DOCX) {
            assertThat(cells(document, format)).contains(account);
        }
    }

    @Test
    void noRowOfAWorksheetIsTooLowForItsTextNorHigherThanThatNorTallerThanARowCanBe() throws IOException {
        try (XSSFWorkbook book = workbook(List.of(Samples.labour(Samples.longText(20_000))))) {
            XSSFSheet sheet = book.getSheetAt(0);
            int lines = 0;
            for (Row row : sheet) {
                assertThat(row.getHeightInPoints()).isLessThanOrEqualTo(409);
                lines += (int) (row.getHeightInPoints() / (14 * 1.3));
                Cell text = row.getCell(1);
                if (row.getRowNum() > 4
                        && text != null
                        && text.getStringCellValue().length() > 300) {
                    // 24 characters a line, and a paragraph's last line is not full.
                    double most = text.getStringCellValue().length() / 24.0
                            + text.getStringCellValue().split("\n", -1).length
                            + 1;
                    assertThat(row.getHeightInPoints()).isLessThan((float) (most * 14 * 1.3 + 10));
                }
            }
            // 20,000 characters at 26 a line.
            assertThat(lines).isGreaterThan(20_000 / 26);
        }
    }

    @Test
    void aLongTextInAWorksheetIsOneCellToTheEyeOnEachPageAndNoPageIsTooTall() throws IOException {
        List<? extends Annex> annexes = List.of(
                new ForumRecord(
                        "周伟",
                        "市环境保护局",
                        "副局长",
                        Occasion.on(Samples.DAY),
                        "道成村",
                        Samples.longText(900),
                        "主题",
                        Samples.longText(4_000),
                        "备注"),
                Samples.forum());
        try (XSSFWorkbook book = workbook(annexes)) {
            XSSFSheet sheet = book.getSheetAt(0);
            List<Integer> ends = Arrays.stream(sheet.getRowBreaks()).boxed().toList();
            int last = sheet.getLastRowNum();
            double page = 0;
            int pages = 1;
            for (int number = 0; number <= last; number++) {
                page += sheet.getRow(number).getHeightInPoints();
                assertThat(page).isLessThan((297 - 34 - 28) * Form.POINTS);
                boolean pageEnds = ends.contains(number);
                if (number < last
                        && !pageEnds
                        && number > 2
                        && sheet.getRow(number + 1).getCell(0) != null) {
                    // Between two parts of one cell there is no line.
                    boolean goesOn = sheet.getRow(number + 1).getCell(0).getCellType() == CellType.BLANK
                            && sheet.getRow(number + 1)
                                            .getCell(0)
                                            .getCellStyle()
                                            .getBorderLeft()
                                    == BorderStyle.THIN;
                    if (goesOn) {
                        assertThat(sheet.getRow(number)
                                        .getCell(1)
                                        .getCellStyle()
                                        .getBorderBottom())
                                .as("row %d", number + 1)
                                .isEqualTo(BorderStyle.NONE);
                        assertThat(sheet.getRow(number + 1)
                                        .getCell(1)
                                        .getCellStyle()
                                        .getBorderTop())
                                .as("row %d", number + 2)
                                .isEqualTo(BorderStyle.NONE);
                    }
                }
                if (pageEnds) {
                    assertThat(sheet.getRow(number).getCell(1).getCellStyle().getBorderBottom())
                            .as("the last row of a page")
                            .isEqualTo(BorderStyle.THIN);
                    if (sheet.getRow(number + 1).getCell(0).getCellType() == CellType.BLANK) {
                        assertThat(sheet.getRow(number + 1)
                                        .getCell(1)
                                        .getCellStyle()
                                        .getBorderTop())
                                .isEqualTo(BorderStyle.THIN);
                    }
                    page = 0;
                    pages++;
                }
            }
            assertThat(pages).isBetween(6, 10);
        }
    }

    @Test
    void whatBelongsToALongTextIsReadFromTheTopAndIsNotTornByThePage() throws IOException {
        for (int length = 1_200; length < 1_700; length += 20) {
            DiaryRecord diary = new DiaryRecord(
                    "徐剑云",
                    "市环境保护局 副局长",
                    Occasion.on(Samples.DAY),
                    "道成村童家村",
                    Samples.longText(length),
                    Samples.longText(900),
                    "感受",
                    "");
            try (PDDocument document = Loader.loadPDF(write(List.of(diary), Format.PDF))) {
                PDFTextStripper stripper = new PDFTextStripper();
                for (int page = 1; page <= document.getNumberOfPages(); page++) {
                    stripper.setStartPage(page);
                    stripper.setEndPage(page);
                    String text = bare(stripper.getText(document));
                    assertThat(text.contains("意见")).as("page %d", page).isEqualTo(text.contains("建议"));
                }
            }
        }
        byte[] document = write(List.of(Samples.labour(Samples.longText(2_000))), Format.DOCX);
        try (XWPFDocument word = new XWPFDocument(new ByteArrayInputStream(document))) {
            XWPFTable table = word.getTables().get(0);
            assertThat(table.getRow(2).getCell(0).getVerticalAlignment()).isEqualTo(XWPFTableCell.XWPFVertAlign.TOP);
            assertThat(table.getRow(0).getCell(0).getVerticalAlignment()).isEqualTo(XWPFTableCell.XWPFVertAlign.CENTER);
        }
    }

    @Test
    void aTimeOfDayIsNotTornByTheEndOfALine() throws IOException {
        for (String before : List.of("", "约", "大约", "下午", "下午约", "下午大约")) {
            Occasion time = new Occasion(Samples.DAY, null, before + "2:30至4:30");
            LabourRecord labour = new LabourRecord("吴志东", "市环境保护局", time, "五里亭村", "拔草", "");
            try (PDDocument pdf = Loader.loadPDF(write(List.of(labour), Format.PDF))) {
                assertThat(new PDFTextStripper().getText(pdf)).contains("2:30", "4:30");
            }
        }
    }

    @Test
    void aTextLongerThanACellCanHoldGoesOnInTheNextRow() throws IOException {
        String account = Samples.longText(70_000);
        ListTable list = new ListTable(
                "清单",
                List.of(new ListTable.Column("内容", 5), new ListTable.Column("数", 1)),
                List.of(List.of(account, 7)));

        byte[] document = write(List.of(list), Format.XLSX);

        StringBuilder content = new StringBuilder();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(document))) {
            book.getSheetAt(0).forEach(row -> content.append(row.getCell(0).getStringCellValue()));
        }
        assertThat(content).hasToString("清单内容" + account);
    }

    @Test
    void textCopiedFromAPdfIsTheTextThatWentInAlthoughCharactersShareGlyphs() throws IOException {
        String text = "一丨人八几力十卜又口土士大女子寸小山川工己干广弓心戈户手支文斗方无日曰月木水火爪父片牛犬玄玉瓜瓦甘生用田白皮目石示禾"
                + "立竹米老而耳肉自至舌舟色虫血行衣见角言谷豆贝赤走足身车辛邑里金长门阜雨青非面革页风飞食首香马骨高鬼鱼鸟鹿麦麻黄黑鼎鼓鼠鼻齐齿龙龟民"
                + "7～9月〈甲〉——…“”‘’·、。！？；：（）－／％＋＝";

        String read = text(write(List.of(Samples.labour(text)), Format.PDF), Format.PDF);
        String title = text(
                write(List.of(new ListTable(text, List.of(new ListTable.Column("列", 1)), List.of())), Format.PDF),
                Format.PDF);

        assertThat(bare(read)).contains(text);
        assertThat(bare(title)).contains(text);
    }

    @Test
    void whatLooksLikeAFormulaStaysText() throws IOException {
        List<String> texts =
                List.of("=1+1", "+86 139", "-3度", "@某人", "\t=1", "=HYPERLINK(\"http://x\")", "_x0041_x", "'单引号");
        ListTable list = new ListTable(
                "清单",
                List.of(new ListTable.Column("内容", 1)),
                texts.stream().map(List::of).toList());

        try (XSSFWorkbook book = workbook(List.of(list))) {
            List<Cell> cells = new ArrayList<>();
            book.getSheetAt(0).forEach(row -> row.forEach(cells::add));
            List<Cell> values = cells.subList(2, cells.size());
            assertThat(values).extracting(Cell::getCellType).containsOnly(CellType.STRING);
            assertThat(values).extracting(Cell::getStringCellValue).isEqualTo(texts);
            assertThat(values.subList(0, 6))
                    .allMatch(cell -> cell.getCellStyle().getQuotePrefixed());
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void charactersThatNoXmlHoldsAreLeftOutAndLineBreaksOfAnyKindAreKept(Format format) throws IOException {
        byte[] document =
                write(List.of(Samples.labour("甲\u0000乙\u0007丙\uD800丁\r\n戊\u2028己\r庚\uFFFE<b>&amp;\"'</b>]]>")), format);

        if (format == Format.PDF) {
            assertThat(bare(text(document, format))).contains("甲乙丙〔U+FFFD〕丁戊己庚<b>&amp;\"'</b>]]>");
        } else {
            assertThat(cells(document, format)).contains("甲乙丙\uFFFD丁\n戊\n己\n庚<b>&amp;\"'</b>]]>");
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theWatermarkNamesReaderAndDateOnEveryPageAndOnlyWhenAskedFor(Format format) throws IOException {
        List<ReceptionRecord> two = List.of(Samples.reception(), Samples.reception());
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        DOCUMENTS.write(two, format, OPTIONS.markedFor("钱<七>", LocalDate.of(2026, 7, 9)), marked);
        String mark = "钱<七> 2026年7月9日";

        switch (format) {
            case DOCX -> {
                try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(marked.toByteArray()))) {
                    assertThat(document.getHeaderList()).hasSize(1);
                    assertThat(document.getHeaderList().get(0)._getHdrFtr().xmlText())
                            .contains("string=\"" + mark.replace("<", "&lt;") + "\"");
                }
            }
            case XLSX -> {
                try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(marked.toByteArray()))) {
                    XSSFSheet sheet = book.getSheetAt(0);
                    assertThat(sheet.getHeader().getRight()).endsWith(mark);
                    assertThat(sheet.createDrawingPatriarch().getShapes()).hasSize(2);
                }
            }
            case PDF -> {
                try (PDDocument document = Loader.loadPDF(marked.toByteArray())) {
                    PDFTextStripper stripper = new PDFTextStripper();
                    for (int page = 1; page <= 2; page++) {
                        stripper.setStartPage(page);
                        stripper.setEndPage(page);
                        assertThat(bare(stripper.getText(document))).contains(bare(mark));
                    }
                }
            }
        }
        assertThat(bare(text(write(two, format), format))).doesNotContain("钱");
    }

    @Test
    void pagesAreA4AndNumberedAndAnnexSixLiesOnItsSide() throws IOException {
        for (boolean landscape : List.of(false, true)) {
            List<? extends Annex> annexes = Samples.all().get(landscape ? "annex6" : "annex2");
            try (PDDocument document = Loader.loadPDF(write(annexes, Format.PDF))) {
                assertThat(document.getNumberOfPages()).isEqualTo(2);
                for (PDPage page : document.getPages()) {
                    PDRectangle size = page.getMediaBox();
                    assertThat(Math.round(size.getWidth())).isEqualTo(landscape ? 842 : 595);
                    assertThat(Math.round(size.getHeight())).isEqualTo(landscape ? 595 : 842);
                }
                assertThat(new PDFTextStripper().getText(document)).contains("— 1 —", "— 2 —");
            }
            try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(write(annexes, Format.DOCX)))) {
                var size = document.getDocument().getBody().getSectPr().getPgSz();
                assertThat(size.getW().toString()).isEqualTo(landscape ? "16838" : "11906");
                assertThat(size.getH().toString()).isEqualTo(landscape ? "11906" : "16838");
                assertThat(document.getFooterList().get(0)._getHdrFtr().xmlText())
                        .contains(" PAGE ");
            }
            try (XSSFWorkbook book = workbook(annexes)) {
                XSSFSheet sheet = book.getSheetAt(0);
                assertThat(sheet.getPrintSetup().getPaperSize()).isEqualTo(PrintSetup.A4_PAPERSIZE);
                assertThat(sheet.getPrintSetup().getLandscape()).isEqualTo(landscape);
                assertThat(sheet.getFitToPage()).isTrue();
                assertThat(sheet.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
                assertThat(sheet.getPrintSetup().getFitHeight()).isZero();
                assertThat(sheet.getFooter().getCenter()).contains("&P");
            }
        }
    }

    @Test
    void theHouseFontsAreNamedWhereOneEditsAndCarriedWhereOnePrints() throws IOException {
        List<? extends Annex> annexes = Samples.all().get("annex3");
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(write(annexes, Format.DOCX)))) {
            String body = document.getDocument().xmlText();
            assertThat(body).contains("w:eastAsia=\"方正小标宋简体\"", "w:eastAsia=\"仿宋_GB2312\"");
            assertThat(document.getParagraphs().get(1).getRuns().get(0).getFontSizeAsDouble())
                    .isEqualTo(22.0);
        }
        try (XSSFWorkbook book = workbook(annexes)) {
            assertThat(IntStream.range(0, book.getNumberOfFonts())
                            .mapToObj(index -> book.getFontAt(index).getFontName()))
                    .contains("方正小标宋简体", "仿宋_GB2312");
        }
        try (PDDocument document = Loader.loadPDF(write(annexes, Format.PDF))) {
            List<PDFont> fonts = new ArrayList<>();
            for (PDPage page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    fonts.add(page.getResources().getFont(name));
                }
            }
            assertThat(fonts).isNotEmpty().allMatch(PDFont::isEmbedded);
            assertThat(fonts.stream().map(PDFont::getName).collect(Collectors.joining(" ")))
                    .contains("NotoSerifSC", "MinqingKai");
        }
    }

    @Test
    void everyCharacterOfTheGeneralStandardShowsAndOneThatCannotIsShownByItsCode() {
        // GB 2312 is what the house font has; names need more.
        assertThat(IntStream.rangeClosed(0x4E00, 0x9FFF).allMatch(Fonts::canShow))
                .isTrue();
        assertThat((Samples.RARE + "“”（）《》〔〕—…、。①⑳㎡℃×·％√□→").codePoints().allMatch(Fonts::canShow))
                .isTrue();
        assertThat(PdfWriter.shown("好\uD83D\uDC4D了")).isEqualTo("好〔U+1F44D〕了");
        assertThat(PdfWriter.shown("\uF9A3")).isEqualTo("\u5FF5");
        assertThat(PdfWriter.shown("葛\uDB40\uDD00城\u200D")).isEqualTo("葛城");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theSameContentGivesTheSameBytesAndNamesNoOtherMomentOrAuthor(Format format) throws IOException {
        byte[] document = write(List.of(Samples.reception()), format);

        assertThat(write(List.of(Samples.reception()), format)).isEqualTo(document);
        if (format == Format.PDF) {
            try (PDDocument pdf = Loader.loadPDF(document)) {
                assertThat(pdf.getDocumentInformation().getAuthor()).isEqualTo("民情");
                assertThat(pdf.getDocumentInformation().getCreationDate().toInstant())
                        .isEqualTo(OPTIONS.createdAt());
            }
        } else {
            try (ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(document))) {
                for (ZipEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                    assertThat(part.getTimeLocal().getYear()).isEqualTo(1980);
                    if (part.getName().equals("docProps/core.xml")) {
                        assertThat(new String(parts.readAllBytes(), StandardCharsets.UTF_8))
                                .contains("<dc:creator>民情</dc:creator>", "2026-07-05T02:00:00Z")
                                .doesNotContain("Apache POI");
                    }
                }
            }
        }
    }

    @Test
    void theSumsStandBelowTheRowsWithoutANumberAndTheYearOnASheetOfItsOwn() throws IOException {
        SummaryTable one = Samples.summary();
        SummaryTable.Row other = new SummaryTable.Row("溧阳市环境监测站", 1, 2, 3, 4, 5, 6, 7, "");
        SummaryTable two = new SummaryTable(
                one.unit(),
                null,
                one.period(),
                List.of(one.rows().get(0), other),
                one.yearPeriod(),
                List.of(one.yearToDate().get(0), other),
                2,
                null);

        try (XSSFWorkbook book = workbook(List.of(two))) {
            assertThat(book.getNumberOfSheets()).isEqualTo(2);
            assertThat(numbers(row(book.getSheetAt(0), "合计"))).containsExactly(6, 14, 40, 13, 16, 26, 10);
            assertThat(numbers(row(book.getSheetAt(1), "合计"))).containsExactly(6, 82, 215, 65, 63, 146, 24);
            // The source has it in the first column, and the row has no number and names no unit.
            assertThat(row(book.getSheetAt(0), "合计").getCell(1).getCellType()).isEqualTo(CellType.BLANK);
            assertThat(book.getSheetAt(1).getSheetName()).isEqualTo("本年累计");
        }
        String draft = text(write(List.of(two), Format.DOCX), Format.DOCX);
        assertThat(draft).contains("    年    月    日", "第2版", "草稿");
        String sealed = text(write(List.of(one), Format.DOCX), Format.DOCX);
        assertThat(sealed)
                .contains("2026年7月22日", "第1版", "校验码：7F3A-91C2", "统计期：2026年6月21日至2026年7月20日")
                .doesNotContain("草稿");
    }

    @Test
    void aLongRemarkTakesTheRoomOfBlankRowsSoThatTheNotesStayOnThePage() throws IOException {
        SummaryTable one = Samples.summary();
        SummaryTable.Row row = new SummaryTable.Row(
                one.unit(), 5, 12, 37, 9, 11, 20, 3, "更正2026年5月生产劳动减1人次（重复登记），已报分管领导同意。".repeat(2));
        SummaryTable remarked = new SummaryTable(
                one.unit(), one.date(), one.period(), List.of(row), one.yearPeriod(), one.yearToDate(), 1, "0000-0000");

        assertThat(blankRows(one)).isEqualTo(4);
        assertThat(blankRows(remarked)).isBetween(1L, 3L);
        try (PDDocument pdf = Loader.loadPDF(write(List.of(remarked), Format.PDF))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
        }
    }

    private static long blankRows(SummaryTable table) throws IOException {
        try (XWPFDocument word = new XWPFDocument(new ByteArrayInputStream(write(List.of(table), Format.DOCX)))) {
            return word.getTables().get(0).getRows().stream()
                    .filter(row -> row.getTableCells().stream()
                            .allMatch(cell -> cell.getText().isEmpty()))
                    .count();
        }
    }

    @Test
    void nothingDoneIsATableOfNoughts() throws IOException {
        SummaryTable one = Samples.summary();
        SummaryTable none = new SummaryTable(
                one.unit(), one.date(), one.period(), List.of(), one.yearPeriod(), List.of(), 1, "0000-0000");

        try (XSSFWorkbook book = workbook(List.of(none))) {
            assertThat(numbers(row(book.getSheetAt(0), "合计"))).containsExactly(0, 0, 0, 0, 0, 0, 0);
        }
    }

    @Test
    void aUnitAndACommunityStandOnceBesideAllTheirLeaders() throws IOException {
        try (XSSFWorkbook book = workbook(List.of(Samples.pairing()))) {
            assertThat(book.getSheetAt(0).getMergedRegions())
                    .filteredOn(merged -> merged.getFirstRow() == 3)
                    .extracting(merged -> merged.getFirstColumn() + ":" + (merged.getLastRow() - merged.getFirstRow()))
                    .containsExactlyInAnyOrder("0:4", "3:4");
        }
        byte[] document = write(List.of(Samples.pairing()), Format.DOCX);
        try (XWPFDocument word = new XWPFDocument(new ByteArrayInputStream(document))) {
            assertThat(word.getTables().get(0).getCTTbl().xmlText().split("w:val=\"continue\"", -1))
                    .hasSize(2 * 4 + 1);
        }
    }

    @Test
    void theUnitStandsUprightBesideItsLeadersWhereItsNameHasRoom() throws IOException {
        PairingTable one = new PairingTable("别桥镇", Samples.pairing().rows().subList(0, 1));
        try (XSSFWorkbook all = workbook(List.of(Samples.pairing()));
                XSSFWorkbook single = workbook(List.of(one))) {
            assertThat(all.getSheetAt(0).getRow(3).getCell(0).getStringCellValue())
                    .isEqualTo("环境保护局");
            assertThat(all.getSheetAt(0).getRow(3).getCell(0).getCellStyle().getRotation())
                    .isEqualTo((short) 255);
            assertThat(single.getSheetAt(0).getRow(3).getCell(0).getCellStyle().getRotation())
                    .isZero();
        }
        try (XWPFDocument word =
                new XWPFDocument(new ByteArrayInputStream(write(List.of(Samples.pairing()), Format.DOCX)))) {
            assertThat(word.getTables().get(0).getRow(1).getCell(0).getText()).isEqualTo("环境保护局");
            assertThat(word.getTables().get(0).getRow(1).getCell(0).getCTTc().xmlText())
                    .contains("w:textDirection w:val=\"tbRlV\"");
        }
        assertThat(text(write(List.of(Samples.pairing()), Format.PDF), Format.PDF))
                .containsPattern("环\\s+境\\s+保\\s+护\\s+局");
    }

    @Test
    void aRegisterOfFiveThousandRowsIsOneSheetWithDatesOneCanSortBy() throws IOException {
        List<LabourRecord> records = IntStream.range(0, 5_000)
                .mapToObj(number -> Samples.labour("第" + number + "次，与村民一起劳动。"))
                .toList();

        try (XSSFWorkbook book = workbook(List.of(DOCUMENTS.register(Register.LABOUR, records)))) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getPhysicalNumberOfRows()).isEqualTo(5_002);
            List<String> header = new ArrayList<>();
            sheet.getRow(1).forEach(cell -> header.add(cell.getStringCellValue()));
            assertThat(header).containsExactly("姓名", "单位、职务", "劳动时间", "劳动地点", "参加生产劳动具体情况", "备注");
            assertThat(sheet.getRepeatingRows().getFirstRow()).isEqualTo(1);
            Cell time = sheet.getRow(5_001).getCell(2);
            assertThat(DateUtil.isCellDateFormatted(time)).isTrue();
            assertThat(time.getLocalDateTimeCellValue().toLocalDate()).isEqualTo(Samples.DAY);
            assertThat(sheet.getRow(5_001).getCell(4).getStringCellValue()).startsWith("第4999次");
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void anEmptyRegisterStillHasItsTitleAndColumns(Format format) throws IOException {
        String text = bare(text(write(List.of(DOCUMENTS.register(Register.FORUM, List.of())), format), format));

        assertThat(text).containsSubsequence("“领导干部下基层”活动座谈会情况登记表", "姓名", "座谈情况", "备注");
    }

    @Test
    void severalThreadsWriteAtOnce() throws Exception {
        byte[] alone = write(List.of(Samples.reception()), Format.PDF);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> written = new ArrayList<>();
            for (int each = 0; each < 8; each++) {
                written.add(threads.submit(() -> write(List.of(Samples.reception()), Format.PDF)));
            }
            for (Future<byte[]> one : written) {
                assertThat(one.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFileHasAChineseNameThatEveryDiskTakes() {
        DocumentFile file = DOCUMENTS.file("附2 吴志东/2026:7", List.of(Samples.labour("")), Format.DOCX, OPTIONS);

        assertThat(file.name()).isEqualTo("附2-吴志东-2026-7.docx");
        assertThat(file.mediaType()).endsWith("wordprocessingml.document");
        assertThat(file.contentDisposition()).startsWith("attachment;").contains("filename*=UTF-8''");
    }

    @Test
    void annexesOfDifferentPagesAreNotMixed() {
        assertThatThrownBy(() -> write(List.of(Samples.pairing(), Samples.summary()), Format.PDF))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(List.of(), Format.PDF)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] write(List<? extends Annex> annexes, Format format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DOCUMENTS.write(annexes, format, OPTIONS, out);
        return out.toByteArray();
    }

    private static XSSFWorkbook workbook(List<? extends Annex> annexes) throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(write(annexes, Format.XLSX)));
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s\u3000\u00A0]+", "");
    }

    private static String text(byte[] document, Format format) throws IOException {
        if (format == Format.PDF) {
            try (PDDocument pdf = Loader.loadPDF(document)) {
                return new PDFTextStripper().getText(pdf);
            }
        }
        return String.join("\n", cells(document, format));
    }

    /** The texts of cells, and of paragraphs outside a table, in order. */
    private static List<String> cells(byte[] document, Format format) throws IOException {
        List<String> texts = new ArrayList<>();
        if (format == Format.XLSX) {
            try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(document))) {
                book.forEach(sheet -> sheet.forEach(row -> row.forEach(cell -> texts.add(
                        switch (cell.getCellType()) {
                            case NUMERIC -> Long.toString((long) cell.getNumericCellValue());
                            case STRING -> cell.getStringCellValue();
                            default -> "";
                        }))));
            }
            return texts;
        }
        try (XWPFDocument word = new XWPFDocument(new ByteArrayInputStream(document))) {
            word.getBodyElements().forEach(element -> {
                if (element instanceof XWPFParagraph paragraph) {
                    texts.add(paragraph.getText());
                } else if (element instanceof XWPFTable table) {
                    for (XWPFTableRow row : table.getRows()) {
                        for (XWPFTableCell cell : row.getTableCells()) {
                            texts.add(cell.getParagraphs().stream()
                                    .map(XWPFParagraph::getText)
                                    .collect(Collectors.joining("\n")));
                        }
                    }
                }
            });
        }
        return texts;
    }

    private static Row row(XSSFSheet sheet, String label) {
        for (Row row : sheet) {
            Cell first = row.getCell(0);
            if (first != null
                    && first.getCellType() == CellType.STRING
                    && first.getStringCellValue().equals(label)) {
                return row;
            }
        }
        throw new AssertionError("no row " + label);
    }

    private static List<Integer> numbers(Row row) {
        List<Integer> numbers = new ArrayList<>();
        row.forEach(cell -> {
            if (cell.getCellType() == CellType.NUMERIC) {
                numbers.add((int) cell.getNumericCellValue());
            }
        });
        return numbers;
    }
}
