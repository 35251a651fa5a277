package minqing.bureau.web;

import java.util.Set;

/**
 * An entry of the navigation.
 *
 * @param key what a page calls itself in {@code active}
 * @param words the key of its words in the bundle
 * @param address inside this application
 * @param tool true for the engine's own pages, which stand apart from the daily work
 * @param count how many things wait there
 */
public record NavigationItem(String key, String words, String address, boolean tool, long count) {

    private static final Set<String> RARE = Set.of("registers", "pairings", "calendar", "own-accusations");

    /** Whether it stands behind 更多, not in the bar: what nobody needs every day, and the engine's own pages. */
    public boolean rare() {
        return tool || RARE.contains(key);
    }
}
