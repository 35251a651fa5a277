package minqing.platform.document;

import java.util.List;

/**
 * A list: a title, columns and a row per item, landscape, its header on every page. {@link Documents#register} makes one
 * from the records of a register in the columns of their annex.
 *
 * @param rows values in the order of the columns: String, Integer, Long, LocalDate or {@link Occasion}; nothing else
 */
public record ListTable(String title, List<Column> columns, List<? extends List<?>> rows) implements Annex {

    public ListTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param width its share of the page's width, compared with the other columns
     */
    public record Column(String title, int width) {

        public Column {
            if (width < 1) {
                throw new IllegalArgumentException("a column has a width");
            }
        }
    }
}
