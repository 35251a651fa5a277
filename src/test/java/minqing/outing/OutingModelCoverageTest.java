package minqing.outing;

import static org.assertj.core.api.Assertions.assertThat;

import minqing.testing.ApplicationTest;
import minqing.testing.ModelCoverage;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Comes last of all classes (see {@code junit-platform.properties}) and looks back: the tests together have passed every
 * flow node and every sequence flow of the process. Run alone it fails, as it should.
 */
@Order(Integer.MAX_VALUE)
class OutingModelCoverageTest extends ApplicationTest {

    @Test
    void theTestsTogetherPassEveryNodeAndEveryFlow() {
        assertThat(ModelCoverage.elements(OutingProcess.KEY)).isGreaterThan(25);
        assertThat(ModelCoverage.missed(OutingProcess.KEY)).isEmpty();
    }
}
