package minqing.bureau.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.io.Resource;

/** A data file of this module: UTF-8, a line of column names, then three values a line, commas between. */
final class DataFile {

    private static final int COLUMNS = 3;

    private DataFile() {}

    /**
     * What the lines say.
     *
     * @throws IllegalArgumentException naming file and line when a line can't be read
     */
    static <T> List<T> read(Resource file, Function<String[], T> line) {
        try {
            List<String> lines =
                    file.getContentAsString(StandardCharsets.UTF_8).lines().toList();
            List<T> read = new ArrayList<>();
            for (int number = 1; number < lines.size(); number++) {
                String[] values = lines.get(number).split(",", -1);
                try {
                    if (values.length != COLUMNS) {
                        throw new IllegalArgumentException(values.length + " values for " + COLUMNS + " columns");
                    }
                    read.add(line.apply(values));
                } catch (IllegalArgumentException | DateTimeException unreadable) {
                    throw new IllegalArgumentException(
                            "%s, line %d: %s".formatted(file.getDescription(), number + 1, unreadable.getMessage()),
                            unreadable);
                }
            }
            return read;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
