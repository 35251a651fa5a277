package minqing.platform.document;

import java.util.List;

/**
 * What an import file looks like.
 *
 * @param title what stands above the template and names its file
 * @param columns in the order of the template; a file may have them in any order
 * @param ignored titles of columns that a file may have and that are not read, as 序号
 */
public record ImportColumns(String title, List<ImportColumn> columns, List<String> ignored) {

    public ImportColumns {
        columns = List.copyOf(columns);
        ignored = List.copyOf(ignored);
    }
}
