package minqing.bureau.web;

import static minqing.bureau.web.FaultsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest extends WebTest {

    private static final String KEY = "Idempotency-Key";

    private final String title = "deed " + UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();
    private final String body = "{\"title\":\"" + title + "\"}";

    @AfterEach
    void letEverythingGo() {
        trial.leave.countDown();
        trial.leave = new CountDownLatch(0);
        trial.entered = new CountDownLatch(0);
    }

    @Test
    void theSameCallIsDoneOnceAndAnsweredTheSameTwice() throws Exception {
        HttpResponse<String> first = as("office").post("/api/trial/notes", body, KEY, key);
        HttpResponse<String> second = as("office").post("/api/trial/notes", body, KEY, key);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body()).contains(title);
        assertThat(second.headers().firstValue("Location")).hasValue("/api/trial/notes/1");
        assertThat(second.headers().firstValue("Content-Type"))
                .isEqualTo(first.headers().firstValue("Content-Type"));
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(trial.deeds(title)).isEqualTo(1);
    }

    @Test
    void anAddressWrittenAnotherWayKeepsTheKeyAndTheLimit() throws Exception {
        HttpResponse<String> first = as("office").post("/%61pi/trial/notes", body, KEY, key);
        HttpResponse<String> second = as("office").post("/%61pi/trial/notes", body, KEY, key);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(trial.deeds(title)).isEqualTo(1);
        byte[] large =
                ("{\"title\":\"" + "长".repeat(ApiRequests.LARGEST_BODY / 3) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertProblem(as("office").send("POST", "/%61pi/trial/notes", large, "Content-Type", "application/json"), 413);
        assertProblem(as("office").get("/%61pi/trial/no-such-thing"), 404);
    }

    @Test
    void withoutAKeyEveryCallCounts() throws Exception {
        as("office").post("/api/trial/notes", body);
        as("office").post("/api/trial/notes", body);
        assertThat(trial.deeds(title)).isEqualTo(2);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() throws Exception {
        as("office").post("/api/trial/notes", body, KEY, key);
        HttpResponse<String> other =
                as("office").post("/api/trial/notes", "{\"title\":\"other " + title + "\"}", KEY, key);
        assertProblem(other, 422);
        assertThat(Caller.json(other).get("errors").get(0).get("field").asText())
                .isEqualTo(KEY);
        assertThat(trial.deeds("other " + title)).isZero();
    }

    @Test
    void anotherAddressUnderTheSameKeyIsRefused() throws Exception {
        as("office").post("/api/trial/notes", body, KEY, key);
        assertProblem(as("office").post("/api/trial/free", body, KEY, key), 422);
        assertProblem(as("office").post("/api/trial/notes?a=b", body, KEY, key), 422);
        assertThat(trial.deeds(title)).isEqualTo(1);
    }

    @Test
    void aKeyBelongsToItsUser() throws Exception {
        as("office").post("/api/trial/notes", body, KEY, key);
        HttpResponse<String> other = as("office2").post("/api/trial/notes", body, KEY, key);
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(other.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(trial.deeds(title)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conflict", "invalid", "forbidden", "overtaken-in-the-engine", "unforeseen"})
    void aCallThatFailsLeavesNothingAndMayBeSentAgain(String kind) throws Exception {
        HttpResponse<String> failed = as("office").post("/api/trial/notes/" + kind, body, KEY, key);
        assertThat(failed.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(trial.deeds(title)).isZero();
        HttpResponse<String> again = as("office").post("/api/trial/notes", body, KEY, key);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(trial.deeds(title)).isEqualTo(1);
    }

    @Test
    void aRefusedTokenOrLoginStoresNothing() throws Exception {
        assertThat(as("office")
                        .withoutToken()
                        .post("/api/trial/notes", body, KEY, key)
                        .statusCode())
                .isEqualTo(403);
        assertThat(Caller.nobody(port).post("/api/trial/notes", body, KEY, key).statusCode())
                .isIn(401, 403);
        assertThat(as("office").post("/api/trial/notes", body, KEY, key).statusCode())
                .isEqualTo(201);
    }

    @Test
    void whileTheFirstIsRunningTheSecondIsAConflictAndLaterGetsItsAnswer() throws Exception {
        trial.entered = new CountDownLatch(1);
        trial.leave = new CountDownLatch(1);
        CompletableFuture<HttpResponse<String>> first = as("office").postLater("/api/trial/slow", body, KEY, key);
        assertThat(trial.entered.await(10, TimeUnit.SECONDS)).isTrue();

        assertProblem(as("office").post("/api/trial/slow", body, KEY, key), 409);
        assertThat(first).isNotDone();

        trial.leave.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        HttpResponse<String> third = as("office").post("/api/trial/slow", body, KEY, key);
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(third.body()).isEqualTo(first.join().body());
        assertThat(trial.deeds(title)).isEqualTo(1);
    }

    @Test
    void ofManyAtOnceOneIsDone() throws Exception {
        Caller office = as("office");
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int call = 0; call < 12; call++) {
            calls.add(office.postLater("/api/trial/notes", body, KEY, key));
        }
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            assertThat(call.get(20, TimeUnit.SECONDS).statusCode()).isIn(201, 409);
        }
        assertThat(calls).anyMatch(call -> call.join().statusCode() == 201);
        assertThat(trial.deeds(title)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "caf\u00e9", ""})
    void aKeyIsVisibleAscii(String wrong) throws Exception {
        String status = as("office")
                .raw("POST /api/trial/notes HTTP/1.1", "Content-Type: application/json", KEY + ": " + wrong, token());
        assertThat(status).contains(" 422");
    }

    @Test
    void aKeyHasAtMost200Characters() throws Exception {
        String longest = "k".repeat(164) + key;
        assertThat(as("office").post("/api/trial/notes", body, KEY, longest).statusCode())
                .isEqualTo(201);
        assertProblem(as("office").post("/api/trial/notes", body, KEY, longest + "k"), 422);
        assertProblem(as("office").post("/api/trial/notes", body, KEY, key, KEY, key + "2"), 422);
    }

    @Test
    void aFileSentAgainIsTheSameWhateverTheBoundary() throws Exception {
        HttpResponse<String> first = upload("one", "content");
        HttpResponse<String> second = upload("another", "content");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(trial.deeds(title)).isEqualTo(1);
        assertProblem(upload("one", "other content"), 422);
    }

    @Test
    void afterThirtyDaysAKeyIsNewAndOldAnswersAreGone() throws Exception {
        // Each call takes only some of the oldest away; other tests have left more than that.
        database.sql("delete from idempotent_answer").update();
        String older = UUID.randomUUID().toString();
        as("office").post("/api/trial/notes", body, KEY, older);
        as("office").post("/api/trial/notes", body, KEY, key);
        ClockUtil.setCurrentTime(Date.from(Instant.now().plus(Duration.ofDays(29))));
        assertThat(as("office")
                        .post("/api/trial/notes", body, KEY, key)
                        .headers()
                        .firstValue("Idempotency-Replayed"))
                .hasValue("true");
        ClockUtil.setCurrentTime(
                Date.from(Instant.now().plus(Duration.ofDays(30)).plusSeconds(60)));
        HttpResponse<String> late = as("office").post("/api/trial/notes", body, KEY, key);
        assertThat(late.statusCode()).isEqualTo(201);
        assertThat(late.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(trial.deeds(title)).isEqualTo(3);
        assertThat(database.sql("select count(*) from idempotent_answer where key = :key")
                        .param("key", older)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private String token() throws Exception {
        return "X-CSRF-TOKEN: " + as("office").token();
    }

    private HttpResponse<String> upload(String boundary, String content) throws Exception {
        String parts = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + title
                + "\"\r\nContent-Type: text/plain\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
        return as("office")
                .send(
                        "POST",
                        "/api/trial/files",
                        parts.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "multipart/form-data; boundary=" + boundary,
                        KEY,
                        key);
    }
}
