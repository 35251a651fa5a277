package minqing.activity.summary;

import java.util.List;
import java.util.Map;

/**
 * What the registers of a period amount to.
 *
 * @param period the seven cells of the official table
 * @param year the same from the first month of the year on; leaders are distinct there, not a sum (D5)
 * @param records what stands behind each cell of the period
 */
record Counted(
        Map<Cell, Integer> period, Map<Cell, Integer> year, List<CountedRecord> records, List<Anomaly> anomalies) {

    Counted {
        period = Map.copyOf(period);
        year = Map.copyOf(year);
        records = List.copyOf(records);
        anomalies = List.copyOf(anomalies);
    }
}
