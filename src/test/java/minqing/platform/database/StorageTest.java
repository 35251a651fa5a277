package minqing.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import minqing.bureau.web.Caller;
import minqing.testing.ApplicationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** A full disk: users, health and log say so. PostgreSQL itself raises its error, in a table of the test. */
@ExtendWith(OutputCaptureExtension.class)
class StorageTest extends ApplicationTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private DataDirectory directory;

    @Autowired
    private MessageSource messages;

    @BeforeEach
    void aTableOnAFullDisk() {
        database.sql("""
                        create function trial_full_disk() returns trigger language plpgsql as $$
                        begin
                            raise exception 'could not extend file: No space left on device' using errcode = '53100';
                        end $$""").update();
        database.sql("create table trial_room (id int)").update();
    }

    @AfterEach
    void theTableGoes() {
        transaction.executeWithoutResult(status -> {
            database.sql("drop table trial_room").update();
            database.sql("drop trigger if exists trial_full on problem").update();
            database.sql("drop function trial_full_disk cascade").update();
        });
    }

    @Test
    void aFullDiskIsSaidToEverybodyUntilSomethingIsWrittenAgain(CapturedOutput log) throws Exception {
        Caller nobody = Caller.nobody(port);
        assertThat(storage(nobody).path("status").asText()).isEqualTo("UP");
        database.sql("create trigger trial_full before insert on problem for each statement execute function"
                        + " trial_full_disk()")
                .update();
        Caller leader = Caller.as("wuzhidong", port);
        for (int again = 0; again < 2; again++) {
            HttpResponse<String> answer = leader.post("/api/problems", REPORT);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
            assertThat(Caller.json(answer).get("detail").asText()).contains("磁盘已满", "没有保存");
        }
        HttpResponse<String> health = nobody.get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(storage(nobody).path("status").asText()).isEqualTo("OUT_OF_SERVICE");
        assertThat(storage(nobody).path("description").asText()).contains("磁盘已满");
        assertThat(log.getAll().lines().filter(line -> line.contains("The disk of the database is full")))
                .hasSize(1);
        // Reading is not writing.
        transaction.executeWithoutResult(status -> database.sql("select count(*) from trial_room")
                .query(Long.class)
                .single());
        assertThat(storage(nobody).path("status").asText()).isEqualTo("OUT_OF_SERVICE");
        // What is rolled back is not written.
        transaction.executeWithoutResult(status -> {
            database.sql("insert into trial_room values (1)").update();
            status.setRollbackOnly();
        });
        assertThat(storage(nobody).path("status").asText()).isEqualTo("OUT_OF_SERVICE");
        database.sql("drop trigger trial_full on problem").update();
        assertThat(leader.post("/api/problems", REPORT).statusCode()).isEqualTo(201);
        assertThat(storage(nobody).path("status").asText()).isEqualTo("UP");
        assertThat(nobody.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(log.getAll()).contains("The database can write again");
    }

    @Test
    void aDiskThatIsNearlyFullIsSaidBeforeTheDatabaseStops(CapturedOutput log) {
        Storage storage = new Storage(directory.path(), DataSize.ofTerabytes(100_000));
        StorageHealth health = new StorageHealth(storage, messages);
        assertThat(health.health().getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
        assertThat(health.health().getStatus().getDescription()).contains("数据目录", "MB");
        assertThat(log.getAll().lines().filter(line -> line.contains("The disk of the data directory")))
                .hasSize(1);
        Storage wide = new Storage(directory.path(), DataSize.ofBytes(1));
        assertThat(new StorageHealth(wide, messages).health().getStatus().getCode())
                .isEqualTo("UP");
        assertThat(new Storage(null, DataSize.ofTerabytes(100_000)).shortage()).isEmpty();
        assertThat(new Storage(Path.of("nowhere"), DataSize.ofBytes(1)).shortage())
                .isEmpty();
    }

    @Test
    void anErrorThatIsNoFullDiskIsNoReason() {
        assertThatThrownBy(() -> database.sql("select 1 / 0").query().singleRow())
                .isNotNull();
        assertThatThrownBy(() -> database.sql("select * from nowhere").query().listOfRows())
                .isNotNull();
        assertThat(new Storage(null, DataSize.ofBytes(1)).isFull()).isFalse();
    }

    private static JsonNode storage(Caller caller) throws Exception {
        return Caller.json(caller.get("/actuator/health")).at("/components/storage");
    }

    private static final String REPORT = """
            {"title": "村口路灯不亮", "content": "村口第二盏路灯不亮", "category": "sanitation",
            "village": "hexing-shangshi"}""";
}
