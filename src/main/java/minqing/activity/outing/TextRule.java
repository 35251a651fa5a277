package minqing.activity.outing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of the texts of an outing. The server holds each text against its rule, and a device without a network does
 * the same before it lets an entry wait ({@link DeviceRules}).
 *
 * @param required whether the part cannot do without it
 * @param longest the most code points
 */
record TextRule(boolean required, int longest) {

    /** By the text's path without numbers, {@code receptions.visitor}. */
    static final Map<String, TextRule> ALL = all();

    /** @param path as it stands in the input: {@code receptions[0].visitor} */
    static TextRule of(String path) {
        TextRule rule = ALL.get(path.replaceAll("\\[\\d+]", ""));
        if (rule == null) {
            throw new IllegalArgumentException("no text of an outing: " + path);
        }
        return rule;
    }

    private static Map<String, TextRule> all() {
        Map<String, TextRule> rules = new LinkedHashMap<>();
        for (String part : new String[] {"labour", "receptions", "forums"}) {
            rules.put(part + ".time", new TextRule(false, OutingChecks.LONGEST_TIME));
            rules.put(part + ".place", new TextRule(false, OutingChecks.LONGEST_PLACE));
            rules.put(part + ".remark", new TextRule(false, OutingChecks.LONGEST_REMARK));
        }
        rules.put("labour.work", new TextRule(true, OutingChecks.LONGEST_TEXT));
        rules.put("receptions.visitor", new TextRule(true, OutingChecks.LONGEST_NAME));
        rules.put("receptions.contact", new TextRule(false, OutingChecks.LONGEST_NAME));
        rules.put("receptions.matter", new TextRule(true, OutingChecks.LONGEST_TEXT));
        rules.put("receptions.text", new TextRule(false, OutingChecks.LONGEST_TEXT));
        rules.put("receptions.summary", new TextRule(false, OutingChecks.LONGEST_SUMMARY));
        rules.put("forums.attendees", new TextRule(true, OutingChecks.LONGEST_TEXT));
        rules.put("forums.topic", new TextRule(true, OutingChecks.LONGEST_SUMMARY));
        rules.put("forums.text", new TextRule(false, OutingChecks.LONGEST_TEXT));
        rules.put("diary.seen", new TextRule(false, OutingChecks.LONGEST_TEXT));
        rules.put("diary.opinions", new TextRule(false, OutingChecks.LONGEST_TEXT));
        rules.put("diary.reflections", new TextRule(false, OutingChecks.LONGEST_TEXT));
        rules.put("reason", new TextRule(true, OutingChecks.LONGEST_REASON));
        return Collections.unmodifiableMap(rules);
    }
}
