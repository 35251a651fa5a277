package minqing.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class StartTest extends ApplicationTest {

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient database;

    @Test
    void theEngineRunsOnADurablePostgreSql() {
        assertThat(engine.getName()).isEqualTo("default");
        assertThat(database.sql("show fsync").query(String.class).single()).isEqualTo("on");
        assertThat(database.sql("show synchronous_commit").query(String.class).single())
                .isEqualTo("on");
        assertThat(database.sql("show server_version_num").query(Integer.class).single())
                .isGreaterThanOrEqualTo(160000);
    }
}
