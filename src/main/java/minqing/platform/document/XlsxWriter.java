package minqing.platform.document;

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
import minqing.platform.document.Form.Cell;
import minqing.platform.document.Form.Look;
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

/** Annexes as an Excel file. Text is always text: nothing a person wrote is ever a formula. */
final class XlsxWriter implements DocumentWriter {

    /** The tallest row Excel has, in points, less one for rounding. */
    private static final double TALLEST = 408;

    /** What a cell can hold is 32,767 characters; a longer text goes on in the row below. */
    private static final int LONGEST = 32_000;

    private static final double POINTS = Form.POINTS;

    /** With fewer lines of a long text left on a page, it goes on over the next. */
    private static final int FEWEST_LINES = 3;

    /** What is left free at the end of a page, for printers that take more for their margins, in points. */
    private static final double SPARE = 14;

    /**
     * Widths of columns are in digits of the workbook's first font. Those of Arial 11, and of what stands in for it where it
     * is missing, are 8 pixels of a 96th of an inch everywhere.
     */
    private static final double LETTERS = 96 / 25.4 / 8;

    private static final double USUAL_SIZE = 11;

    /** Letters on the screen are up to that much wider than on paper; a row must be high enough for both. */
    private static final double NARROWER = 0.97;

    /** Letters stacked, not turned. */
    private static final short UPRIGHT = 255;

    /** What Excel would read as a formula if the cell were edited. */
    private static final String FORMULA_STARTS = "=+-@\t";

    /** What Excel would read as the code of a character. */
    private static final Pattern ESCAPED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private final DocumentWords words;
    private final String titleFont;
    private final String textFont;

