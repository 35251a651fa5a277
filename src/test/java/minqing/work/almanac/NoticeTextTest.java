package minqing.work.almanac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import minqing.bureau.calendar.StatutoryDay;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import minqing.testing.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The State Council's notice as it is pasted from the web site. */
class NoticeTextTest extends ApplicationTest {

    private static final String NOTICE_2026 = """
            一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
            二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
            三、清明节：4月4日（周六）至6日（周一）放假，共3天。
            四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。

            五、端午节：6月19日（周五）至21日（周日）放假，共3天。
            六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
            七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
            """;

    @Autowired
    private NoticeText text;

    @Autowired
    private WorkingCalendar calendar;

    @Test
    void theNoticeOf2026GivesExactlyItsDays() {
        assertThat(text.read(2026, NOTICE_2026).stream()
                        .map(day -> day.date() + " " + day.kind())
                        .sorted())
                .isEqualTo(calendar.year(2026).exceptions().stream()
                        .map(day -> day.date() + " " + day.kind())
                        .toList());
    }

    @Test
    void theWeekendBeforeNewYearIsNoPartOfTheYear() {
        List<StatutoryDay> days = text.read(2023, "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。");

        assertThat(days).extracting(day -> day.date().toString()).containsExactly("2023-01-01", "2023-01-02");
        assertThat(days).extracting(StatutoryDay::name).containsOnly("元旦");
    }

    @Test
    void aWorkingDayOfTheYearBeforeIsKeptForTheRefusal() {
        assertThat(text.read(2028, "元旦：2027年12月31日至2028年1月2日放假调休，共3天。"))
                .extracting(day -> day.date().toString())
                .contains("2027-12-31");
    }

    @Test
    void severalWaysToWriteADaySayTheSame() {
        assertThat(text.read(2024, "元旦：1月1日放假，与周末连休。")).hasSize(1);
        assertThat(text.read(2025, "国庆节、中秋节：10月1日(周三)—8日(周三)放假调休，共8天。9月28日、10月11日上班"))
                .hasSize(10);
        assertThat(text.read(2026, "3. 清明节: 4月4日 至 6日 放假")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "一二三                                     | almanac.notice.line",
                "元旦：放假                                 | almanac.notice.line",
                "元旦：1月1日                               | almanac.notice.neither",
                "元旦：1月32日放假                          | almanac.notice.date",
                "元旦：2月30日放假                          | almanac.notice.date",
                "元旦：3日放假                              | almanac.notice.date",
                "元旦：1月3日至1日放假                      | almanac.notice.date",
                "元旦：1月1日至12月31日放假                 | almanac.notice.date",
                "元旦：1月1日至3日放假，共4天。             | almanac.notice.count"
            })
    void aLineThatSaysSomethingElseIsNamed(String line, String words) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> text.read(2026, "清明节：4月4日至6日放假，共3天。\n" + line))
                .satisfies(invalid -> assertThat(invalid.faults())
                        .singleElement()
                        .satisfies(fault -> {
                            assertThat(fault.field()).isEqualTo("notice");
                            assertThat(fault.messageKey()).isEqualTo(words);
                            assertThat(fault.arguments()).containsExactly("2");
                        }));
    }

    @Test
    void everyLineAtFaultIsNamedAtOnce() {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> text.read(2026, "甲\n乙：1月1日\n元旦：1月1日放假"))
                .satisfies(invalid -> assertThat(invalid.faults())
                        .extracting(FieldFault::messageKey)
                        .containsExactly("almanac.notice.line", "almanac.notice.neither"));
    }
}
