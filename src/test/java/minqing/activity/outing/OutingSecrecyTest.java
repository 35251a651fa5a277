package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.web.Caller;
import minqing.testing.EngineTables;
import minqing.testing.Logged;
import minqing.testing.Multipart;
import minqing.testing.SampleFiles;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A name and a telephone number go through every path of an outing and are then looked for wherever they must not be: the
 * engine's tables, the log and notices. What everybody who need not know is answered, {@code TwoWorldsTest} asks.
 */
class OutingSecrecyTest extends OutingTest {

    private static final String NAME = "上官翀珺";
    private static final String PHONE = "13876540093";
    private static final String MATTER = "信访事由暗记" + PHONE;

    @LocalServerPort
    private int port;

    @Autowired
    private EngineTables engineTables;

    @Test
    void whoCameAndWhatWasToldReachesOnlyThoseWhoMustKnow() throws Exception {
        String summary = "河道清淤诉求" + UUID.randomUUID();
        Map<String, Object> reception = reception(
                "visitor", NAME, "contact", PHONE, "matter", MATTER, "text", "听取了" + NAME + "的陈述", "summary", summary);
        String number;
        String handedIn;
        try (Logged log = Logged.capture()) {
            Answer entered = post("wuzhidong", "/api/outings", outing("receptions", List.of(reception)));
            number = entered.body().get("id").asText();
            assertThat(entered.body().toString()).doesNotContain(NAME).doesNotContain(PHONE);
            long id = entered.body().at("/receptions/0/id").asLong();
            Answer made = post(
                    "wuzhidong",
                    "/api/outings/" + number + "/receptions/" + id + "/problem",
                    fields("category", "water"),
                    "Idempotency-Key",
                    UUID.randomUUID().toString());
            assertThat(made.status()).isEqualTo(201);
            String problem = made.body().at("/receptions/0/problem").asText();
            continueCases(List.of(problem));

            handedIn = enter("jiancha", outing("leader", "wuzhidong", "receptions", List.of(reception)));
            for (String told : List.of(NAME + "的电话不对", "应为 " + PHONE)) {
                assertThat(complete("wuzhidong", handedIn, fields("outcome", "correct", "reason", told))
                                .fields())
                        .containsExactly("reason");
            }
            complete("wuzhidong", handedIn, fields("outcome", "correct", "reason", "联系电话不对"));
            assertThat(get("jiancha", "/api/outings/" + handedIn).body().toString())
                    .as("who has to set it right sees it")
                    .contains(NAME);
            assertThat(put(
                                    "jiancha",
                                    "/api/outings/" + handedIn,
                                    outing("receptions", List.of(reception), "version", 1, "reason", "已问过" + NAME))
                            .fields())
                    .containsExactly("reason");
            assertThat(put(
                                    "jiancha",
                                    "/api/outings/" + handedIn,
                                    outing("receptions", List.of(reception), "version", 1, "reason", "电话已更正"))
                            .status())
                    .isEqualTo(200);
            complete("wuzhidong", handedIn, fields("outcome", "confirm"));
            refused(reception);

            engineTables.assertNoTraceOf(NAME, PHONE);
            log.assertNoTraceOf(NAME, PHONE);
        }
        assertThat(database.sql("""
                                select count(*) from notice
                                where notice::text like '%' || :name || '%' or notice::text like '%' || :phone || '%'""")
                        .param("name", NAME)
                        .param("phone", PHONE)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(database.sql("select count(*) from inbox_task where inbox_task::text like '%' || :name || '%'")
                        .param("name", NAME)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(database.sql("""
                                select count(*) from idempotent_answer
                                where position(convert_to(:name, 'UTF8') in body) > 0""").param("name", NAME).query(Long.class).single())
                .isZero();

        for (String knows : List.of("wuzhidong", "office")) {
            long before = readings(number);
            JsonNode one = get(knows, "/api/outings/" + number).body().at("/receptions/0");
            assertThat(one.get("visitor").asText()).as(knows).isEqualTo(NAME);
            assertThat(one.get("matter").asText()).as(knows).isEqualTo(MATTER);
            assertThat(one.get("masked").asBoolean()).isFalse();
            assertThat(readings(number)).as("noted").isEqualTo(before + 1);
            JsonNode row = get(knows, "/api/registers/receptions?text=" + summary)
                    .body()
                    .at("/items/0");
            assertThat(row.get("contact").asText()).as(knows).isEqualTo(PHONE);
        }
        for (String other : List.of("xiejiandong", "deputy", "supervisor", "inspector", "jijian")) {
            long before = readings(number);
            JsonNode one = get(other, "/api/outings/" + number).body();
            assertThat(one.at("/receptions/0/visitor").asText()).as(other).isEqualTo("上**");
            assertThat(one.at("/receptions/0/summary").asText()).as(other).isEqualTo(summary);
            assertThat(one.toString()).as(other).doesNotContain(NAME, PHONE, MATTER);
            assertThat(readings(number)).as(other).isEqualTo(before);
        }
    }

    @Test
    void theHostOfAJointReceptionIsOneOfThoseWhoKnow() throws Exception {
        String number = enter("xiejiandong", outing("receptions", List.of(reception("host", "zhouwei"))));
        assertThat(get("zhouwei", "/api/outings/" + number)
                        .body()
                        .at("/receptions/0/visitor")
                        .asText())
                .isEqualTo("王大明");
        assertThat(get("wuzhidong", "/api/outings/" + number)
                        .body()
                        .at("/receptions/0/visitor")
                        .asText())
                .isEqualTo("王**");
    }

    @Test
    void aFileOfAnOutingWithAReceptionIsOpenToThoseWhoKnowWhoCame() throws Exception {
        String number = enter("xiejiandong", outing("receptions", List.of(reception("host", "zhouwei"))));
        HttpResponse<String> attached = Caller.as("xiejiandong", port)
                .upload(
                        "/api/outings/" + number + "/attachments",
                        new Multipart().file("files", "王大明来信.pdf", SampleFiles.pdf("")));
        assertThat(attached.statusCode()).as(attached.body()).isEqualTo(201);
        String id = Caller.json(attached).at("/items/0/id").asText();
        for (String knows : List.of("xiejiandong", "zhouwei", "office")) {
            assertThat(Caller.as(knows, port).fetch("/api/attachments/" + id).statusCode())
                    .as(knows)
                    .isEqualTo(200);
        }
        for (String other : List.of("wuzhidong", "deputy", "inspector")) {
            assertThat(Caller.as(other, port).fetch("/api/attachments/" + id).statusCode())
                    .as(other)
                    .isEqualTo(403);
            assertThat(get(other, "/api/outings/" + number + "/attachments")
                            .body()
                            .toString())
                    .as(other)
                    .doesNotContain("王大明");
        }
    }

    /** What is refused leaves no more behind than what is accepted. */
    private void refused(Map<String, Object> reception) throws Exception {
        Map<String, Object> wrong = new LinkedHashMap<>(reception);
        wrong.put("people", NAME);
        assertThat(post("wuzhidong", "/api/outings", outing("receptions", List.of(wrong)))
                        .status())
                .isEqualTo(422);
        wrong.put("people", 0);
        wrong.put("summary", NAME);
        assertThat(post("wuzhidong", "/api/outings", outing("receptions", List.of(wrong)))
                        .status())
                .isEqualTo(422);
        assertThat(post("wuzhidong", "/api/outings", outing("kind", NAME, "receptions", List.of(reception)))
                        .status())
                .isEqualTo(422);
        assertThat(post("wuzhidong", "/api/outings", outing(NAME, PHONE)).status())
                .isEqualTo(422);
    }

    private long readings(String number) {
        return database.sql("select count(*) from access_log where subject = 'outing' and identifier = :number")
                .param("number", number)
                .query(Long.class)
                .single();
    }
}
