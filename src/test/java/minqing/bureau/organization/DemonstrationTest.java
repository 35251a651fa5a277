package minqing.bureau.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the demonstration is brought: the rule by row. */
class DemonstrationTest {

    @ParameterizedTest(name = "bundled {0}, empty {1}, MINQING_DEMO {2}: {3}")
    @CsvSource({
        "true,  true,  ,      true",
        "true,  true,  true,  true",
        "true,  true,  false, false",
        "true,  false, ,      false",
        "true,  false, true,  false",
        "false, true,  ,      false",
        "false, true,  true,  true",
        "false, true,  false, false",
        "false, false, true,  false",
    })
    void theDemonstrationComesOnlyToAnEmptyDatabaseAndToAnOutsideOneOnlyWhenAskedFor(
            boolean bundled, boolean empty, @Nullable Boolean setting, boolean due) {
        assertThat(Demonstration.isDue(bundled, empty, setting)).isEqualTo(due);
    }
}
