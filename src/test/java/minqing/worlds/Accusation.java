package minqing.worlds;

import java.util.List;

/**
 * What is said in an accusation.
 *
 * @param accused the accounts of those whom it names
 * @param bypassing whether the bureau's discipline officers are to be left out
 */
record Accusation(String title, String content, String village, List<String> accused, boolean bypassing) {}
