package minqing.bureau.administration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.organization.Keeping;
import minqing.bureau.organization.KeptEntry;
import org.jspecify.annotations.Nullable;

/**
 * The form, and the list, of things that have their place and are retired: declared once by the fields of their own.
 *
 * @param list the list one comes from and goes back to
 * @param parts its own fields, the one that names it first
 * @param reading makes an entry of what was sent
 */
record KeepingForm<E extends KeptEntry>(
        String key,
        String subject,
        String list,
        Keeping<E> keeping,
        List<Part<E>> parts,
        Function<Submitted, E> reading)
        implements Kept {

    /**
     * A field of its own.
     *
     * @param entered how it is entered for a new one
     * @param changed how it is changed later
     * @param value what an entry has in it
     * @param shown how a list says that
     */
    record Part<E>(
            String key,
            Function<String, Field> entered,
            Function<String, Field> changed,
            Function<E, @Nullable Object> value,
            UnaryOperator<String> shown) {

        /** A field that may always be changed. */
        static <E> Part<E> of(String key, Function<String, Field> field, Function<E, @Nullable Object> value) {
            return new Part<>(key, field, field, value, UnaryOperator.identity());
        }

        /** A field that is entered once and stays. */
        static <E> Part<E> once(String key, Function<String, Field> field, Function<E, @Nullable Object> value) {
            return new Part<>(key, field, Field::fixed, value, UnaryOperator.identity());
        }

        Part<E> shownAs(UnaryOperator<String> words) {
            return new Part<>(key, entered, changed, value, words);
        }

        private String text(E entry) {
            Object value = this.value.apply(entry);
            return value == null ? "" : shown.apply(value.toString());
        }
    }

    /**
     * A row of the list.
     *
     * @param id names the thing in addresses
     * @param cells what it says below the columns
     */
    record Row(String id, KeptEntry entry, List<String> cells) {}

    @Override
    public List<Field> fields(@Nullable String id) {
        List<Field> fields = new ArrayList<>();
        parts.forEach(part -> fields.add((id == null ? part.entered() : part.changed()).apply(part.key())));
        fields.add(Field.optional("place", Field.Look.NUMBER));
        fields.add(id == null ? Field.hidden("retiredOn") : Field.optional("retiredOn", Field.Look.DATE));
        fields.add(Field.hidden("version"));
        return fields;
    }

    @Override
    public Map<String, List<String>> values(@Nullable String id, Submitted asked) {
        if (id == null) {
            return fields(null).stream().collect(Collectors.toMap(Field::key, field -> asked.all(field.key())));
        }
        E entry = keeping.one(id);
        Map<String, List<String>> values = new LinkedHashMap<>();
        parts.forEach(part -> put(values, part.key(), part.value().apply(entry)));
        put(values, "place", entry.place());
        put(values, "retiredOn", entry.retiredOn());
        put(values, "version", entry.version());
        return values;
    }

    private static void put(Map<String, List<String>> values, String key, @Nullable Object value) {
        values.put(key, value == null ? List.of() : List.of(value.toString()));
    }

    @Override
    public void save(String actor, @Nullable String id, Submitted submitted) {
        E entry = reading.apply(submitted);
        submitted.refuse();
        if (id == null) {
            keeping.create(actor, entry);
        } else {
            keeping.change(actor, id, entry);
        }
    }

    /** The fields that the list shows behind the place; what names a thing comes last. */
    List<String> columns() {
        return listed().map(Part::key).toList();
    }

    List<Row> rows() {
        return keeping.all().stream()
                .map(entry -> new Row(
                        String.valueOf(parts.get(0).value().apply(entry)),
                        entry,
                        listed().map(part -> part.text(entry)).toList()))
                .toList();
    }

    private Stream<Part<E>> listed() {
        return Stream.concat(parts.stream().skip(1), parts.stream().limit(1));
    }
}
