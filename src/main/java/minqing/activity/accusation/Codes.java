package minqing.activity.accusation;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/** Codes of accusations: random, without letters and digits that are taken for one another when read aloud or from paper. */
final class Codes {

    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final Pattern CODE = Pattern.compile("JB(-[2-9A-HJ-NP-Z]{4}){2}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Codes() {}

    /** A new code, one of some 10¹². */
    static String random() {
        StringBuilder code = new StringBuilder("JB");
        for (int place = 0; place < 8; place++) {
            if (place % 4 == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** What somebody wrote, if it can be a code; in capital letters. */
    static Optional<String> read(String written) {
        String code = written.strip().toUpperCase(java.util.Locale.ROOT);
        return CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }
}
