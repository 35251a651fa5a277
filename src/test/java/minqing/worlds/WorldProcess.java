package minqing.worlds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import minqing.MinqingApplication;
import minqing.testing.Routes;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * What the process of a world runs: the application on a clock that stands still until {@link World} moves it, with its jobs
 * done when and in which order {@link World} says. Both are asked for at an address of their own beside the application.
 */
final class WorldProcess {

    /** What the process says when it is ready, before the two ports. */
    static final String READY = "The world is ready on ";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient database;
    private final ManagementService jobs;
    private final RequestMappingHandlerMapping mapping;

    private WorldProcess(ConfigurableApplicationContext application) {
        this.database = application.getBean(JdbcClient.class);
        this.jobs = application.getBean(ManagementService.class);
        this.mapping = application.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    /** Starts at the moment that is the only argument. */
    public static void main(String[] arguments) throws IOException {
        ClockUtil.setCurrentTime(Date.from(Instant.parse(arguments[0])));
        ConfigurableApplicationContext application = new SpringApplicationBuilder(MinqingApplication.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean(Ids.class, Ids::new))
                .run("--camunda.bpm.job-execution.enabled=false", "--minqing.demonstration.lived=false");
        WorldProcess world = new WorldProcess(application);
        HttpServer control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        control.createContext("/time", exchange -> answer(exchange, world::moveTo));
        control.createContext("/rows", exchange -> answer(exchange, world::rows));
        control.createContext("/routes", exchange -> answer(exchange, body -> world.routes()));
        control.start();
        System.out.println(READY + application.getEnvironment().getProperty("local.server.port") + " "
                + control.getAddress().getPort());
        // Whoever started it holds the other end; it does not live on alone.
        while (System.in.read() >= 0) {
            // Nothing is said there.
        }
        System.exit(0);
    }

    private interface Deed {
        Object of(String body) throws Exception;
    }

    private static void answer(HttpExchange exchange, Deed deed) throws IOException {
        try (exchange) {
            byte[] said;
            int status = 200;
            try {
                said = JSON.writeValueAsBytes(
                        deed.of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            } catch (Exception failed) {
                StringWriter trace = new StringWriter();
                failed.printStackTrace(new PrintWriter(trace));
                said = trace.toString().getBytes(StandardCharsets.UTF_8);
                status = 500;
            }
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
        }
    }

    /** Moves the clock and does what is due by then, in the order in which it came up. */
    private Object moveTo(String moment) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse(moment)));
        for (int round = 0; round < 200; round++) {
            List<Job> due = jobs.createJobQuery().executable().list().stream()
                    // The engine cleans up its history at a time of its own.
                    .filter(job -> job.getProcessDefinitionKey() != null)
                    .sorted(Comparator.comparing((Job job) -> job.getDuedate() == null ? new Date(0) : job.getDuedate())
                            .thenComparing(Job::getId))
                    .toList();
            if (due.isEmpty()) {
                return round;
            }
            jobs.executeJob(due.get(0).getId());
        }
        throw new IllegalStateException("the work does not end");
    }

    private List<Map<String, Object>> rows(String question) {
        return database.sql(question).query().listOfRows();
    }

    private List<Routes.Route> routes() {
        return Routes.ofTheApplication(mapping);
    }

    /**
     * The engine puts what it is not told to sort in the order of its ids, which are random. Here they ascend, so that this is
     * the order in which things came to be in both worlds, and no list has to be compared as a set.
     */
    @Order(Ordered.LOWEST_PRECEDENCE)
    static final class Ids extends AbstractProcessEnginePlugin implements IdGenerator {

        private final AtomicLong last = new AtomicLong();

        @Override
        public void preInit(ProcessEngineConfigurationImpl engine) {
            engine.setIdGenerator(this);
        }

        @Override
        public String getNextId() {
            return new UUID(last.incrementAndGet() << 16 | 0x4000L, 0x8000000000000000L).toString();
        }
    }
}
