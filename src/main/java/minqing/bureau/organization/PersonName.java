package minqing.bureau.organization;

import org.jspecify.annotations.Nullable;

/**
 * A name as it is written. The engine keeps two parts and its pages write them in that order with a space between, so a
 * Chinese name has its family name in the first; here it loses the space.
 */
public final class PersonName {

    private PersonName() {}

    static String of(@Nullable String first, @Nullable String second, String otherwise) {
        String one = first == null ? "" : first.strip();
        String two = second == null ? "" : second.strip();
        if (one.isEmpty() && two.isEmpty()) {
            return otherwise;
        }
        boolean chinese = (one + two)
                .codePoints()
                .anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN);
        return chinese ? one + two : (one + " " + two).strip();
    }

    /** {@code 张**} for everyone who must not know the person: the first character, and nothing that tells the length. */
    public static String masked(String name) {
        return name.isBlank() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    }
}
