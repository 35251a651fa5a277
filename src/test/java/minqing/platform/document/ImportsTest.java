package minqing.platform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.MessageSource;

/** What offices have filled in is read as they meant it, or refused naming row and column. */
class ImportsTest {

    private static final MessageSource MESSAGES = Samples.messages();
    private static final OutputOptions OPTIONS = OutputOptions.at(Instant.parse("2026-07-05T02:00:00Z"));
    private static final Imports IMPORTS = new Imports(MESSAGES);
    private static final ImportColumns COLUMNS = new ImportColumns(
            "信访接待情况导入",
            List.of(
                    ImportColumn.text("name", "姓名", 20),
                    ImportColumn.date("time", "接访时间"),
                    ImportColumn.count("people", "接访人数（人）").explained("一批来访按实到人数填"),
                    ImportColumn.choice("kind", "方式", List.of("个人", "集体")).optional(),
                    ImportColumn.text("account", "信访接待情况", 30).optional()),
            List.of("序号"));

    @Test
    void theTemplateIsReadBackOnceItIsFilledIn() throws IOException {
        DocumentFile template = IMPORTS.template(COLUMNS, OPTIONS);
        assertThat(template.name()).isEqualTo("信访接待情况导入.xlsx");
        byte[] filled;
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(template.content()))) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getDataValidations()).hasSize(1);
            assertThat(book.getSheetAt(1).getRow(3).getCell(3).getStringCellValue())
                    .isEqualTo("一批来访按实到人数填");
            XSSFRow row = sheet.createRow(1);
            row.createCell(0).setCellValue("吴志东");
            row.createCell(1).setCellValue(LocalDate.of(2026, 7, 5));
            row.getCell(1).setCellStyle(sheet.getColumnStyle(1));
            row.createCell(2).setCellValue(3);
            row.createCell(3).setCellValue("集体");
            filled = bytes(book);
        }

        ImportedSheet sheet = IMPORTS.read(new ByteArrayInputStream(filled), COLUMNS);
        sheet.refuseFaults(List.of());

        assertThat(sheet.rows()).hasSize(1);
        ImportedRow row = sheet.rows().get(0);
        assertThat(row.number()).isEqualTo(2);
        assertThat(row.text("name")).isEqualTo("吴志东");
        assertThat(row.date("time")).isEqualTo(LocalDate.of(2026, 7, 5));
        assertThat(row.count("people")).isEqualTo(3);
        assertThat(row.text("kind")).isEqualTo("集体");
        assertThat(row.text("account")).isEmpty();
    }

    @Test
    void anEmptyTemplateHoldsNoRows() {
        assertThat(messages(IMPORTS.template(COLUMNS, OPTIONS).content())).containsExactly("表中没有数据。");
    }

    @Test
    void theListOfARegisterIsReadInItsOwnColumns() throws IOException {
        Documents documents = new Documents(MESSAGES);
        List<LabourRecord> records =
                List.of(Samples.labour("=1+1\n第二行，" + Samples.RARE + "，_x0041_"), Samples.labour("拔草"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        documents.write(documents.register(Register.LABOUR, records), Format.XLSX, OPTIONS, out);
        ImportColumns columns = new ImportColumns(
                "",
                Register.LABOUR.columns().stream()
                        .map(column -> column.equals("time")
                                ? ImportColumn.date(column, documents.columnTitle(Register.LABOUR, column))
                                : ImportColumn.text(column, documents.columnTitle(Register.LABOUR, column), 20_000))
                        .toList(),
                List.of());

        ImportedSheet sheet = IMPORTS.read(new ByteArrayInputStream(out.toByteArray()), columns);

        assertThat(sheet.faults()).isEmpty();
        assertThat(sheet.rows())
                .extracting(row -> row.text("account"))
                .containsExactly(records.get(0).account(), "拔草");
        assertThat(sheet.rows()).extracting(row -> row.date("time")).containsOnly(Samples.DAY);
    }

    @Test
    void aTitleAboveSpacesInTheHeaderAndColumnsInAnotherOrderAreTaken() throws IOException {
        ImportedSheet sheet = read(book -> {
            XSSFSheet page = book.createSheet();
            page.createRow(0).createCell(0).setCellValue("“领导干部下基层”活动信访接待情况登记表");
            page.addMergedRegion(new CellRangeAddress(0, 0, 0, 4));
            page.createRow(1).createCell(0).setCellValue("单位（盖章）：市环境保护局");
            row(page, 2, "序号", "接  访\n时  间", "姓　名", "接访人数(人)");
            row(page, 4, 1.0, "2011-08-03", "周  伟", 2.0);
            row(page, 5, 2.0);
            row(page, 7, "", "2011-08-04", " 徐剑云 ", "１２");
        });

        assertThat(sheet.faults()).isEmpty();
        assertThat(sheet.rows()).extracting(ImportedRow::number).containsExactly(5, 8);
        assertThat(sheet.rows()).extracting(row -> row.text("name")).containsExactly("周  伟", "徐剑云");
        assertThat(sheet.rows()).extracting(row -> row.count("people")).containsExactly(2, 12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-07-05",
                "2026-7-5",
                "2026/7/5",
                "2026年7月5日",
                "2026.7.5",
                "2026年 7月 5日",
                "２０２６年７月５日",
                "20260705"
            })
    void aDateIsReadHoweverItIsWritten(String written) throws IOException {
        ImportedSheet sheet = read(rows(List.of("吴志东", written, 1.0)));

        assertThat(sheet.faults()).isEmpty();
        assertThat(sheet.rows().get(0).date("time")).isEqualTo(LocalDate.of(2026, 7, 5));
    }

    @Test
    void aDateOfAnotherEpochIsTheSameDay() throws IOException {
        ImportedSheet sheet = read(book -> {
            book.getCTWorkbook().addNewWorkbookPr().setDate1904(true);
            XSSFSheet page = book.createSheet();
            row(page, 0, "姓名", "接访时间", "接访人数（人）");
            row(page, 1, "吴志东", "", 1.0);
            CellStyle style = book.createCellStyle();
            style.setDataFormat((short) 14);
            page.getRow(1).createCell(1).setCellValue(44_746 - 1462);
            page.getRow(1).getCell(1).setCellStyle(style);
        });

        assertThat(sheet.rows().get(0).date("time")).isEqualTo(LocalDate.of(2022, 7, 4));
    }

    @Test
    void aNumberInATextIsWrittenOutAsThePersonSeesIt() throws IOException {
        ImportedSheet sheet =
                read(rows(List.of(13912345678d, "2026-07-05", 1.0), List.of(0.1 + 0.2, "2026-07-05", 1.0)));

        assertThat(sheet.rows()).extracting(row -> row.text("name")).containsExactly("13912345678", "0.3");
    }

    @Test
    void eachFaultIsNamedByRowAndColumn() throws IOException {
        ImportedSheet sheet = read(rows(
                List.of("", "2026-02-30", 1.5, "家庭", "字".repeat(31)),
                List.of("吴志东", "昨天", -1.0),
                List.of("吴志东", "2026-07-05", "若干", "", "", "没有表头")));

        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class,
                () -> sheet.refuseFaults(List.of(sheet.rows().get(2).fault("kind", "document.import.required"))));

        assertThat(refused.faults())
                .extracting(FieldFault::field)
                .containsExactly("A2", "B2", "C2", "D2", "E2", "B3", "C3", "C4", "F4", "D4");
        assertThat(refused.faults().stream().map(ImportsTest::words))
                .containsExactly(
                        "第2行“姓名”：请填写。",
                        "第2行“接访时间”：应为日期，如 2026年7月5日 或 2026-07-05。",
                        "第2行“接访人数（人）”：应为不小于 0 的整数。",
                        "第2行“方式”：应为下列之一：个人、集体。",
                        "第2行“信访接待情况”：最多 30 个字，现有 31 个字。",
                        "第3行“接访时间”：应为日期，如 2026年7月5日 或 2026-07-05。",
                        "第3行“接访人数（人）”：应为不小于 0 的整数。",
                        "第4行“接访人数（人）”：应为不小于 0 的整数。",
                        "第4行“F”：这一列没有表头。",
                        "第4行“方式”：请填写。");
    }

    @Test
    void aFormulaIsRefusedWhateverResultIsStoredWithIt() throws IOException {
        ImportedSheet sheet = read(book -> {
            rows(List.of("吴志东", "2026-07-05", 1.0)).accept(book);
            book.getSheetAt(0).getRow(1).getCell(2).setCellFormula("1+1");
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
        });

        assertThat(sheet.faults().stream().map(ImportsTest::words)).containsExactly("第2行“接访人数（人）”：是公式，请改为直接填写的内容。");
    }

    @Test
    void aHiddenSheetIsPassedOver() throws IOException {
        ImportedSheet sheet = read(book -> {
            book.createSheet("隐藏");
            rows(List.of("吴志东", "2026-07-05", 1.0)).accept(book);
            book.setActiveSheet(1);
            book.setSheetHidden(0, true);
        });

        assertThat(sheet.rows()).hasSize(1);
    }

    @Test
    void aWrongHeaderIsNamed() throws IOException {
        assertThat(messages(file(book -> row(book.createSheet(), 0, "姓名", "接访时间", "姓 名", "接访情况"))))
                .containsExactly("“姓名”一列出现了不止一次。", "没有“接访情况”这一列，请对照模板修改或删除。", "缺少“接访人数（人）”一列。");
        assertThat(messages(file(book -> row(book.createSheet(), 0, "无关"))))
                .containsExactly("没有找到表头。第一张工作表前 10 行里应有一行表头，包含：姓名、接访时间、接访人数（人）、方式、信访接待情况。");
        assertThat(messages(file(book -> {
                    book.createSheet();
                })))
                .hasSize(1);
    }

    @Test
    void fiveThousandRowsAreTakenAndOneMoreIsNot() throws IOException {
        List<List<Object>> rows = IntStream.rangeClosed(0, Imports.MOST_ROWS)
                .mapToObj(number -> List.<Object>of("第" + number + "人", "2026-07-05", 1.0, "个人", "情况" + number))
                .toList();

        assertThat(read(rows(rows.subList(1, rows.size()))).rows()).hasSize(Imports.MOST_ROWS);
        assertThat(messages(file(rows(rows)))).containsExactly("一次最多导入 5000 行，请分几次导入。");
    }

    @Test
    void whoMakesOneMistakeInEveryRowReadsTheFirstTwoHundred() throws IOException {
        List<List<Object>> rows = IntStream.range(0, 300)
                .mapToObj(number -> List.<Object>of("人", "昨天", 1.0))
                .toList();
        ImportedSheet sheet = read(rows(rows));

        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> sheet.refuseFaults(List.of()));

        assertThat(refused.faults()).hasSize(201);
        assertThat(words(refused.faults().get(200))).isEqualTo("还有更多错误没有列出，请更正后再导入。");
    }

    static List<String> messages(byte[] file) {
        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> IMPORTS.read(new ByteArrayInputStream(file), COLUMNS));
        assertThat(refused).isNotNull();
        assertThat(refused.faults()).extracting(FieldFault::field).containsOnly("file");
        return refused.faults().stream().map(ImportsTest::words).toList();
    }

    static byte[] good() throws IOException {
        return file(rows(List.of("吴志东", "2026-07-05", 1.0)));
    }

    static ImportedSheet read(byte[] file) throws IOException {
        return IMPORTS.read(new ByteArrayInputStream(file), COLUMNS);
    }

    private static ImportedSheet read(Consumer<XSSFWorkbook> filled) throws IOException {
        return read(file(filled));
    }

    private static String words(FieldFault fault) {
        return MESSAGES.getMessage(fault, Locale.SIMPLIFIED_CHINESE);
    }

    @SafeVarargs
    private static Consumer<XSSFWorkbook> rows(List<Object>... rows) {
        return rows(List.of(rows));
    }

    private static Consumer<XSSFWorkbook> rows(List<List<Object>> rows) {
        return book -> {
            XSSFSheet sheet = book.createSheet();
            row(sheet, 0, "姓名", "接访时间", "接访人数（人）", "方式", "信访接待情况");
            for (int index = 0; index < rows.size(); index++) {
                row(sheet, index + 1, rows.get(index).toArray());
            }
        };
    }

    private static void row(XSSFSheet sheet, int number, Object... values) {
        XSSFRow row = sheet.createRow(number);
        for (int index = 0; index < values.length; index++) {
            if (values[index] instanceof Double value) {
                row.createCell(index).setCellValue(value);
            } else {
                row.createCell(index).setCellValue((String) values[index]);
            }
        }
    }

    private static byte[] file(Consumer<XSSFWorkbook> filled) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            filled.accept(book);
            return bytes(book);
        }
    }

    private static byte[] bytes(XSSFWorkbook book) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        book.write(out);
        return out.toByteArray();
    }
}
