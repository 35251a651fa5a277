package minqing.platform.form;

import java.util.HashMap;
import java.util.Map;

/** Refuses hide conditions that stand upon one another in ways that Tasklist or the page can't follow. */
final class HideChains {

    /** Tasklist looks through the hidden fields once before it asks a condition: a third link of a chain goes wrong there. */
    private static final int LONGEST_CHAIN = 2;

    private final FormSchema schema;
    private final SchemaProperties read;
    private final Map<String, Integer> known = new HashMap<>();

    private HideChains(FormSchema schema, SchemaProperties read) {
        this.schema = schema;
        this.read = read;
    }

    /** @throws InvalidSchema if a field hides others that it can't hide everywhere */
    static void check(FormSchema schema, SchemaProperties read) {
        HideChains chains = new HideChains(schema, read);
        schema.fields().forEach(chains::check);
    }

    private void check(FormField field) {
        for (Condition condition : schema.hiddenBy(field.key())) {
            for (String named : condition.fields()) {
                if (schema.field(named).orElseThrow().tasklistOnly()) {
                    throw read.invalid(field.key() + " is hidden by " + named + ", which the page does not have");
                }
            }
        }
        if (links(field.key()) > LONGEST_CHAIN) {
            throw read.invalid(field.key() + " ends a chain of more than " + LONGEST_CHAIN + " hide conditions");
        }
    }

    /** How many hide conditions stand one upon the other before this field is known to be visible. */
    private int links(String key) {
        Integer links = known.get(key);
        if (links != null) {
            if (links < 0) {
                throw read.invalid(key + " is hidden by a condition that depends on " + key);
            }
            return links;
        }
        known.put(key, -1);
        int longest = 0;
        for (Condition condition : schema.hiddenBy(key)) {
            for (String named : condition.fields()) {
                longest = Math.max(longest, 1 + links(named));
            }
        }
        known.put(key, longest);
        return longest;
    }
}
