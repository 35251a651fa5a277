package minqing.work.inbox;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the telephone numbers in what somebody wrote, so that a phone can call them with one tap. */
public final class PhoneNumbers {

    /** A mobile number, also with +86, a number with its area code, or a local one; blanks and hyphens may divide it. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![0-9])(?:(?:\\+86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|0[0-9]{2,3}[ -]?[2-9][0-9]{6,7}|[2-9][0-9]{6,7})(?![0-9])");

    private PhoneNumbers() {}

    /** The numbers in their order, without blanks and hyphens, each once. */
    public static List<String> in(String words) {
        return NUMBER.matcher(words)
                .results()
                .map(MatchResult::group)
                .map(number -> number.replaceAll("[ -]", ""))
                .distinct()
                .toList();
    }
}
