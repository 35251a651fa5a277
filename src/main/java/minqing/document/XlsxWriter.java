package minqing.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import minqing.document.Form.Cell;
import minqing.document.Form.Look;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFSimpleShape;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Forms as an Excel file. Text is always text: nothing a person wrote is ever a formula. */
final class XlsxWriter implements DocumentWriter {

    /** The tallest row Excel has, in points, less one for rounding. */
    private static final double TALLEST = 408;

    /** What a cell can hold is 32,767 characters; a longer text goes on in the row below. */
    private static final int LONGEST = 32_000;

    private static final double POINTS = Form.POINTS;

    /** How many lines of a long text stand in one row; pages end between rows, so never in the middle of a line. */
    private static final int LINES_A_ROW = 8;

    /**
     * Widths of columns are in digits of the workbook's first font: 8 pixels of a 96th of an inch with 宋体 11, and 7
     * where another font stands in for it. Texts are measured for the narrower, so that no row is too low.
     */
    private static final double LETTERS = 96 / 25.4 / 8;

    private static final double NARROWER = 7.0 / 8;

    /** What Excel would read as a formula if the cell were edited. */
    private static final String FORMULA_STARTS = "=+-@\t";

    /** What Excel would read as the code of a character. */
    private static final Pattern ESCAPED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private final Words words;
    private final String titleFont;
    private final String textFont;

    XlsxWriter(Words words) {
        this.words = words;
        titleFont = words.of("font.title");
        textFont = words.of("font.text");
    }

