package minqing.problem;

import static org.assertj.core.api.Assertions.assertThat;

import minqing.almanac.CalendarNoticeProcess;
import minqing.summary.SummaryClockProcess;
import minqing.summary.SummaryProcess;
import minqing.testing.ApplicationTest;
import minqing.testing.ModelCoverage;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Comes last of all classes (see {@code junit-platform.properties}) and looks back: the tests together have passed every
 * flow node and every sequence flow of the processes. Run alone it fails, as it should.
 */
@Order(Integer.MAX_VALUE)
class ModelCoverageTest extends ApplicationTest {

    @Test
    void theTestsTogetherPassEveryNodeAndEveryFlow() {
        assertThat(ModelCoverage.elements(ProblemProcess.KEY)).isGreaterThan(140);
        assertThat(ModelCoverage.missed(ProblemProcess.KEY)).isEmpty();
        assertThat(ModelCoverage.elements(CalendarNoticeProcess.KEY)).isGreaterThan(10);
        assertThat(ModelCoverage.missed(CalendarNoticeProcess.KEY)).isEmpty();
        assertThat(ModelCoverage.elements(SummaryProcess.KEY)).isGreaterThan(60);
        assertThat(ModelCoverage.missed(SummaryProcess.KEY)).isEmpty();
        assertThat(ModelCoverage.missed(SummaryClockProcess.KEY)).isEmpty();
    }
}
