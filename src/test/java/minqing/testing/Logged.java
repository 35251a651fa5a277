package minqing.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What the application writes to its log while a test runs: {@code try (Logged logged = Logged.capture()) { … }}. */
public final class Logged implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    /** Our own packages say all they can say, whatever is set. */
    private final Logger own = (Logger) LoggerFactory.getLogger("minqing");

    private final @Nullable Level usual = own.getLevel();

    private Logged() {
        events.start();
        own.setLevel(Level.TRACE);
        root.addAppender(events);
    }

    public static Logged capture() {
        return new Logged();
    }

    /** Every line as it would be written, stack traces with the messages of all causes included. */
    public List<String> lines() {
        return List.copyOf(events.list).stream()
                .map(event -> event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    public void assertNoTraceOf(String... markers) {
        assertThat(lines()).allSatisfy(line -> assertThat(line).doesNotContain(markers));
    }

    @Override
    public void close() {
        own.setLevel(usual);
        root.detachAppender(events);
        events.stop();
    }
}
