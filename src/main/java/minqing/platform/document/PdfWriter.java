package minqing.platform.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.OutputStream;
import java.text.Normalizer;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.regex.Pattern;
import minqing.platform.document.Form.Cell;
import minqing.platform.document.Form.Look;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/**
 * Annexes as a PDF that carries its typefaces. A character that no typeface has is shown by its code, as 〔U+1F44D〕, so
 * that the reader knows that there is one and which.
 */
final class PdfWriter implements DocumentWriter {

    private static final double WATERMARK_SIZE = 30;

    /** Figures with what may join them. */
    private static final Pattern NUMBER = Pattern.compile("(?<![&#\\w])[0-9]{1,4}(?:[:：.][0-9]{1,4})+(?![\\w;])");

    static {
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private final DocumentWords words;

    PdfWriter(DocumentWords words) {
        this.words = words;
    }

    @Override
    public void write(List<Form> forms, OutputOptions options, OutputStream out) throws IOException {
        Fonts.Pair fonts = Fonts.take();
        try (PDDocument document = new PDDocument()) {
            PDFont title = PDType0Font.load(document, fonts.title(), true);
            PDFont text = PDType0Font.load(document, fonts.text(), true);
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.usePDDocument(document);
            builder.useFont(new PDFontSupplier(title), "title", 400, FontStyle.NORMAL, true);
            builder.useFont(new PDFontSupplier(text), "text", 400, FontStyle.NORMAL, true);
            builder.withHtmlContent(html(forms), null);
            builder.toStream(OutputStream.nullOutputStream());
            // Not closed: closing the renderer would close the document, which is saved below.
            PdfBoxRenderer renderer = builder.buildPdfRenderer();
            renderer.layout();
            renderer.createPDFWithoutClosing();
            if (options.watermark() != null) {
                watermark(document, text, options.watermark());
            }
            properties(document, forms.get(0).title(), options);
            document.save(out);
        } finally {
            Fonts.giveBack(fonts);
        }
    }

    private void properties(PDDocument document, String title, OutputOptions options) {
        GregorianCalendar created = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        created.setTimeInMillis(options.createdAt().toEpochMilli());
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(title);
        information.setAuthor(words.of("author"));
        information.setProducer(words.of("author"));
        information.setCreationDate(created);
        information.setModificationDate(created);
        document.setDocumentInformation(information);
        document.setDocumentId(options.createdAt().toEpochMilli());
        document.getDocumentCatalog().setLanguage("zh-CN");
    }

    private void watermark(PDDocument document, PDFont font, OutputOptions.Watermark watermark) throws IOException {
        String text = shown(words.of("watermark", Texts.clean(watermark.reader()), words.date(watermark.on())))
                .replace('\n', ' ');
        double width = font.getStringWidth(text) / 1000 * WATERMARK_SIZE;
        PDExtendedGraphicsState pale = new PDExtendedGraphicsState();
        pale.setNonStrokingAlphaConstant(0.18f);
        for (PDPage page : document.getPages()) {
            try (PDPageContentStream drawn = new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
                drawn.setGraphicsStateParameters(pale);
                drawn.setNonStrokingColor(0.2f);
                float height = page.getMediaBox().getHeight();
                for (int part = 1; part <= 3; part++) {
                    drawn.beginText();
                    drawn.setFont(font, (float) WATERMARK_SIZE);
                    drawn.setTextMatrix(Matrix.getRotateInstance(
                            Math.PI / 6,
                            (float) (page.getMediaBox().getWidth() / 2 - width / 2 * Math.cos(Math.PI / 6)),
                            (float) (height * part / 4 - width / 2 * Math.sin(Math.PI / 6))));
                    drawn.showText(text);
                    drawn.endText();
                }
            }
        }
    }

    private String html(List<Form> forms) {
        Form first = forms.get(0);
        StringBuilder html = new StringBuilder(4096);
        html.append("<html><head><style>")
                .append("@page{size:%dmm %dmm;margin:%dmm %dmm %dmm %dmm;"
                        .formatted(
                                first.pageWidth(),
                                first.pageHeight(),
                                first.top(),
                                first.side(),
                                first.bottom(),
                                first.side()))
                .append("@bottom-center{font-family:text,title;font-size:14pt;white-space:pre;content:'")
                .append(words.of("page.before"))
                .append("' counter(page) '")
                .append(words.of("page.after"))
                .append("'}}")
                .append("body{margin:0;font-family:text,title;line-height:%s}".formatted(Form.LINE_HEIGHT))
                .append(".next{page-break-before:always}")
                .append(".mark{font-size:14pt;margin-bottom:8pt}")
                .append(".title{font-family:title,text;font-size:22pt;text-align:center;margin-bottom:8pt}")
                .append(".heading{width:100%;font-size:14pt;border-collapse:collapse;margin-bottom:3pt}")
                .append(".heading td{padding:0 1mm;white-space:pre-wrap}")
                .append(".right{text-align:right}")
                .append(".note{font-size:12pt;margin-top:3pt;page-break-before:avoid}")
                .append("table.form{width:100%;table-layout:fixed;border-collapse:collapse;"
                        + "-fs-table-paginate:paginate}")
                .append(".form tr{-fs-page-break-min-height:25mm}")
                .append(".form td,.form th{border:0.75pt solid #000;padding:0.9mm %smm;font-weight:400;"
                                .formatted(Form.PADDING)
                        + "white-space:pre-wrap;word-wrap:break-word}")
                .append(".label,.short,.upright{text-align:center;vertical-align:middle}")
                .append(".upright div{width:1em;margin:0 auto}")
                .append(".whole{page-break-inside:avoid}")
                .append(".number{white-space:nowrap}")
                .append(".line{text-align:left;vertical-align:middle}")
                .append(".long{text-align:left;vertical-align:top}")
                .append(".tall td{vertical-align:top}")
                .append(".long div{text-indent:2em}")
                .append(".long div.flush{text-indent:0}")
                .append("</style></head><body>");
        for (int index = 0; index < forms.size(); index++) {
            form(html, forms.get(index), index > 0);
        }
        return html.append("</body></html>").toString();
    }

    private static void form(StringBuilder html, Form form, boolean onNewPage) {
        html.append(onNewPage ? "<div class='next'>" : "<div>");
        if (!form.mark().isEmpty()) {
            block(html, "mark", form.mark());
        }
        block(html, "title", form.title());
        if (!form.left().isEmpty()) {
            html.append("<table class='heading'><tr><td>")
                    .append(escaped(form.left()))
                    .append("</td><td class='right'>")
                    .append(escaped(form.right()))
                    .append("</td></tr></table>");
        }
        html.append("<table class='form'><colgroup>");
        for (int column : form.columns()) {
            html.append("<col style='width:").append(column).append("mm'/>");
        }
        html.append("</colgroup>");
        if (form.headerRows() > 0) {
            html.append("<thead>");
        }
        for (int index = 0; index < form.rows().size(); index++) {
            if (index == form.headerRows()) {
                html.append(index > 0 ? "</thead><tbody>" : "<tbody>");
            }
            row(html, form, form.rows().get(index));
        }
        html.append(form.rows().size() > form.headerRows() ? "</tbody>" : "</thead>")
                .append("</table>");
        form.notes().forEach(note -> block(html, "note", note));
        html.append("</div>");
    }

    private static void block(StringBuilder html, String look, String text) {
        html.append("<div class='")
                .append(look)
                .append("'>")
                .append(escaped(text))
                .append("</div>");
    }

    private static void row(StringBuilder html, Form form, Form.Row row) {
        html.append(form.keepsTogether(row) ? "<tr class='whole'>" : form.isLong(row) ? "<tr class='tall'>" : "<tr>");
        for (Cell cell : row.cells()) {
            html.append("<td class='")
                    .append(cell.look().name().toLowerCase(Locale.ROOT))
                    .append("' style='font-size:")
                    .append(form.size(cell))
                    .append("pt");
            if (cell.rows() == 1) {
                html.append(";height:").append(row.height() - 1.8).append("mm");
            }
            html.append("'");
            if (cell.columns() > 1) {
                html.append(" colspan='").append(cell.columns()).append("'");
            }
            if (cell.rows() > 1) {
                html.append(" rowspan='").append(cell.rows()).append("'");
            }
            html.append(">");
            if (cell.look() == Look.LONG) {
                for (String paragraph : cell.written().split("\n", -1)) {
                    paragraph(html, paragraph);
                }
            } else if (cell.look() == Look.UPRIGHT) {
                html.append("<div>").append(escaped(cell.written())).append("</div>");
            } else {
                html.append(withWholeNumbers(escaped(cell.written())));
            }
            html.append("</td>");
        }
        html.append("</tr>");
    }

    /** A time of day or the like does not end one line and begin the next. */
    private static String withWholeNumbers(String escaped) {
        return NUMBER.matcher(escaped).replaceAll("<span class='number'>$0</span>");
    }

    private static void paragraph(StringBuilder html, String paragraph) {
        boolean indented = !paragraph.isEmpty() && !Character.isWhitespace(paragraph.charAt(0));
        html.append(indented ? "<div>" : "<div class='flush'>")
                .append(paragraph.isEmpty() ? "&#160;" : escaped(paragraph))
                .append("</div>");
    }

    private static String escaped(String text) {
        return shown(Texts.clean(text))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }

    /**
     * The text with the codes of characters that no typeface has in their place; a mere variant, as a radical that stands
     * alone, is shown as the character it is a variant of.
     */
    static String shown(String text) {
        if (text.codePoints().allMatch(point -> Fonts.canShow(point) && !Fonts.isSilent(point))) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().filter(point -> !Fonts.isSilent(point)).forEach(point -> {
            String character = Character.toString(point);
            String same = Normalizer.normalize(character, Normalizer.Form.NFKC);
            if (Fonts.canShow(point)) {
                shown.append(character);
            } else if (same.codePoints().allMatch(Fonts::canShow)) {
                shown.append(same);
            } else {
                shown.append("\u3014U+%04X\u3015".formatted(point));
            }
        });
        return shown.toString();
    }
}
