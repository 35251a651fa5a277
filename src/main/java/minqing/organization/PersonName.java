package minqing.organization;

import org.jspecify.annotations.Nullable;

/** A name as it is written: the engine keeps given and family name apart, Chinese writes the family name first. */
final class PersonName {

    private PersonName() {}

    /** Family name before given name without a space when Chinese, otherwise the other way round with one. */
    static String of(@Nullable String given, @Nullable String family, String otherwise) {
        String first = given == null ? "" : given.strip();
        String last = family == null ? "" : family.strip();
        if (first.isEmpty() && last.isEmpty()) {
            return otherwise;
        }
        boolean chinese = (first + last)
                .codePoints()
                .anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN);
        return chinese ? last + first : (first + " " + last).strip();
    }
}
