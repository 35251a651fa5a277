package minqing.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.extractor.XSSFExcelExtractor;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Takes the text back out of a document, without white space, and puts text into one. */
public final class DocumentText {

    private DocumentText() {}

    public static String of(String format, byte[] document) throws IOException {
        return read(format, document).replaceAll("\\s+", "");
    }

    /** An empty table with one row in it, below the row that names the columns. */
    public static byte[] filled(byte[] empty, List<String> values) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(empty));
                ByteArrayOutputStream filled = new ByteArrayOutputStream()) {
            Sheet sheet = workbook.getSheetAt(0);
            int header = -1;
            for (Row row : sheet) {
                if (row.getPhysicalNumberOfCells() >= values.size() && header < 0) {
                    header = row.getRowNum();
                }
            }
            Row row = sheet.createRow(header + 1);
            for (int column = 0; column < values.size(); column++) {
                row.createCell(column).setCellValue(values.get(column));
            }
            workbook.write(filled);
            return filled.toByteArray();
        }
    }

    private static String read(String format, byte[] document) throws IOException {
        switch (format) {
            case "docx" -> {
                try (XWPFWordExtractor text =
                        new XWPFWordExtractor(new XWPFDocument(new ByteArrayInputStream(document)))) {
                    return text.getText();
                }
            }
            case "xlsx" -> {
                try (XSSFExcelExtractor text =
                        new XSSFExcelExtractor(new XSSFWorkbook(new ByteArrayInputStream(document)))) {
                    return text.getText();
                }
            }
            default -> {
                try (var pdf = Loader.loadPDF(document)) {
                    return new PDFTextStripper().getText(pdf);
                }
            }
        }
    }
}
