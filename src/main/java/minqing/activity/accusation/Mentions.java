package minqing.activity.accusation;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import minqing.bureau.organization.WrittenName;
import org.jspecify.annotations.Nullable;

/**
 * Finds who is meant in what somebody wrote. A name counts as found wherever its letters stand together, however they are
 * written ({@link WrittenName}); so do the login name, the surname with a title (李局长), the first part of a name of several
 * parts, and of a unit's name a beginning or an ending that no other unit has. A longer name that contains a shorter one
 * counts for both: who may be meant must not receive it.
 */
final class Mentions {

    /** Fewer letters say what kind of unit it is, not which. */
    private static final int SHORTEST_OF_UNIT = 3;

    /** A part of a name this long is the person's own, not everybody's. */
    private static final int SHORTEST_PART = 3;

    private static final Pattern PARTS = Pattern.compile("[\\p{P}\\p{S}\\p{Z}\\p{C}]+");
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");

    private final Pattern titles;
    private final Set<String> compoundSurnames;

    /**
     * @param titles what people are called by, parted by commas: 局长, 书记
     * @param before what may stand before a title: 副
     * @param unnamed what may stand for the rest of a name: 某
     * @param compoundSurnames surnames of two characters, parted by commas
     */
    Mentions(String titles, String before, String unnamed, String compoundSurnames) {
        String anyTitle = alternatives(titles);
        String rest = "(?:" + alternatives(unnamed) + "|x){0,2}";
        String prefix = "(?:" + alternatives(before) + "){0,2}";
        this.titles = Pattern.compile(rest + prefix + "(?:" + anyTitle + ")");
        this.compoundSurnames = Set.of(compoundSurnames.split(","));
    }

    /** What somebody wrote in several fields; names are not looked for across them. */
    record Text(List<String> letters, Set<String> logins) {

        boolean has(String comparable) {
            return !comparable.isEmpty() && letters.stream().anyMatch(text -> text.contains(comparable));
        }
    }

    static Text text(@Nullable String... fields) {
        List<String> written = Arrays.stream(fields).filter(Objects::nonNull).toList();
        Set<String> logins = new HashSet<>();
        for (String field : written) {
            Matcher matcher = LOGIN.matcher(Normalizer.normalize(field, Normalizer.Form.NFKC));
            while (matcher.find()) {
                logins.add(matcher.group().toLowerCase(Locale.ROOT));
            }
        }
        return new Text(written.stream().map(WrittenName::comparable).toList(), logins);
    }

    /** @param names every name the person bears or bore */
    boolean person(Text text, String login, Collection<String> names) {
        return text.logins().contains(login.toLowerCase(Locale.ROOT))
                || names.stream().anyMatch(name -> name(text, name));
    }

    private boolean name(Text text, String name) {
        String whole = WrittenName.comparable(name);
        if (whole.codePointCount(0, whole.length()) < 2) {
            return false;
        }
        return text.has(whole) || firstPart(text, name) || titled(text, surname(whole));
    }

    private static boolean firstPart(Text text, String name) {
        List<String> parts = PARTS.splitAsStream(
                        Normalizer.normalize(name, Normalizer.Form.NFKC).strip())
                .map(WrittenName::comparable)
                .filter(part -> !part.isEmpty())
                .toList();
        return parts.size() > 1
                && parts.get(0).length() >= SHORTEST_PART
                && isHan(parts.get(0))
                && text.has(parts.get(0));
    }

    private boolean titled(Text text, String surname) {
        if (!isHan(surname)) {
            return false;
        }
        for (String letters : text.letters()) {
            for (int at = letters.indexOf(surname); at >= 0; at = letters.indexOf(surname, at + surname.length())) {
                Matcher matcher = titles.matcher(letters).region(at + surname.length(), letters.length());
                if (matcher.lookingAt()) {
                    return true;
                }
            }
        }
        return false;
    }

    private String surname(String comparable) {
        int second = comparable.offsetByCodePoints(0, 2);
        String two = comparable.substring(0, second);
        return comparable.codePointCount(0, comparable.length()) > 2 && compoundSurnames.contains(two)
                ? two
                : comparable.substring(0, comparable.offsetByCodePoints(0, 1));
    }

    private static boolean isHan(String letters) {
        return letters.codePoints()
                .allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN);
    }

    /** @param units the names of every unit by its code, present and past */
    static boolean unit(Text text, String code, Map<String, Set<String>> units) {
        if (text.logins().contains(code.toLowerCase(Locale.ROOT))) {
            return true;
        }
        Set<String> own = comparable(units.getOrDefault(code, Set.of()).stream());
        Set<String> others = comparable(units.entrySet().stream()
                .filter(other -> !other.getKey().equals(code))
                .flatMap(other -> other.getValue().stream()));
        return own.stream()
                .anyMatch(name -> text.has(name)
                        || shorter(name, true)
                                .anyMatch(part ->
                                        text.has(part) && others.stream().noneMatch(other -> other.startsWith(part)))
                        || shorter(name, false)
                                .anyMatch(part ->
                                        text.has(part) && others.stream().noneMatch(other -> other.endsWith(part))));
    }

    private static Stream<String> shorter(String name, boolean beginning) {
        return IntStream.rangeClosed(SHORTEST_OF_UNIT, name.length() - 1)
                .mapToObj(length -> beginning ? name.substring(0, length) : name.substring(name.length() - length));
    }

    private static Set<String> comparable(Stream<String> names) {
        return names.map(WrittenName::comparable)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String alternatives(String words) {
        return Arrays.stream(words.split(",")).map(Pattern::quote).collect(Collectors.joining("|"));
    }
}
