package minqing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import minqing.testing.ApplicationTest;
import minqing.testing.ModelCoverage;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Comes last of all classes (see {@code junit-platform.properties}) and looks back: the tests together have passed every
 * flow node and every sequence flow of every process. Run alone it fails, as it should.
 */
@Order(Integer.MAX_VALUE)
class ModelCoverageTest extends ApplicationTest {

    static List<File> models() {
        return Stream.of(new File("bpmn").listFiles())
                .filter(file -> file.getName().endsWith(".bpmn"))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theTestsTogetherPassEveryNodeAndEveryFlow(File file) {
        BpmnModelInstance model = Bpmn.readModelFromFile(file);
        String key =
                model.getModelElementsByType(Process.class).iterator().next().getId();
        assertThat(ModelCoverage.elements(key))
                .as("nodes and flows of %s that are watched", key)
                .isGreaterThan(model.getModelElementsByType(SequenceFlow.class).size());
        assertThat(ModelCoverage.missed(key))
                .as("what today's model has; tests of migrations deploy older ones, too")
                .filteredOn(element -> model.getModelElementById(element) != null)
                .isEmpty();
    }
}
