package minqing.platform.database;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the bundled server while Spring reads the classes of the application. Each takes seconds at the first start, and
 * neither needs the other.
 */
final class EarlyServer implements ApplicationListener<SpringApplicationEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyServer.class);

    private @Nullable Starting starting;

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationPreparedEvent prepared) {
            begin(prepared.getApplicationContext());
        } else if (event instanceof ApplicationFailedEvent && starting != null) {
            starting.giveUp();
        }
    }

    private void begin(ConfigurableApplicationContext context) {
        if (DatabaseConfiguration.isOutside(context.getEnvironment())) {
            return;
        }
        starting = new Starting(CompletableFuture.supplyAsync(
                () -> BundledPostgres.start(new DataDirectory(context.getEnvironment()).path()),
                work -> new Thread(work, "bundled-server").start()));
        context.getBeanFactory().registerSingleton("startingServer", starting);
    }

    /** A server that is about to run. */
    static final class Starting {

        private final CompletableFuture<BundledPostgres> server;
        private boolean taken;

        private Starting(CompletableFuture<BundledPostgres> server) {
            this.server = server;
        }

        /** Waits for the server, which the caller closes from now on; throws what the start threw. */
        BundledPostgres take() {
            taken = true;
            try {
                return server.join();
            } catch (CompletionException failed) {
                throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
            }
        }

        /** The application did not start: a server that nobody took is stopped. */
        private void giveUp() {
            if (taken) {
                return;
            }
            try {
                server.join().close();
            } catch (CompletionException neverRan) {
                LOG.debug("The bundled server had not started either", neverRan);
            } catch (IOException failed) {
                LOG.warn("The bundled server could not be stopped", failed);
            }
        }
    }
}
