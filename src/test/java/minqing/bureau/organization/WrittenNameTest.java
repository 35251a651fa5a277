package minqing.bureau.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as the same name. */
class WrittenNameTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x20, 0xA0, 0x3000, 0x200B, 0xFEFF, 0x2060, 0xB7, 0x2022, 0x2027, 0xFF0E, 0x2E, 0x2219, 0x22C5, 0x30FB,
                0xFF65, 0x2D, 0x3002, 0x3001, 0xFE0F, 0xE0100, 0x301, 0x3164, 0x115F, 0xA78F, 0x2D1, 0x16EB, 0x2E31,
                0x1090, 0xAD, 0x202E, 0x0A
            })
    void whatStandsBetweenLettersCountsForNothing(int between) {
        String written = "甲" + Character.toString(between) + "乙";

        // Myanmar's zero is a digit, and no separator.
        assertThat(WrittenName.comparable(written).equals("甲乙")).isEqualTo(between != 0x1090);
    }

    @ParameterizedTest
    @CsvSource({"ＡＢＣ,abc", "ﬁ,fi", "Ｚhang San,zhangsan", "豈,豈", "④,4"})
    void formsOfOneLetterAreOne(String one, String other) {
        assertThat(WrittenName.comparable(one)).isEqualTo(WrittenName.comparable(other));
    }

    @Test
    void differentCharactersStayDifferent() {
        assertThat(WrittenName.comparable("周伟")).isNotEqualTo(WrittenName.comparable("周玮"));
        assertThat(WrittenName.comparable("𠂇")).isNotEmpty();
    }

    /** The machine's own tables know most of the old private-use characters: two encodings of the same bytes. */
    @Test
    void oldPrivateUseCharactersAreWhatTheyBecame() {
        Charset before = Charset.forName("GBK");
        Charset since = Charset.forName("GB18030");
        Map<String, String> became = new HashMap<>();
        for (int second = 0x50; second <= 0xA0; second++) {
            byte[] bytes = {(byte) 0xFE, (byte) second};
            String old = new String(bytes, before);
            String now = new String(bytes, since);
            if (second != 0x7F && isPrivate(old) && !isPrivate(now)) {
                became.put(old, now);
            }
        }

        assertThat(became).containsEntry("\uE863", "䶮").hasSizeGreaterThan(50);
        became.forEach(
                (old, now) -> assertThat(WrittenName.comparable(old)).as(now).isEqualTo(WrittenName.comparable(now)));
    }

    @Test
    void ofTheOldPrivateUseCharactersNoneIsLeftAndNoTwoAreOne() {
        Map<String, Integer> seen = new HashMap<>();
        for (int character = 0xE815; character <= 0xE864; character++) {
            String now = WrittenName.comparable(Character.toString(character));
            // Parts of characters are signs, not letters, and count for nothing.
            if (!now.isEmpty()) {
                assertThat(isPrivate(now)).isFalse();
                assertThat(seen.put(now, character)).as(now).isNull();
            }
        }

        assertThat(seen).hasSizeGreaterThan(60);
    }

    private static boolean isPrivate(String text) {
        return Character.getType(text.codePointAt(0)) == Character.PRIVATE_USE;
    }
}
