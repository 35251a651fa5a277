package minqing.summary;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The same without some of the problems, as if they had not been brought forward. */
    Counted without(Set<String> problems) {
        Map<Boolean, List<CountedRecord>> parted = records.stream()
                .collect(Collectors.partitioningBy(
                        one -> one.kind().equals("problem") && problems.contains(one.record())));
        List<CountedRecord> gone = parted.get(true);
        return new Counted(less(period, gone), less(year, gone), parted.get(false), anomalies);
    }

    private static Map<Cell, Integer> less(Map<Cell, Integer> figures, List<CountedRecord> gone) {
        Map<Cell, Integer> left = new EnumMap<>(Cell.class);
        left.putAll(figures);
        gone.forEach(one -> left.computeIfPresent(one.cell(), (cell, figure) -> figure - one.amount()));
        return left;
    }
}
