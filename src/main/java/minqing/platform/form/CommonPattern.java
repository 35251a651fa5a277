package minqing.platform.form;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The pattern of a field, as long as Tasklist, a browser and the server understand it alike. */
final class CommonPattern {

    /** The escapes that JavaScript and Java read alike. */
    private static final Pattern COMMON_PATTERN =
            Pattern.compile("(?:[^\\\\]|\\\\[dDwW.\\-/()\\[\\]+*?^$|\\\\{}]|\\\\u[0-9a-fA-F]{4})*");
    /** Possessive quantifiers, class operations, named and looking groups. */
    private static final Pattern UNCOMMON_PATTERN = Pattern.compile("[+*?}]\\+|&&|\\(\\?(?!:)|\\[[^]]*\\[");

    private CommonPattern() {}

    /**
     * @param key the field's
     * @throws InvalidSchema if the pattern would not mean the same everywhere
     */
    static Pattern of(SchemaProperties read, String key, String pattern) {
        // form-js looks for the pattern anywhere in the text; the page's attribute and the server match the whole.
        if (!pattern.startsWith("^") || !pattern.endsWith("$") || pattern.endsWith("\\$")) {
            throw read.invalid(key + ": the pattern " + pattern + " does not reach from ^ to $");
        }
        if (!COMMON_PATTERN.matcher(pattern).matches()
                || UNCOMMON_PATTERN.matcher(pattern).find()) {
            throw read.invalid(
                    key + ": the pattern " + pattern + " means different things in a browser and on the server");
        }
        if (outsideGroups(pattern).contains("|")) {
            throw read.invalid(key + ": the pattern " + pattern + " has alternatives outside parentheses");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException malformed) {
            throw read.invalid(key + ": the pattern " + pattern + " is malformed");
        }
    }

    /** The pattern without what stands in parentheses and brackets. */
    private static String outsideGroups(String pattern) {
        String rest = pattern.replaceAll("\\\\.", "").replaceAll("\\[[^]]*]", "");
        String before;
        do {
            before = rest;
            rest = rest.replaceAll("\\([^()]*\\)", "");
        } while (!rest.equals(before));
        return rest;
    }
}
