package minqing.activity.accusation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a text means. */
class MentionsTest {

    private static final Mentions MENTIONS = mentions();

    private static final Map<String, Set<String>> UNITS = Map.of(
            "jiancha", Set.of("环境监察大队", "市环境监察大队"),
            "jiance", Set.of("环境监测站", "市环境监测站"),
            "bieqiao", Set.of("别桥镇人民政府"));

    static Stream<String> spellings() throws IOException {
        try (InputStream file = MentionsTest.class.getResourceAsStream("/names/spellings.csv")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).hasSizeGreaterThan(20);
            return lines.stream().skip(1);
        }
    }

    /** Every row of the collection, alone and inside a sentence. */
    @ParameterizedTest
    @MethodSource("spellings")
    void everySpellingIsFound(String row) {
        String[] columns = row.split(",", -1);
        boolean same = columns[2].strip().equals("yes");

        assertThat(MENTIONS.person(Mentions.text(columns[1]), "account", Set.of(columns[0])))
                .isEqualTo(same);
        assertThat(MENTIONS.person(
                        Mentions.text("标题", "群众反映：" + columns[1] + "收受礼金", null), "account", Set.of(columns[0])))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "李建国, 李局长收了钱, true",
        "李建国, 李副局长收了钱, true",
        "李建国, 李 某 某 局 长, true",
        "李建国, 李××常务副局长, true",
        "李建国, 李XX书记, true",
        "李建国, 木子先生收了钱, false",
        "李建国, 王局长收了钱, false",
        "欧阳修, 欧阳主任, true",
        "欧阳修, 阳主任, false",
        "阿卜杜热合曼·买买提, 阿卜杜热合曼收了钱, true",
        "买买提·阿卜杜热合曼, 那个买买提, true",
        "何正平, 任何单位都没有来, false",
        "何正平, 何书记没有来, true",
        "丁一, 甲乙丙丁 一共四家, true",
        "Zhang San, zhangsan 收了钱, true",
        "Zhang San, thousand 元, false",
        "李, 李子园收了钱, false"
    })
    void aPersonIsMeant(String name, String text, boolean meant) {
        assertThat(MENTIONS.person(Mentions.text(text), "account", Set.of(name)))
                .isEqualTo(meant);
    }

    @Test
    void aPersonIsMeantByLoginNameAndByEveryNameBorneBefore() {
        assertThat(MENTIONS.person(Mentions.text("请查 jijian，不要外传"), "jijian", Set.of()))
                .isTrue();
        assertThat(MENTIONS.person(Mentions.text("请查ｊｉｊｉａｎ"), "jijian", Set.of()))
                .isTrue();
        assertThat(MENTIONS.person(Mentions.text("请查 jijian2"), "jijian", Set.of()))
                .isFalse();
        assertThat(MENTIONS.person(Mentions.text("何正方收了钱"), "jijian", Set.of("何正平", "何正方")))
                .isTrue();
    }

    @Test
    void namesAreNotPutTogetherFromTwoFields() {
        assertThat(MENTIONS.person(Mentions.text("反映老周", "伟大的工程", null), "zhouwei", Set.of("周伟")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "jiancha, 环境监察大队乱罚款, true",
        "jiancha, 监察大队乱罚款, true",
        "jiancha, 监 察·大 队乱罚款, true",
        "jiancha, 大队乱罚款, false",
        "jiance, 监测站的数据, true",
        "jiance, 监察大队的数据, false",
        "bieqiao, 别桥镇的干部, true",
        "bieqiao, 人民政府的干部, true",
        "bieqiao, 溧城镇的干部, false",
        "jiancha, 请查 jiancha, true"
    })
    void aUnitIsMeantByItsNameAndByWhatNoOtherIsCalled(String unit, String text, boolean meant) {
        assertThat(Mentions.unit(Mentions.text(text), unit, UNITS)).isEqualTo(meant);
    }

    private static Mentions mentions() {
        Properties words = new Properties();
        try (InputStream file = MentionsTest.class.getResourceAsStream("/messages/accusation.properties")) {
            words.load(new java.io.InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return new Mentions(
                words.getProperty("accusation.names.titles"),
                words.getProperty("accusation.names.before-title"),
                words.getProperty("accusation.names.unnamed"),
                words.getProperty("accusation.names.compound-surnames"));
    }
}
