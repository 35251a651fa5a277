package minqing.platform.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an annex lies on paper: what every writer needs to know and none may decide for itself. Measures are millimetres.
 *
 * @param sheet the name of the worksheet; neighbours of one name stand in one worksheet, one per page
 * @param mark the words above the title, as 附2：, empty for none
 * @param textSize of values in points
 * @param labelSize of labels in points
 * @param left the words at the left above the table, empty for none
 * @param right the words at the right above the table
 * @param columns their widths; together the width of the page between its margins
 * @param headerRows how many rows are repeated on every page
 * @param notes the words below the table
 */
record Form(
        String sheet,
        String mark,
        String title,
        boolean landscape,
        double textSize,
        double labelSize,
        String left,
        String right,
        int[] columns,
        int headerRows,
        List<Row> rows,
        List<String> notes) {

    /** A4. */
    static final int SHORT_SIDE = 210;

    static final int LONG_SIDE = 297;

    /** 二号. */
    static final double TITLE_SIZE = 22;

    /** 四号: the page number, the mark above the title, the notes. */
    static final double SMALL_SIZE = 14;

    /** What a letter needs of a line, with the white between the lines. */
    static final double LINE_HEIGHT = 1.3;

    /** Points in a millimetre. */
    static final double POINTS = 72 / 25.4;

    /** A row that is taller, for its text, is read from the top. */
    private static final double LONG_FROM = 60;

    /** Between the border of a cell and its text. */
    static final double PADDING = 1.8;

    int pageWidth() {
        return landscape ? LONG_SIDE : SHORT_SIDE;
    }

    int pageHeight() {
        return landscape ? SHORT_SIDE : LONG_SIDE;
    }

    int top() {
        return landscape ? 26 : 34;
    }

    int bottom() {
        return landscape ? 22 : 28;
    }

    int side() {
        return landscape ? 22 : 25;
    }

    int tableWidth() {
        return pageWidth() - 2 * side();
    }

    /** How wide a cell is. */
    int width(Cell cell) {
        int width = 0;
        for (int column = cell.column(); column < cell.column() + cell.columns(); column++) {
            width += columns[column];
        }
        return width;
    }

    double size(Cell cell) {
        return cell.look() == Look.LABEL ? labelSize : textSize;
    }

    /** Whether a row is small enough to be kept on one page, and one of many like it. */
    boolean keepsTogether(Row row) {
        return headerRows > 0 && height(row) < pageHeight() / 3.0;
    }

    /** Whether a row may go on over the next page, so that what stands in the middle of it is torn or out of sight. */
    boolean isLong(Row row) {
        double height = height(row);
        return !keepsTogether(row) && height > row.height() && height > LONG_FROM;
    }

    /** What a row takes, estimated, in millimetres. */
    private double height(Row row) {
        double height = row.height();
        for (Cell cell : row.cells()) {
            if (cell.rows() == 1) {
                height = Math.max(height, Lines.height(cell.written(), textWidth(cell), size(cell)) / POINTS);
            }
        }
        return height;
    }

    /** What a cell leaves for its text, in points. */
    double textWidth(Cell cell) {
        return (width(cell) - 2 * PADDING) * POINTS;
    }

    /**
     * A row; the cells are in the order of their columns, and a column without one is covered by a cell above.
     *
     * @param height the least it takes
     */
    record Row(int height, List<Cell> cells) {}

    /**
     * A cell.
     *
     * @param column where it begins, counted from 0
     * @param columns how many columns it covers
     * @param rows how many rows it covers
     * @param value a text, a number or a date
     * @param written the value in words
     */
    record Cell(int column, int columns, int rows, Look look, Object value, String written) {}

    /** How a cell shows its text. */
    enum Look {
        /** The form's own words, in the middle. */
        LABEL,
        /** A short value, in the middle. */
        SHORT,
        /** A short value in a narrow cell, its characters one below the other, in the middle. */
        UPRIGHT,
        /** A value of one line or a few, from the left. */
        LINE,
        /** A text that flows, from the top left. */
        LONG;

        /** Whether the text stands in the middle of its cell rather than at the left. */
        boolean isCentred() {
            return this == LABEL || this == SHORT || this == UPRIGHT;
        }
    }

    /** Finds the columns of the cells of one row after another, as they are added. */
    static final class Grid {

        private final int width;
        private final List<Row> rows = new ArrayList<>();
        private final int[] covered;
        private @Nullable List<Cell> cells;
        private int column;
        private int height;

        Grid(int width) {
            this.width = width;
            this.covered = new int[width];
        }

        Grid row(int least) {
            finish();
            height = least;
            cells = new ArrayList<>();
            column = 0;
            return this;
        }

        Grid cell(Look look, Object value, String written) {
            return cell(look, value, written, 1, 1);
        }

        Grid cell(Look look, Object value, String written, int columns, int rowsCovered) {
            List<Cell> current = cells;
            if (current == null) {
                throw new IllegalStateException("a cell stands in a row");
            }
            skip();
            current.add(new Cell(column, columns, rowsCovered, look, value, Texts.clean(written)));
            for (int each = 0; each < columns; each++) {
                covered[column + each] = rowsCovered;
            }
            column += columns;
            return this;
        }

        List<Row> rows() {
            finish();
            return rows;
        }

        private void skip() {
            while (column < width && covered[column] > 0) {
                column++;
            }
        }

        private void finish() {
            if (cells == null) {
                return;
            }
            skip();
            if (column != width) {
                throw new IllegalStateException("a row covers every column");
            }
            rows.add(new Row(height, cells));
            cells = null;
            for (int each = 0; each < width; each++) {
                covered[each]--;
            }
        }
    }
}
