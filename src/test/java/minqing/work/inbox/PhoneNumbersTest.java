package minqing.work.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a phone can call of what somebody wrote down. */
class PhoneNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "王大明 13812345678, 13812345678",
        "王大明，138 1234 5678, 13812345678",
        "+8613812345678, +8613812345678",
        "电话+86 138-1234-5678晚上打, +8613812345678",
        "0519-87654321, 051987654321",
        "家 87654321, 87654321",
        "身份证 320481197001011234, ''",
        "2 组 15 号, ''"
    })
    void theNumbersAreFoundAndNothingElse(String written, String number) {
        assertThat(String.join(" ", PhoneNumbers.in(written))).isEqualTo(number);
    }
}
