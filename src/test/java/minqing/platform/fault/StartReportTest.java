package minqing.platform.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartReportTest {

    @Test
    void theReasonIsOneLineInTheLog(CapturedOutput output) {
        StartReport report = new StartReport();
        assertThat(report.reportException(new IllegalStateException("wrapped", new StartRefused("say why"))))
                .isTrue();
        assertThat(report.reportException(new IllegalStateException("something else")))
                .isFalse();
        assertThat(output.getOut().lines().filter(line -> !line.isBlank()).toList())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("ERROR").endsWith("say why"));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsOneLineToo(CapturedOutput output) {
        assertThat(new StartReport()
                        .reportException(new IllegalStateException(
                                "wrapped", new SQLException("Connection to 127.0.0.1:1 refused.", "08001"))))
                .isTrue();
        assertThat(output.getOut().lines().filter(line -> !line.isBlank()).toList())
                .singleElement()
                .asString()
                .contains("SPRING_DATASOURCE_URL", "Connection to 127.0.0.1:1 refused.");
    }
}
