package minqing.web;

/**
 * An entry of the navigation.
 *
 * @param key what a page calls itself in {@code active}
 * @param words the key of its words in the bundle
 * @param address inside this application
 * @param tool true for the engine's own pages, which stand apart from the daily work
 * @param count how many things wait there
 */
public record NavigationItem(String key, String words, String address, boolean tool, long count) {}
