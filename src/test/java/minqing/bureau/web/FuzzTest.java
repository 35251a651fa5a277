package minqing.bureau.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import minqing.testing.Drill;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Requests by chance, made from the description of REST and from the pages' forms: by every role, with what is right, nearly
 * right and wrong. None breaks the application; one that is refused changes nothing; what stands in the tables afterwards
 * fits together.
 *
 * <p>A request is a function of the seed and its number: {@code -Dfuzz.seed=} repeats a run, {@code -Dfuzz.only=} sends one
 * request of it, {@code -Dfuzz.requests=} so many. Runs after all other tests, for what it changes it leaves.
 */
@Order(Integer.MAX_VALUE - 1)
class FuzzTest extends WebTest {

    private static final long SEED = Long.getLong("fuzz.seed", Drill.WHOLE ? System.nanoTime() : 20_260_705L);
    private static final int ONLY = Integer.getInteger("fuzz.only", -1);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", Drill.times(500, 10_000));

    private static final List<String> PEOPLE = List.of(
            "office",
            "wuzhidong",
            "jiancha",
            "jiancha-head",
            "bieqiao",
            "jijian",
            "deputy",
            "director",
            "supervisor",
            "inspector",
            "admin");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    private final List<String> wrong = new ArrayList<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();

    @Test
    void nothingSentByChanceBreaksTheApplicationOrIsHalfDone() throws Exception {
        FuzzedValues values = new FuzzedValues(database);
        List<FuzzedCall> calls = calls();
        assertThat(calls).hasSizeGreaterThan(60);
        Traces traces = new Traces(database);
        Map<String, Long> before = traces.contradictions();
        System.out.println("fuzz.seed=" + SEED + ", " + calls.size() + " calls, " + REQUESTS + " requests");
        for (int number = 0; number < REQUESTS && wrong.size() < 40; number++) {
            if (ONLY < 0 || ONLY == number) {
                if (number % 50 == 0) {
                    values.forget();
                }
                Random random = new Random(SEED + number * 7919L);
                send(number, calls.get(random.nextInt(calls.size())).request(random, values), random, traces);
            }
        }
        System.out.println("fuzz.seed=" + SEED + " answered " + answers);
        if (!wrong.isEmpty()) {
            fail("repeat with -Dfuzz.seed=" + SEED + " -Dfuzz.only=<number>\n" + String.join("\n", wrong));
        }
        assertThat(traces.contradictions()).as("with -Dfuzz.seed=" + SEED).isEqualTo(before);
        if (ONLY < 0) {
            assertThat(answers.keySet()).as("answers of all kinds").contains(200, 403, 404, 422);
        }
    }

    private void send(int number, FuzzedCall.Request request, Random random, Traces traces) throws Exception {
        String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
        Caller caller = random.nextInt(40) == 0 ? Caller.nobody(port) : as(person);
        traces.look();
        HttpResponse<String> answer;
        try {
            answer = caller.send(request.method(), request.path(), request.body(), request.headers());
        } catch (java.io.IOException cut) {
            wrong.add(number + " cut off: " + cut + " " + person + " " + request.told());
            return;
        }
        int status = answer.statusCode();
        answers.merge(status, 1, Integer::sum);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        boolean call = request.path().startsWith("/api/");
        if (status >= 500 || (call && status >= 400 && !type.startsWith("application/problem+json"))) {
            wrong.add(number + " " + status + " " + type + " " + person + " " + request.told() + " -> "
                    + FuzzedCall.shortened(answer.body()));
        }
        // A page shows a refused form again with its faults, most of them as 422.
        String changed = status >= 400 ? traces.changed() : "";
        if (!changed.isEmpty()) {
            wrong.add(number + " " + status + " although refused, changed " + changed + ": " + person + " "
                    + request.told());
        }
    }

    private List<FuzzedCall> calls() throws Exception {
        JsonNode api = Caller.json(as("admin").get("/v3/api-docs"));
        List<FuzzedCall> calls = new ArrayList<>();
        api.get("paths").fields().forEachRemaining(path -> {
            if (!path.getKey().startsWith("/api/trial")) {
                path.getValue().fields().forEachRemaining(call -> {
                    FuzzedCall one = FuzzedCall.described(call.getKey(), path.getKey(), call.getValue(), api);
                    // What changes something is tried more often than what only reads.
                    for (int times = call.getKey().equals("get") ? 1 : 3; times > 0; times--) {
                        calls.add(one);
                    }
                });
            }
        });
        mapping.getHandlerMethods()
                .forEach((info, handler) -> info.getPatternValues().forEach(pattern -> {
                    boolean form = info.getMethodsCondition().getMethods().contains(RequestMethod.POST);
                    if (form && !pattern.startsWith("/api/") && !leavesNobody(pattern)) {
                        calls.add(FuzzedCall.form(pattern));
                    }
                }));
        return calls;
    }

    /** What would shut the testers themselves out. */
    private static boolean leavesNobody(String pattern) {
        return pattern.startsWith("/trial")
                || pattern.startsWith("/password")
                || pattern.contains("/accounts")
                || pattern.contains("log");
    }
}
