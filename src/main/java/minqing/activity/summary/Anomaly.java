package minqing.activity.summary;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something odd about the records of a period, shown beside the table; it changes no figure.
 *
 * @param kind {@code leader-without-records two-places same-diary late-entry}
 * @param leader the account
 * @param records identifiers of the outings it is about
 */
record Anomaly(String kind, String leader, @Nullable LocalDate day, List<String> records) {

    Anomaly {
        records = List.copyOf(records);
    }
}
