package minqing.bureau.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import minqing.testing.ApplicationTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application through HTTP, with a table for the deeds of the trial calls. */
abstract class WebTest extends ApplicationTest {

    private static final Map<String, Caller> CALLERS = new HashMap<>();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient database;

    @Autowired
    TrialApi trial;

    @BeforeEach
    void aTableForDeeds() {
        database.sql("create table if not exists trial_deed (title text not null)")
                .update();
    }

    /** Somebody of the demonstration; logged in once for all tests, for that takes its time. */
    Caller as(String account) throws IOException, InterruptedException {
        Caller known = CALLERS.get(account);
        if (known == null) {
            known = Caller.as(account, port);
            CALLERS.put(account, known);
        }
        return known;
    }
}
