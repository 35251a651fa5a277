package minqing.platform.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFDataValidationHelper;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Makes the empty file of an import: a sheet to fill in, and a sheet that says how. */
final class TemplateWriter {

    /** Where the choices of the lists stand on the second sheet, beside the explanations. */
    private static final int CHOICES_FROM = 5;

    private static final int LETTER = 256;
    private static final double SIZE = 12;

    private final DocumentWords words;

    TemplateWriter(DocumentWords words) {
        this.words = words;
    }

    void write(ImportColumns columns, OutputOptions options, OutputStream out) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            POIXMLProperties.CoreProperties core = book.getProperties().getCoreProperties();
            core.setCreator(words.of("author"));
            core.setTitle(columns.title());
            core.setCreated(Optional.of(Date.from(options.createdAt())));
            core.setModified(Optional.of(Date.from(options.createdAt())));
            XSSFSheet sheet = book.createSheet(words.of("list.sheet"));
            XSSFSheet notes = book.createSheet(words.of("template.notes"));
            fields(book, sheet, notes, columns.columns());
            explanations(book, notes, columns.columns());
            book.write(packed);
        }
        ReproducibleZip.copy(packed.toByteArray(), out);
    }

    private void fields(XSSFWorkbook book, XSSFSheet sheet, XSSFSheet notes, List<ImportColumn> columns) {
        XSSFRow header = sheet.createRow(0);
        header.setHeightInPoints(30);
        XSSFCellStyle head = style(book, HorizontalAlignment.CENTER, "@", true);
        for (int index = 0; index < columns.size(); index++) {
            ImportColumn column = columns.get(index);
            header.createCell(index).setCellValue(column.title());
            header.getCell(index).setCellStyle(head);
            boolean isText = column.kind() == ImportColumn.Kind.TEXT;
            int letters = isText ? Math.min(50, Math.max(14, column.longest() / 10)) : 18;
            sheet.setColumnWidth(index, letters * LETTER);
            String format = switch (column.kind()) {
                case DATE -> words.of("date.format");
                case COUNT -> "0";
                default -> "@";
            };
            sheet.setDefaultColumnStyle(index, style(book, HorizontalAlignment.LEFT, format, false));
            if (column.kind() == ImportColumn.Kind.CHOICE) {
                choices(sheet, notes, index, column.choices());
            }
        }
        sheet.createFreezePane(0, 1);
    }

    private void choices(XSSFSheet sheet, XSSFSheet notes, int column, List<String> choices) {
        int place = CHOICES_FROM + column;
        for (int index = 0; index < choices.size(); index++) {
            XSSFRow row = notes.getRow(index) == null ? notes.createRow(index) : notes.getRow(index);
            row.createCell(place).setCellValue(XlsxWriter.stored(choices.get(index)));
        }
        notes.setColumnHidden(place, true);
        String letters = CellReference.convertNumToColString(place);
        XSSFDataValidationHelper helper = new XSSFDataValidationHelper(sheet);
        DataValidation list = helper.createValidation(
                helper.createFormulaListConstraint(
                        "'%s'!$%s$1:$%s$%d".formatted(notes.getSheetName(), letters, letters, choices.size())),
                new CellRangeAddressList(1, Imports.MOST_ROWS, column, column));
        list.setShowErrorBox(true);
        sheet.addValidationData(list);
    }

    private void explanations(XSSFWorkbook book, XSSFSheet notes, List<ImportColumn> columns) {
        XSSFCellStyle head = style(book, HorizontalAlignment.CENTER, "@", true);
        XSSFCellStyle cell = style(book, HorizontalAlignment.LEFT, "@", false);
        line(
                notes,
                0,
                head,
                words.of("template.column"),
                words.of("template.required"),
                words.of("template.kind"),
                words.of("template.note"));
        int next = 1;
        for (ImportColumn column : columns) {
            line(
                    notes,
                    next++,
                    cell,
                    column.title(),
                    words.of(column.required() ? "template.yes" : "template.no"),
                    kind(column),
                    column.note());
        }
        line(notes, next + 1, cell, words.of("template.rule", Integer.toString(Imports.MOST_ROWS)), "", "", "");
        notes.addMergedRegion(new org.apache.poi.ss.util.CellRangeAddress(next + 1, next + 1, 0, 3));
        notes.getRow(next + 1).setHeightInPoints(48);
        int[] widths = {22, 12, 44, 44};
        for (int index = 0; index < widths.length; index++) {
            notes.setColumnWidth(index, widths[index] * LETTER);
        }
    }

    private String kind(ImportColumn column) {
        return switch (column.kind()) {
            case TEXT -> words.of("template.kind.text", Integer.toString(column.longest()));
            case DATE -> words.of("template.kind.date");
            case COUNT -> words.of("template.kind.count");
            case CHOICE -> words.of("template.kind.choice", String.join(words.of("separator"), column.choices()));
        };
    }

    private static void line(XSSFSheet sheet, int number, XSSFCellStyle style, String... texts) {
        XSSFRow row = sheet.getRow(number) == null ? sheet.createRow(number) : sheet.getRow(number);
        for (int index = 0; index < texts.length; index++) {
            row.createCell(index).setCellValue(XlsxWriter.stored(texts[index]));
            row.getCell(index).setCellStyle(style);
        }
    }

    private XSSFCellStyle style(XSSFWorkbook book, HorizontalAlignment across, String format, boolean head) {
        XSSFFont font = book.createFont();
        font.setFontName(words.of("font.text"));
        font.setFontHeight(SIZE);
        font.setBold(head);
        XSSFCellStyle style = book.createCellStyle();
        style.setFont(font);
        style.setAlignment(across);
        style.setVerticalAlignment(VerticalAlignment.CENTER);
        style.setWrapText(true);
        style.setDataFormat(book.createDataFormat().getFormat(format));
        if (head) {
            style.setBorderBottom(BorderStyle.THIN);
            style.setBorderTop(BorderStyle.THIN);
            style.setBorderLeft(BorderStyle.THIN);
            style.setBorderRight(BorderStyle.THIN);
        }
        return style;
    }
}