    XlsxWriter(DocumentWords words) {
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
        usual.setFontHeight(USUAL_SIZE);
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
            style.setWrapText(!wanted.title());
            style.setShrinkToFit(wanted.title());
            if (wanted.upright()) {
                style.setRotation(UPRIGHT);
            }
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
            private double taken;

            Page(XSSFSheet sheet, Form form) {
                this.sheet = sheet;
                this.form = form;
                for (int column = 0; column < form.columns().length; column++) {
                    sheet.setColumnWidth(column, (int) Math.round(form.columns()[column] * LETTERS * 256));
                }
            }

            void add(Form added) {
                if (next > 0) {
                    newPage();
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
                    if (added.headerRows() > 0) {
                        row(added, rows.get(index), above, began);
                    } else {
                        flowing(added, rows.get(index));
                    }
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
                double width = form.tableWidth() * POINTS;
                XSSFRow row = sheet.createRow(next);
                height(row, title ? least * POINTS : Math.max(least * POINTS, Lines.height(text, width, size)));
                XSSFCellStyle style = style(Style.bare(title, size, place));
                text(row.createCell(0), text, style);
                merge(next, next, 0, form.columns().length - 1);
                next++;
            }

            private void heading(Form added) {
                XSSFRow row = sheet.createRow(next);
                height(row, 10 * POINTS);
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

            /** One row of a table, as several of the sheet where it is taller than a row of the sheet can be. */
            private void row(Form added, Form.Row row, Cell[] above, int[] began) {
                double height = height(added, row);
                int first = next;
                int count = (int) Math.ceil(height / TALLEST);
                for (int part = 0; part < count; part++) {
                    height(sheet.createRow(next++), height / count);
                }
                boolean tall = count > 1;
                for (Cell cell : row.cells()) {
                    write(added, cell, first, tall);
                    above[cell.column()] = cell;
                    began[cell.column()] = first;
                }
                for (int column = 0; column < above.length; column += above[column].columns()) {
                    Cell cell = above[column];
                    frame(added, cell, first, next - 1);
                    int before = began[column] == first ? 0 : rowsDone.getOrDefault(cell, 0);
                    rowsDone.put(cell, before + 1);
                    if (before + 1 == cell.rows()) {
                        merge(began[column], next - 1, column, column + cell.columns() - 1);
                    }
                }
            }

            private double height(Form added, Form.Row row) {
                double height = row.height() * POINTS;
                for (Cell cell : row.cells()) {
                    height = Math.max(height, height(added, cell, cell.written()));
                }
                return height;
            }

            private double height(Form added, Cell cell, String text) {
                return cell.rows() > 1 ? 0 : Lines.height(text, width(added, cell), added.size(cell));
            }

            private double width(Form added, Cell cell) {
                return added.textWidth(cell) * NARROWER;
            }

            /**
             * One row of a sheet of labels and values. What the page has no room for goes over to the next: a low row as a
             * whole, of a long one what remains of its texts, in rows that look like one cell on each page.
             */
            private void flowing(Form added, Form.Row row) {
                double height = height(added, row);
                boolean isLong = added.isLong(row) || height > Math.min(TALLEST, wholePage());
                if (height <= Math.min(TALLEST, room()) || !isLong) {
                    if (height > room()) {
                        newPage();
                    }
                    height(sheet.createRow(next++), height);
                    for (Cell cell : row.cells()) {
                        write(added, cell, next - 1, isLong);
                        frame(added, cell, next - 1, next - 1);
                        merge(next - 1, next - 1, cell.column(), cell.column() + cell.columns() - 1);
                    }
                    return;
                }
                double label = row.cells().stream()
                        .filter(cell -> cell.look() == Look.LABEL)
                        .mapToDouble(cell -> height(added, cell, cell.written()))
                        .max()
                        .orElse(0);
                if (room() < Math.max(label, FEWEST_LINES * added.textSize() * Form.LINE_HEIGHT + Lines.EDGE)) {
                    newPage();
                }
                List<Cell> rest = row.cells();
                boolean open = false;
                while (!rest.isEmpty()) {
                    rest = fill(added, rest, label, open);
                    label = 0;
                    open = taken > 0;
                }
            }

            /**
             * Puts as much of the texts on the page as one row of the worksheet holds.
             *
             * @param open whether they began in the row above on the same page
             * @return what remains of them; none when all of it is there
             */
            private List<Cell> fill(Form added, List<Cell> cells, double least, boolean open) {
                double available = Math.min(TALLEST, room());
                double height = least;
                List<Cell> now = new ArrayList<>();
                List<Cell> rest = new ArrayList<>();
                for (Cell cell : cells) {
                    double size = added.size(cell);
                    int most = (int) ((available - Lines.EDGE) / (size * Form.LINE_HEIGHT));
                    Lines.Part part = Lines.first(cell.written(), width(added, cell), size, Math.max(1, most));
                    now.add(XlsxWriter.part(cell, part.text()));
                    rest.add(XlsxWriter.part(cell, part.rest()));
                    height = Math.max(height, height(added, cell, part.text()));
                }
                boolean goesOn = rest.stream().anyMatch(cell -> !cell.written().isEmpty());
                height(sheet.createRow(next++), Math.min(available, height));
                boolean pageEnds = goesOn && room() < FEWEST_LINES * added.textSize() * Form.LINE_HEIGHT + Lines.EDGE;
                for (Cell cell : now) {
                    Style look = look(added, cell, true).open(open, goesOn && !pageEnds);
                    for (int column = cell.column(); column < cell.column() + cell.columns(); column++) {
                        sheet.getRow(next - 1).createCell(column).setCellStyle(style(look));
                    }
                    text(sheet.getRow(next - 1).getCell(cell.column()), cell.written(), style(look));
                    merge(next - 1, next - 1, cell.column(), cell.column() + cell.columns() - 1);
                }
                if (pageEnds) {
                    newPage();
                }
                return goesOn ? rest : List.of();
            }

            private void newPage() {
                sheet.setRowBreak(next - 1);
                taken = 0;
            }

            private double wholePage() {
                return (form.pageHeight() - form.top() - form.bottom()) * POINTS - SPARE;
            }

            private double room() {
                return wholePage() - taken;
            }

            private void height(XSSFRow row, double height) {
                row.setHeightInPoints((float) Math.min(TALLEST, height));
                taken += row.getHeightInPoints();
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
                return new Style(
                        false,
                        cell.look() == Look.UPRIGHT,
                        added.size(cell),
                        cell.look().isCentred() ? HorizontalAlignment.CENTER : HorizontalAlignment.LEFT,
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
        return whole ? cell : part(cell, part);
    }

    private static Cell part(Cell cell, String text) {
        return new Cell(cell.column(), cell.columns(), 1, cell.look(), text, text);
    }

    /** Whether Excel would take the text for a formula once somebody edits it. */
    static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    }

    /** What tells the looks of cells apart. */
    private record Style(
            boolean title,
            boolean upright,
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
            return new Style(title, false, size, across, VerticalAlignment.CENTER, false, false, false, false, false);
        }

        Style open(boolean above, boolean below) {
            return new Style(title, upright, size, across, along, border, above, below, date, quoted);
        }
    }
}
