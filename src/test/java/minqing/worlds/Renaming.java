package minqing.worlds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which random identifier of the one world is which of the other: bound where both first stand in the same place, and one to one
 * from then on. Nothing but random identifiers may differ: numbers, running ids, counts and the order are compared as they are.
 */
final class Renaming {

    private static final Pattern RANDOM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final int SHOWN_BEFORE = 40;
    private static final int SHOWN_AFTER = 90;

    private final Map<String, String> there = new HashMap<>();
    private final Map<String, String> back = new HashMap<>();

    /** Where two texts differ, in short; empty: they say the same. */
    synchronized Optional<String> difference(String one, String other) {
        Matcher inOne = RANDOM.matcher(one);
        Matcher inOther = RANDOM.matcher(other);
        int atOne = 0;
        int atOther = 0;
        while (true) {
            boolean foundOne = inOne.find();
            boolean foundOther = inOther.find();
            String plainOne = one.substring(atOne, foundOne ? inOne.start() : one.length());
            String plainOther = other.substring(atOther, foundOther ? inOther.start() : other.length());
            if (foundOne != foundOther || !plainOne.equals(plainOther)) {
                int same = same(plainOne, plainOther);
                return Optional.of(shown(one, atOne + same, other, atOther + same));
            }
            if (!foundOne) {
                return Optional.empty();
            }
            if (!bound(inOne.group(), inOther.group())) {
                return Optional.of("another thing: " + shown(one, inOne.start(), other, inOther.start()));
            }
            atOne = inOne.end();
            atOther = inOther.end();
        }
    }

    /** Two identifiers that are known to be of the same thing. */
    synchronized boolean bound(String one, String other) {
        String known = there.putIfAbsent(one, other);
        String knownBack = back.putIfAbsent(other, one);
        return (known == null || known.equals(other)) && (knownBack == null || knownBack.equals(one));
    }

    /** Whether two identifiers are those of the same thing, or text that is the same. */
    synchronized boolean known(String one, String other) {
        return one.equals(other) || other.equals(there.get(one));
    }

    /** Whether a question asks for something that there is in one world and not in the other. */
    boolean namesWhatIsInOneAlone(Question question) {
        return question.named().stream().anyMatch(value -> !known(value.one(), value.other()));
    }

    private static int same(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String shown(String one, int atOne, String other, int atOther) {
        List<String> parts =
                Stream.of(around(one, atOne), around(other, atOther)).toList();
        return "…" + parts.get(0) + "…\n        instead of …" + parts.get(1) + "…";
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - SHOWN_BEFORE), Math.min(text.length(), at + SHOWN_AFTER))
                .replaceAll("\\s+", " ");
    }
}