    @Override
    public void write(List<Form> forms, OutputOptions options, OutputStream out) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            properties(book, forms.get(0).title(), options);
            usualFont(book);
            Book writing = new Book(book);
            for (Form form : forms) {
                writing.add(form);
            }
            writing.finish(options);
            book.write(packed);
        }
        ReproducibleZip.copy(packed.toByteArray(), out);
    }

    /** A text as it is stored in a cell. */
    static String stored(String text) {
        return text.indexOf('_') < 0 ? text : ESCAPED.matcher(text).replaceAll("_x005F_");
    }

    /** The font that widths of columns are measured in. */
    void usualFont(XSSFWorkbook book) {
        XSSFFont usual = book.getFontAt(0);
        usual.setFontName(words.of("font.usual"));
        usual.setFontHeight(11);
        // What is said of the family and the theme of the font it replaces would win over the name.
        if (usual.getCTFont().sizeOfSchemeArray() > 0) {
            usual.getCTFont().removeScheme(0);
        }
    }

    private void properties(XSSFWorkbook book, String title, OutputOptions options) {
        POIXMLProperties.CoreProperties core = book.getProperties().getCoreProperties();
        core.setCreator(words.of("author"));
        core.setLastModifiedByUser(words.of("author"));
        core.setTitle(title);
        core.setCreated(Optional.of(Date.from(options.createdAt())));
        core.setModified(Optional.of(Date.from(options.createdAt())));
    }

    /** One file in the making. */
    private final class Book {

        private final XSSFWorkbook book;
        private final Map<Style, XSSFCellStyle> styles = new HashMap<>();
        private final Map<String, Page> pages = new HashMap<>();

        Book(XSSFWorkbook book) {
            this.book = book;
        }

        void add(Form form) {
            Page page = pages.computeIfAbsent(form.sheet(), name -> new Page(book.createSheet(name), form));
            page.add(form);
        }

        void finish(OutputOptions options) {
            pages.values().forEach(page -> page.finish(options));
        }

        XSSFCellStyle style(Style wanted) {
            return styles.computeIfAbsent(wanted, this::make);
        }

        private XSSFCellStyle make(Style wanted) {
            XSSFFont font = book.createFont();
            font.setFontName(wanted.title() ? titleFont : textFont);
            font.setFontHeight(wanted.size());
            XSSFCellStyle style = book.createCellStyle();
            style.setFont(font);
            style.setWrapText(true);
            style.setAlignment(wanted.across());
            if (wanted.border() && wanted.across() == HorizontalAlignment.LEFT) {
                style.setIndention((short) 1);
            }
            style.setVerticalAlignment(wanted.along());
            style.setQuotePrefixed(wanted.quoted());
            if (wanted.border()) {
                style.setBorderTop(wanted.openAbove() ? BorderStyle.NONE : BorderStyle.THIN);
                style.setBorderBottom(wanted.openBelow() ? BorderStyle.NONE : BorderStyle.THIN);
                style.setBorderLeft(BorderStyle.THIN);
                style.setBorderRight(BorderStyle.THIN);
            }
            if (wanted.date()) {
                style.setDataFormat(book.createDataFormat().getFormat(words.of("date.format")));
            }
            return style;
        }

        /** One worksheet in the making. */
        private final class Page {

            private final XSSFSheet sheet;
            private final Form form;
            private final List<Integer> firstRows = new ArrayList<>();
            private final Map<Cell, Integer> rowsDone = new IdentityHashMap<>();
            private int next;

            Page(XSSFSheet sheet, Form form) {
                this.sheet = sheet;
                this.form = form;
                for (int column = 0; column < form.columns().length; column++) {
                    sheet.setColumnWidth(column, (int) Math.round(form.columns()[column] * LETTERS * 256));
                }
            }

            void add(Form added) {
                if (next > 0) {
                    sheet.setRowBreak(next - 1);
                }
                firstRows.add(next);
                if (!added.mark().isEmpty()) {
                    across(added.mark(), HorizontalAlignment.LEFT, false, Form.SMALL_SIZE, 8);
                }
                across(added.title(), HorizontalAlignment.CENTER, true, Form.TITLE_SIZE, 18);
                if (!added.left().isEmpty()) {
                    heading(added);
                }
                int header = next;
                Cell[] above = new Cell[added.columns().length];
                int[] began = new int[above.length];
                List<Form.Row> rows = added.headerRows() > 0 ? parts(added.rows()) : added.rows();
                for (int index = 0; index < rows.size(); index++) {
                    row(added, rows.get(index), above, began);
                    if (index + 1 == added.headerRows() && firstRows.size() == 1) {
                        sheet.setRepeatingRows(new CellRangeAddress(header, next - 1, -1, -1));
                        sheet.createFreezePane(0, next);
                    }
                }
                for (String note : added.notes()) {
                    across(note, HorizontalAlignment.LEFT, false, Form.SMALL_SIZE - 2, 8);
                }
            }

            void finish(OutputOptions options) {
                PrintSetup print = sheet.getPrintSetup();
                print.setPaperSize(PrintSetup.A4_PAPERSIZE);
                print.setLandscape(form.landscape());
                sheet.setFitToPage(true);
                print.setFitWidth((short) 1);
                print.setFitHeight((short) 0);
                sheet.setHorizontallyCenter(true);
                sheet.setMargin(PageMargin.TOP, form.top() / 25.4);
                sheet.setMargin(PageMargin.BOTTOM, form.bottom() / 25.4);
                sheet.setMargin(PageMargin.LEFT, (form.side() - 1) / 25.4);
                sheet.setMargin(PageMargin.RIGHT, (form.side() - 1) / 25.4);
                sheet.setMargin(PageMargin.FOOTER, form.bottom() / 2.0 / 25.4);
                sheet.setMargin(PageMargin.HEADER, 10 / 25.4);
                String font = "&\"" + textFont + "\"&" + Math.round(Form.SMALL_SIZE);
                sheet.getFooter().setCenter(font + words.of("page.before") + "&P" + words.of("page.after"));
                if (options.watermark() != null) {
                    watermark(options.watermark(), font);
                }
            }

            /** On every page printed as a header, and across every form on the screen and on paper. */
            private void watermark(OutputOptions.Watermark watermark, String font) {
                String text = words.of("watermark", Texts.clean(watermark.reader()), words.date(watermark.on()));
                sheet.getHeader().setRight(font + "&K999999" + text.replace("&", "&&"));
                XSSFDrawing drawing = sheet.createDrawingPatriarch();
                int last = form.columns().length - 1;
                for (int first : firstRows) {
                    int row = first + 4;
                    XSSFClientAnchor anchor = new XSSFClientAnchor(0, 0, 0, 0, 0, row, last + 1, row + 2);
                    XSSFSimpleShape shape = drawing.createSimpleShape(anchor);
                    shape.setNoFill(true);
                    shape.setText(text);
                    var run = shape.getTextParagraphs().get(0).getTextRuns().get(0);
                    run.setFontSize(26);
                    run.setFontColor(new java.awt.Color(192, 192, 192));
                }
            }

            private void across(String text, HorizontalAlignment place, boolean title, double size, double least) {
                XSSFRow row = sheet.createRow(next);
                double width = form.tableWidth() * POINTS;
                row.setHeightInPoints((float) Math.max(least * POINTS, Lines.height(text, width, size)));
                XSSFCellStyle style = style(Style.bare(title, size, place));
                text(row.createCell(0), text, style);
                merge(next, next, 0, form.columns().length - 1);
                next++;
            }

            private void heading(Form added) {
                XSSFRow row = sheet.createRow(next);
                row.setHeightInPoints((float) (10 * POINTS));
                int middle = added.columns().length / 2;
                text(row.createCell(0), added.left(), plain(HorizontalAlignment.LEFT));
                text(row.createCell(middle), added.right(), plain(HorizontalAlignment.RIGHT));
                merge(next, next, 0, middle - 1);
                merge(next, next, middle, added.columns().length - 1);
                next++;
            }

            private XSSFCellStyle plain(HorizontalAlignment place) {
                return style(Style.bare(false, Form.SMALL_SIZE, place));
            }

            /** One row of the form, as several of the sheet where it is taller than a row of the sheet can be. */
            private void row(Form added, Form.Row row, Cell[] above, int[] began) {
                double height = row.height() * POINTS;
                for (Cell cell : row.cells()) {
                    height = Math.max(height, height(added, cell));
                }
                int first = next;
                if (height <= TALLEST) {
                    heights(height, 1);
                } else if (added.headerRows() > 0) {
                    int count = (int) Math.ceil(height / TALLEST);
                    heights(height / count, count);
                } else {
                    int count = row.cells().stream()
                            .mapToInt(cell -> lines(added, cell).size())
                            .max()
                            .orElse(1);
                    heights(LINES_A_ROW * added.textSize() * Form.LINE_HEIGHT, count);
                }
                boolean tall = next - first > 1;
                for (Cell cell : row.cells()) {
                    if (tall && added.headerRows() == 0 && cell.look() != Look.LABEL) {
                        inLines(added, cell, first);
                    } else {
                        write(added, cell, first, tall);
                    }
                    above[cell.column()] = cell;
                    began[cell.column()] = first;
                }
                for (int column = 0; column < above.length; column += above[column].columns()) {
                    Cell cell = above[column];
                    frame(added, cell, first, next - 1);
                    int before = began[column] == first ? 0 : rowsDone.getOrDefault(cell, 0);
                    rowsDone.put(cell, before + 1);
                    boolean apart = tall && added.headerRows() == 0 && cell.look() != Look.LABEL;
                    if (before + 1 == cell.rows() && !apart) {
                        merge(began[column], next - 1, column, column + cell.columns() - 1);
                    }
                }
            }

            private void heights(double height, int count) {
                for (int part = 0; part < count; part++) {
                    sheet.createRow(next++).setHeightInPoints((float) Math.min(TALLEST, height));
                }
            }

            private double height(Form added, Cell cell) {
                return cell.rows() > 1
                        ? 0
                        : Lines.height(cell.written(), added.textWidth(cell) * NARROWER, added.size(cell));
            }

            private List<String> lines(Form added, Cell cell) {
                return Lines.split(cell.written(), added.textWidth(cell) * NARROWER, added.size(cell), LINES_A_ROW - 1);
            }

            /** A long text over several rows, a few lines in each, as one cell to the eye. */
            private void inLines(Form added, Cell cell, int first) {
                List<String> lines = lines(added, cell);
                for (int row = first; row < next; row++) {
                    Style look = look(added, cell, true).open(row > first, row < next - 1);
                    for (int column = cell.column(); column < cell.column() + cell.columns(); column++) {
                        sheet.getRow(row).createCell(column).setCellStyle(style(look));
                    }
                    String line = row - first < lines.size() ? lines.get(row - first) : "";
                    text(sheet.getRow(row).getCell(cell.column()), line, style(look.quoted(isFormula(line))));
                    merge(row, row, cell.column(), cell.column() + cell.columns() - 1);
                }
            }

            private void frame(Form added, Cell cell, int first, int last) {
                XSSFCellStyle style = style(look(added, cell, false));
                for (int row = first; row <= last; row++) {
                    for (int column = cell.column(); column < cell.column() + cell.columns(); column++) {
                        XSSFRow there = sheet.getRow(row);
                        if (there.getCell(column) == null) {
                            there.createCell(column).setCellStyle(style);
                        }
                    }
                }
            }

            private void write(Form added, Cell cell, int row, boolean tall) {
                XSSFCell target = sheet.getRow(row).createCell(cell.column());
                XSSFCellStyle style = style(look(added, cell, tall));
                if (cell.value() instanceof Long || cell.value() instanceof Integer) {
                    target.setCellValue(((Number) cell.value()).doubleValue());
                    target.setCellStyle(style);
                } else if (cell.value() instanceof LocalDate day && day.getYear() >= 1900) {
                    target.setCellValue(day);
                    target.setCellStyle(style);
                } else {
                    text(target, cell.written(), style);
                }
            }

            private Style look(Form added, Cell cell, boolean tall) {
                boolean middle = cell.look() == Look.LABEL || cell.look() == Look.SHORT;
                return new Style(
                        false,
                        added.size(cell),
                        middle ? HorizontalAlignment.CENTER : HorizontalAlignment.LEFT,
                        tall || cell.look() == Look.LONG ? VerticalAlignment.TOP : VerticalAlignment.CENTER,
                        true,
                        false,
                        false,
                        cell.value() instanceof LocalDate,
                        cell.value() instanceof String && isFormula(cell.written()));
            }

            private void text(XSSFCell target, String text, XSSFCellStyle style) {
                target.setCellStyle(style);
                if (!text.isEmpty()) {
                    target.setCellValue(stored(Texts.clean(text)));
                }
            }

            private void merge(int firstRow, int lastRow, int firstColumn, int lastColumn) {
                if (firstRow != lastRow || firstColumn != lastColumn) {
                    sheet.addMergedRegionUnsafe(new CellRangeAddress(firstRow, lastRow, firstColumn, lastColumn));
                }
            }
        }
    }

    /** Rows whose texts a cell can hold; what is longer goes on in a row of its own. */
    private static List<Form.Row> parts(List<Form.Row> rows) {
        if (rows.stream().noneMatch(row -> row.cells().stream().anyMatch(XlsxWriter::isTooLong))) {
            return rows;
        }
        List<Form.Row> parts = new ArrayList<>();
        for (Form.Row row : rows) {
            List<Cell> rest = row.cells();
            while (rest.stream().anyMatch(XlsxWriter::isTooLong)) {
                List<Cell> now =
                        rest.stream().map(cell -> part(cell, 0, end(cell))).toList();
                rest = rest.stream()
                        .map(cell -> part(cell, end(cell), cell.written().length()))
                        .toList();
                parts.add(new Form.Row(row.height(), now));
            }
            parts.add(new Form.Row(row.height(), rest));
        }
        return parts;
    }

    private static boolean isTooLong(Cell cell) {
        return cell.rows() == 1 && cell.written().length() > LONGEST;
    }

    private static int end(Cell cell) {
        int end = Math.min(LONGEST, cell.written().length());
        boolean torn = end < cell.written().length()
                && Character.isLowSurrogate(cell.written().charAt(end));
        return torn ? end - 1 : end;
    }

    private static Cell part(Cell cell, int from, int to) {
        String part = cell.written().substring(from, to);
        boolean whole = from == 0 && to == cell.written().length();
        return whole ? cell : new Cell(cell.column(), cell.columns(), 1, cell.look(), part, part);
    }

    /** Whether Excel would take the text for a formula once somebody edits it. */
    static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    }

    /** What tells the looks of cells apart. */
    private record Style(
            boolean title,
            double size,
            HorizontalAlignment across,
            VerticalAlignment along,
            boolean border,
            boolean openAbove,
            boolean openBelow,
            boolean date,
            boolean quoted) {

        /** Without a border. */
        static Style bare(boolean title, double size, HorizontalAlignment across) {
            return new Style(title, size, across, VerticalAlignment.CENTER, false, false, false, false, false);
        }

        Style open(boolean above, boolean below) {
            return new Style(title, size, across, along, border, above, below, date, quoted);
        }

        Style quoted(boolean quote) {
            return new Style(title, size, across, along, border, openAbove, openBelow, date, quote);
        }
    }
}
