package minqing.platform.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;

/**
 * What an import file holds.
 *
 * @param rows those that are not empty, in the file's order, the ones at fault too
 * @param faults what is wrong with cells, in the file's order
 */
public record ImportedSheet(List<ImportedRow> rows, List<FieldFault> faults) {

    /** How many faults are worth listing; who has more has one mistake in many rows. */
    static final int MOST_FAULTS = 200;

    public ImportedSheet {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /**
     * Ends the import where anything is wrong, so that nothing of the file is taken.
     *
     * @param found what the feature itself found, by {@link ImportedRow#fault}
     * @throws InvalidInput with all the faults, row by row
     */
    public void refuseFaults(List<FieldFault> found) {
        List<FieldFault> all = new ArrayList<>(faults);
        all.addAll(found);
        all.sort(Comparator.comparing(fault -> Integer.valueOf((String) fault.arguments()[0])));
        if (all.size() > MOST_FAULTS) {
            all = new ArrayList<>(all.subList(0, MOST_FAULTS));
            all.add(new FieldFault("file", "document.import.more"));
        }
        if (!all.isEmpty()) {
            throw new InvalidInput(all);
        }
    }
}
