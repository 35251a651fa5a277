package minqing.platform.document;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import minqing.platform.fault.FieldFault;
import org.jspecify.annotations.Nullable;

/** A row of an import file. A cell that is empty or at fault has no value. */
public final class ImportedRow {

    private final int number;
    private final Map<String, Object> values;
    private final Map<String, Place> places;

    ImportedRow(int number, Map<String, Object> values, Map<String, Place> places) {
        this.number = number;
        this.values = values;
        this.places = places;
    }

    /** The row's number as the person sees it beside the sheet. */
    public int number() {
        return number;
    }

    /** The text of a text or choice column, without white around it; empty where there is none. */
    public String text(String key) {
        return (String) values.getOrDefault(key, "");
    }

    public @Nullable LocalDate date(String key) {
        return (LocalDate) values.get(key);
    }

    public @Nullable Integer count(String key) {
        return (Integer) values.get(key);
    }

    /**
     * What the feature finds wrong with a cell: the field is the cell's address, the words' first argument the row and the
     * second the column's title, then the given ones.
     */
    public FieldFault fault(String key, String messageKey, Object... arguments) {
        Place place = Objects.requireNonNull(places.get(key), key);
        Object[] all = new Object[arguments.length + 2];
        all[0] = Integer.toString(number);
        all[1] = place.title();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new FieldFault(place.column() + number, messageKey, all);
    }

    /**
     * Where a column stands.
     *
     * @param column its letters, empty where the file lacks it
     */
    record Place(String column, String title) {}
}
