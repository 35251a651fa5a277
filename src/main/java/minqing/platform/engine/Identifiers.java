package minqing.platform.engine;

import java.util.regex.Pattern;

/**
 * What an identifier or an outcome looks like: at most 64 ASCII letters, digits and {@code . _ : / + -}, and not the shape of
 * a telephone or identity card number. No name of a person and no sentence passes for one.
 */
final class Identifiers {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._:/+-]{1,64}");
    private static final Pattern MOBILE_NUMBER = Pattern.compile("(?:\\+?86-?)?1[3-9]\\d-?\\d{4}-?\\d{4}");
    private static final Pattern LANDLINE = Pattern.compile("0\\d{2,3}-?\\d{7,8}");
    private static final Pattern IDENTITY_CARD = Pattern.compile("\\d{17}[\\dXx]");

    private Identifiers() {}

    static boolean accepts(String text) {
        return SHAPE.matcher(text).matches()
                && !MOBILE_NUMBER.matcher(text).matches()
                && !LANDLINE.matcher(text).matches()
                && !IDENTITY_CARD.matcher(text).matches();
    }
}
