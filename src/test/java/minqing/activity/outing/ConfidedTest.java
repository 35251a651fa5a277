package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.testing.ConfidedTrial;
import minqing.testing.EngineTables;
import minqing.testing.Logged;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/** What people told in confidence on an outing: it is passed on, and nothing of it stays with the outing. */
class ConfidedTest extends OutingTest {

    @Autowired
    private EngineTables tables;

    @Autowired
    private ObjectProvider<ConfidedTrial> taker;

    @Test
    void nothingOfItStaysWithTheOutingNorInAnAnswerThatIsGivenAgain() throws Exception {
        String mark = "收受礼品" + UUID.randomUUID();
        String accused = "令狐" + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        Map<String, Object> outing = outing(
                "problems",
                List.of(
                        problem("content", "积水" + key),
                        fields(
                                "content",
                                mark,
                                "accusation",
                                true,
                                "accused",
                                accused,
                                "concerns",
                                List.of("zhouwei"))),
                "receptions",
                List.of(reception(
                        "matter",
                        "当面说" + mark,
                        "text",
                        "详情" + mark,
                        "summary",
                        "反映情况",
                        "accusation",
                        true,
                        "accused",
                        accused)));
        try (Logged log = Logged.capture()) {
            Answer first = post("wuzhidong", "/api/outings", outing, "Idempotency-Key", key);
            assertThat(first.status()).as(first.body().toString()).isEqualTo(201);
            assertThat(first.body().get("accusations")).hasSize(2);
            Answer again = post("wuzhidong", "/api/outings", outing, "Idempotency-Key", key);
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.body().get("id")).isEqualTo(first.body().get("id"));
            assertThat(again.body().has("accusations")).isFalse();

            String number = first.body().get("id").asText();
            JsonNode read = get("wuzhidong", "/api/outings/" + number).body();
            assertThat(read.get("problems")).hasSize(1);
            assertThat(read.get("receptions")).hasSize(1);
            assertThat(read.at("/receptions/0/visitor").asText()).isEqualTo("王大明");
            assertThat(read.at("/receptions/0/matter").asText()).isEqualTo("反映情况");
            assertThat(read.at("/receptions/0").hasNonNull("problem")).isFalse();
            assertThat(read.toString()).doesNotContain(mark, accused, "accusation");
            log.assertNoTraceOf(mark, accused);
            taker.ifAvailable(trial -> {
                assertThat(tables.columnsHolding(mark)).isEmpty();
                assertThat(tables.columnsHolding(accused)).isEmpty();
                List<ConfidedTrial.Taken> taken = trial.of(number);
                assertThat(taken).hasSize(2).allMatch(ConfidedTrial.Taken::begun);
                assertThat(taken).extracting(one -> one.reporter()).containsOnly("wuzhidong");
                assertThat(taken.get(0).words().concerns()).containsExactly("zhouwei");
                assertThat(taken.get(0).words().content()).isEqualTo(mark);
                assertThat(taken.get(1).words().content()).contains("当面说" + mark, "详情" + mark);
                assertThat(taken.get(1).words().reception())
                        .isEqualTo(read.at("/receptions/0/id").asLong());
                assertThat(first.body().get("accusations").get(0).asText())
                        .isEqualTo(taken.get(0).code());
            });
        }
    }

    @Test
    void whatWaitsForALeadersWordBeginsOnlyWithIt() throws Exception {
        Map<String, Object> onBehalf = outing(
                "leader",
                "wuzhidong",
                "problems",
                List.of(fields("content", "收受礼品", "accusation", true, "accused", "测试虚构人员")));
        String number = enter("jiancha", onBehalf);
        assertThat(get("wuzhidong", "/api/outings/" + number).body().toString()).doesNotContain("收受礼品");
        taker.ifAvailable(trial -> assertThat(trial.of(number))
                .hasSize(1)
                .noneMatch(ConfidedTrial.Taken::begun)
                .allMatch(one -> one.reporter().equals("jiancha")));
        String task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();
        assertThat(post("wuzhidong", "/api/tasks/" + task + "/complete", fields("outcome", "confirm"))
                        .status())
                .isEqualTo(200);
        taker.ifAvailable(trial -> assertThat(trial.of(number)).hasSize(1).allMatch(ConfidedTrial.Taken::begun));

        String dropped = enter("jiancha", onBehalf);
        int version =
                get("jiancha", "/api/outings/" + dropped).body().get("version").asInt();
        assertThat(post("jiancha", "/api/outings/" + dropped + "/delete", fields("version", version, "reason", "重复录入"))
                        .status())
                .isEqualTo(200);
        taker.ifAvailable(trial -> assertThat(trial.of(dropped)).isEmpty());
    }

    @Test
    void whatIsWrongWithItIsNamedWhereItStandsAndNothingIsKept() throws Exception {
        long before = outings();
        Answer refused = post(
                "wuzhidong",
                "/api/outings",
                outing(
                        "problems",
                        List.of(problem(), fields("content", " ", "accusation", true)),
                        "receptions",
                        List.of(reception("accusation", true, "problem", fields("category", "other")))));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fields()).contains("problems[1].content", "receptions[0].summary", "receptions[0].problem");
        assertThat(outings()).isEqualTo(before);
    }

    private long outings() {
        return database.sql("select count(*) from outing").query(Long.class).single();
    }
}
