package counterexample;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Controller;

/** Breaks every rule of the house, so that a test can see each rule notice it. 注释里可以有中文。 */
@SuppressWarnings("unused")
final class Everything {

    @Autowired
    private Object injected;

    // 注释里也可以。
    private final String words = "\u9500号";

    private final String more = """
            第一行
            second line
            """;

    private Everything() {}

    static List<Object> times(Clock clock) {
        Object allowed = List.of(LocalDate.now(clock), Instant.now(clock), new Date(0));
        return List.of(
                Instant.now(),
                LocalDate.now(),
                LocalDate.now(ZoneId.of("Asia/Shanghai")),
                new Date(),
                System.currentTimeMillis(),
                Clock.systemUTC(),
                Calendar.getInstance());
    }

    interface TaskManager {
        void complete(RuntimeService engine);
    }

    @Controller
    public static final class PublicPages {}
}
