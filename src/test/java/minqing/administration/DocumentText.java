package minqing.administration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xssf.extractor.XSSFExcelExtractor;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Takes the text back out of a document, without white space. */
final class DocumentText {

    private DocumentText() {}

    static String of(String format, byte[] document) throws IOException {
        return read(format, document).replaceAll("\\s+", "");
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
