package minqing.bureau.organization;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A name as somebody wrote it, without what differs when two people write the same name. */
public final class WrittenName {

    /** What stands between letters and carries no sound: separators, punctuation, signs, marks, and what nobody sees. */
    private static final Pattern BETWEEN = Pattern.compile(
            "[\\p{P}\\p{S}\\p{Z}\\p{C}\\p{M}\\s\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}\\x{A78F}\\x{2D0}\\x{2D1}]+");

    private static final int FIRST_PRIVATE = 0xE815;

    /**
     * What the characters U+E815 to U+E864 became, to which GBK's 0xFE50 to 0xFEA0 were mapped before Unicode had them
     * (GB 18030-2005, appendix E, and the corrections of GB 18030-2022).
     */
    private static final int[] BECAME = {
        0x2E81, 0x20087, 0x20089, 0x200CC, 0x2E84, 0x3473, 0x3447, 0x2E88, 0x2E8B, 0x9FB4, 0x359E, 0x361A, 0x360E,
                0x2E8C,
        0x2E97, 0x396E, 0x3918, 0x9FB5, 0x39CF, 0x39DF, 0x3A73, 0x39D0, 0x9FB6, 0x9FB7, 0x3B4E, 0x3C6E, 0x3CE0, 0x2EA7,
        0x215D7, 0x9FB8, 0x2EAA, 0x4056, 0x415F, 0x2EAE, 0x4337, 0x2EB3, 0x2EB6, 0x2EB7, 0x2298F, 0x43B1, 0x43AC,
                0x2EBB,
        0x43DD, 0x44D6, 0x4661, 0x464C, 0x9FB9, 0x4723, 0x4729, 0x477C, 0x478D, 0x2ECA, 0x4947, 0x497A, 0x497D, 0x4982,
        0x4983, 0x4985, 0x4986, 0x499F, 0x499B, 0x49B7, 0x49B6, 0x9FBA, 0x241FE, 0x4CA3, 0x4C9F, 0x4CA0, 0x4CA1, 0x4C77,
        0x4CA2, 0x4D13, 0x4D14, 0x4D15, 0x4D16, 0x4D17, 0x4D18, 0x4D19, 0x4DAE, 0x9FBB
    };

    private WrittenName() {}

    /**
     * The letters alone: compatible forms as one (NFKC), old private-use characters as what they became, small letters, no
     * marks, variation selectors, separators or blanks. Two spellings of one name are equal; a text contains a name if its
     * letters contain the name's.
     */
    public static String comparable(String written) {
        StringBuilder mapped = new StringBuilder(written.length());
        written.codePoints().map(WrittenName::today).forEach(mapped::appendCodePoint);
        String apart = Normalizer.normalize(mapped, Normalizer.Form.NFKD);
        String letters = Normalizer.normalize(BETWEEN.matcher(apart).replaceAll(""), Normalizer.Form.NFKC);
        return letters.toLowerCase(Locale.ROOT);
    }

    private static int today(int character) {
        int place = character - FIRST_PRIVATE;
        return place >= 0 && place < BECAME.length ? BECAME[place] : character;
    }
}
