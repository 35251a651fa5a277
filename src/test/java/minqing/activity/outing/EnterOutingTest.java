package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One outing entered once: what it feeds, what is refused, and that it is never there twice. */
class EnterOutingTest extends OutingTest {

    @Test
    void aLeadersOutingFeedsEveryRegisterAtOnce() throws Exception {
        String mark = UUID.randomUUID().toString();
        Map<String, Object> sent = outing(
                "theme",
                "problems",
                "labour",
                List.of(fields("time", "上午", "work", "清理沟渠" + mark, "remark", "与村民一起")),
                "receptions",
                List.of(reception("people", 6, "summary", "河道清淤诉求" + mark)),
                "forums",
                List.of(fields("attendees", "村民代表 8 人", "topic", "垃圾分类" + mark, "leaders", List.of("xiejiandong"))),
                "diary",
                fields("seen", "沟渠淤塞" + mark, "opinions", "建议定期清淤", "policySuggestion", true),
                "problems",
                List.of(problem()));

        Answer answer = post("wuzhidong", "/api/outings", sent);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        JsonNode created = answer.body();
        String number = created.get("id").asText();
        assertThat(number).matches("O\\d{4}-\\d{4,}");
        assertThat(created.get("state").asText()).isEqualTo("counted");
        assertThat(created.get("place").asText()).isEqualTo("别桥镇合星村上市村");
        assertThat(created.get("villageDay").asBoolean()).isTrue();
        assertThat(created.at("/labour/0/place").asText()).isEqualTo("别桥镇合星村上市村");
        assertThat(created.at("/labour/0/date").asText()).isEqualTo(today().toString());
        assertThat(created.at("/receptions/0/group").asBoolean()).isTrue();
        assertThat(created.at("/forums/0/leaders")).hasSize(2);
        assertThat(created.at("/diary/policySuggestion").asBoolean()).isTrue();
        String problem = created.at("/problems/0/number").asText();
        assertThat(problem).matches("\\d{4}-\\d{4,}");

        for (String register : List.of("labour", "receptions", "forums", "diaries")) {
            JsonNode rows = get("office", "/api/registers/" + register + "?leader=wuzhidong&text=" + mark)
                    .body();
            assertThat(rows.get("total").asInt()).as(register).isEqualTo(1);
            assertThat(rows.at("/items/0/outing").asText()).as(register).isEqualTo(number);
            assertThat(rows.at("/items/0/name").asText()).as(register).isEqualTo("吴志东");
            assertThat(rows.at("/items/0/position").asText()).as(register).isEqualTo("局领导班子成员");
            assertThat(rows.at("/items/0/id").asLong()).as(register).isPositive();
        }
        JsonNode registered = get("office", "/api/registers/problems?leader=wuzhidong&text=" + problem)
                .body();
        assertThat(registered.at("/items/0/number").asText()).isEqualTo(problem);
        assertThat(registered.at("/items/0/outing").asText()).isEqualTo(number);
        JsonNode reported = get("office", "/api/problems/" + problem).body();
        assertThat(reported.get("outing").asText()).isEqualTo(number);
        assertThat(reported.get("reporter").asText()).isEqualTo("wuzhidong");
        assertThat(values(
                        get("wuzhidong", "/api/outings?leader=wuzhidong&size=200")
                                .body()
                                .get("items"),
                        "id"))
                .contains(number);
    }

    @Test
    void theThemeAndTheVillageDayAreThoseOfTheKindUnlessSaid() throws Exception {
        JsonNode lecture =
                post("wuzhidong", "/api/outings", outing("kind", "上党课")).body();
        assertThat(lecture.get("kind").asText()).isEqualTo("lecture");
        assertThat(lecture.get("theme").asText()).isEqualTo("organization");
        assertThat(lecture.get("villageDay").asBoolean()).isFalse();
        JsonNode said = post(
                        "wuzhidong",
                        "/api/outings",
                        outing("kind", "lecture", "theme", "了解社情民意", "villageDay", true, "halfDay", true))
                .body();
        assertThat(said.get("theme").asText()).isEqualTo("conditions");
        assertThat(said.get("villageDay").asBoolean()).isTrue();
        assertThat(said.get("halfDay").asBoolean()).isTrue();
        JsonNode community = post(
                        "wuzhidong",
                        "/api/outings",
                        fields("date", today().toString(), "kind", "households", "community", COMMUNITY))
                .body();
        assertThat(community.get("place").asText()).isEqualTo("昆仑东苑社区");
        assertThat(community.get("villageDay").asBoolean()).isFalse();
    }

    @Test
    void everyFaultIsNamedByItsPathInChineseAndNothingIsStored() throws Exception {
        long before = count();
        Map<String, Object> wrong = outing(
                "date",
                today().plusDays(1).toString(),
                "kind",
                "picnic",
                "village",
                "nowhere",
                "labour",
                List.of(fields("work", "")),
                "receptions",
                List.of(reception(), reception("people", 0, "visitor", "")),
                "forums",
                List.of(fields("topic", "题", "attendees", "众", "leaders", List.of("nobody"))),
                "problems",
                List.of(problem("title", "题".repeat(61), "category", "none")));

        Answer answer = post("wuzhidong", "/api/outings", wrong);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields())
                .contains(
                        "date",
                        "kind",
                        "village",
                        "labour[0].work",
                        "receptions[1].people",
                        "receptions[1].visitor",
                        "forums[0].leaders[0]",
                        "problems[0].title",
                        "problems[0].category");
        assertThat(answer.message("receptions[1].people")).isEqualTo("接访（第 2 条）的来访人数应为 1 到 9999 的整数");
        assertThat(answer.message("date")).isEqualTo("日期不能晚于今天");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void wrongTypesUnknownFieldsAndHostileValuesAreRefused() throws Exception {
        long before = count();
        assertThat(post("wuzhidong", "/api/outings", outing("receptions", List.of(reception("people", "many"))))
                        .fields())
                .containsExactly("receptions[0].people");
        assertThat(post("wuzhidong", "/api/outings", outing("receptions", List.of(reception("people", 1.5))))
                        .status())
                .isEqualTo(422);
        assertThat(post("wuzhidong", "/api/outings", outing("labour", "none")).fields())
                .containsExactly("labour");
        assertThat(post("wuzhidong", "/api/outings", outing("diary", List.of())).status())
                .isEqualTo(422);
        assertThat(post("wuzhidong", "/api/outings", outing("weather", "fine")).fields())
                .containsExactly("weather");
        assertThat(post("wuzhidong", "/api/outings", outing("version", 1, "reason", "x"))
                        .fields())
                .contains("version", "reason");
        assertThat(post("wuzhidong", "/api/outings", outing("diary", fields("seen", " ")))
                        .fields())
                .containsExactly("diary.seen");
        assertThat(post("wuzhidong", "/api/outings", outing("labour", List.of(fields("work", "铃\u0007"))))
                        .fields())
                .containsExactly("labour[0].work");
        assertThat(post("wuzhidong", "/api/outings", outing("labour", List.of(fields("work", "长".repeat(4001)))))
                        .fields())
                .containsExactly("labour[0].work");
        List<Object> many = new ArrayList<>();
        for (int index = 0; index < 51; index++) {
            many.add(fields("work", "重复"));
        }
        assertThat(post("wuzhidong", "/api/outings", outing("labour", many)).fields())
                .containsExactly("labour");
        List<Object> hole = new ArrayList<>();
        hole.add(null);
        assertThat(post("wuzhidong", "/api/outings", outing("forums", hole)).fields())
                .containsExactly("forums[0]");
        assertThat(post("wuzhidong", "/api/outings", outing("date", "2011-06-30"))
                        .fields())
                .contains("date");
        assertThat(post("wuzhidong", "/api/outings", outing("date", "2026-03-02", "dateTo", "2026-03-01"))
                        .fields())
                .containsExactly("dateTo");
        assertThat(post(
                                "wuzhidong",
                                "/api/outings",
                                outing(
                                        "date",
                                        "2026-03-02",
                                        "dateTo",
                                        "2026-03-04",
                                        "labour",
                                        List.of(fields("work", "清沟", "date", "2026-03-05"))))
                        .fields())
                .containsExactly("labour[0].date");
        assertThat(post("wuzhidong", "/api/outings", fields("date", today().toString(), "kind", "households"))
                        .fields())
                .containsExactly("village");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void aRuleOfTheLedgerNamesThePlaceInTheOutingAndUndoesEverything() throws Exception {
        long before = count();
        long problems = problemCount();
        Answer answer = post(
                "wuzhidong",
                "/api/outings",
                outing("problems", List.of(problem(), problem("recurrenceOf", "2026-999999"))));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields()).containsExactly("problems[1].recurrenceOf");
        assertThat(count()).isEqualTo(before);
        assertThat(problemCount()).isEqualTo(problems);
    }

    @Test
    void aProblemNeedsAVillageWhereTheOutingHasOnlyACommunity() throws Exception {
        Map<String, Object> sent = fields(
                "date", today().toString(), "kind", "other", "community", COMMUNITY, "problems", List.of(problem()));
        assertThat(post("wuzhidong", "/api/outings", sent).fields()).containsExactly("problems[0].village");
        sent.put("problems", List.of(problem("village", VILLAGE)));
        assertThat(post("wuzhidong", "/api/outings", sent).status()).isEqualTo(201);
    }

    @Test
    void aReceptionBecomesAProblemAndOnlyItsNeutralSummaryGoesAlong() throws Exception {
        String summary = "村民反映河道清淤诉求" + UUID.randomUUID();
        Answer entered = post(
                "wuzhidong",
                "/api/outings",
                outing(
                        "receptions",
                        List.of(reception("summary", summary, "problem", fields("category", "water")), reception())));
        assertThat(entered.status()).as(entered.body().toString()).isEqualTo(201);
        String problem = entered.body().at("/receptions/0/problem").asText();
        JsonNode reported = get("office", "/api/problems/" + problem).body();
        assertThat(reported.get("content").asText()).isEqualTo(summary);
        assertThat(reported.get("title").asText()).isEqualTo(summary.substring(0, Math.min(60, summary.length())));
        assertThat(reported.has("contact")).isFalse();
        assertThat(reported.toString()).doesNotContain("王大明").doesNotContain("13912340000");

        String number = entered.body().get("id").asText();
        long second = entered.body().at("/receptions/1/id").asLong();
        String address = "/api/outings/" + number + "/receptions/" + second + "/problem";
        Answer without = post("wuzhidong", address, fields("category", "water"));
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.fields()).contains("summary");
        assertThat(post("jiancha", address, fields("category", "water")).status())
                .isEqualTo(404);
        long first = entered.body().at("/receptions/0/id").asLong();
        assertThat(post(
                                "wuzhidong",
                                "/api/outings/" + number + "/receptions/" + first + "/problem",
                                fields("category", "water"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aSummaryThatNamesTheVisitorIsRefused() throws Exception {
        assertThat(post("wuzhidong", "/api/outings", outing("receptions", List.of(reception("summary", "王大明反映清淤"))))
                        .fields())
                .containsExactly("receptions[0].summary");
        assertThat(post(
                                "wuzhidong",
                                "/api/outings",
                                outing("receptions", List.of(reception("remark", "回电 13912340000"))))
                        .fields())
                .containsExactly("receptions[0].remark");
    }

    @Test
    void anOutingIsNeverCreatedTwice() throws Exception {
        String key = UUID.randomUUID().toString();
        Map<String, Object> sent =
                outing("labour", List.of(fields("work", "清扫" + key)), "problems", List.of(problem()));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Integer> answers = new ArrayList<>();
        try {
            List<Future<Answer>> calls = new ArrayList<>();
            for (int call = 0; call < 4; call++) {
                Callable<Answer> one = () -> post("wuzhidong", "/api/outings", sent, "Idempotency-Key", key);
                calls.add(threads.submit(one));
            }
            for (Future<Answer> call : calls) {
                answers.add(call.get().status());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(answers).allMatch(status -> status == 201 || status == 409).contains(201);
        Answer again = post("wuzhidong", "/api/outings", sent, "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(201);
        assertThat(get("wuzhidong", "/api/outings?text=" + key)
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        Map<String, Object> other = outing();
        assertThat(post("wuzhidong", "/api/outings", other, "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void numbersHaveNoGapsWhenManyEnterAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Integer> sequences = new ArrayList<>();
        try {
            List<Future<String>> calls = new ArrayList<>();
            for (int call = 0; call < 12; call++) {
                boolean sound = call % 3 != 0;
                Callable<String> one = () -> sound
                        ? enter("xiejiandong", outing())
                        : String.valueOf(post(
                                        "xiejiandong",
                                        "/api/outings",
                                        outing("problems", List.of(problem("recurrenceOf", "2026-999999"))))
                                .status());
                calls.add(threads.submit(one));
            }
            for (Future<String> call : calls) {
                String number = call.get();
                if (number.startsWith("O")) {
                    sequences.add(Integer.parseInt(number.substring(6)));
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(sequences).hasSize(8).doesNotHaveDuplicates();
        assertThat(database.sql("select max(sequence) - count(*) from outing where year = :year")
                        .param("year", today().getYear())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whoMayNotEnterIsToldSo() throws Exception {
        assertThat(post("inspector", "/api/outings", outing("leader", "wuzhidong"))
                        .status())
                .isEqualTo(403);
        assertThat(post("bieqiao", "/api/outings", outing("leader", "wuzhidong"))
                        .status())
                .isEqualTo(403);
        assertThat(post("office", "/api/outings", outing()).fields()).containsExactly("leader");
        assertThat(post("office", "/api/outings", outing("leader", "jiancha")).fields())
                .containsExactly("leader");
    }

    @Test
    void theRegistersKeepTheOrderOfAnnexOneThenOfTheDay() throws Exception {
        String mark = UUID.randomUUID().toString();
        LocalDate yesterday = today().minusDays(1);
        enter("xujianyun", outing("labour", List.of(fields("work", mark))));
        enter("wuzhidong", outing("labour", List.of(fields("work", mark))));
        enter("xiejiandong", outing("labour", List.of(fields("work", mark))));
        enter("wuzhidong", outing("date", yesterday.toString(), "labour", List.of(fields("work", mark))));
        JsonNode rows =
                get("inspector", "/api/registers/labour?text=" + mark).body().get("items");
        assertThat(values(rows, "leader")).containsExactly("wuzhidong", "wuzhidong", "xiejiandong", "xujianyun");
        assertThat(rows.get(0).get("date").asText()).isEqualTo(yesterday.toString());
        JsonNode paged = get("inspector", "/api/registers/labour?text=" + mark + "&page=1&size=3")
                .body();
        assertThat(paged.get("total").asInt()).isEqualTo(4);
        assertThat(values(paged.get("items"), "leader")).containsExactly("xujianyun");
        assertThat(get("inspector", "/api/registers/labour?text=" + mark + "&to=" + yesterday)
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(get("jiancha", "/api/registers/labour?text=" + mark)
                        .body()
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(get("office", "/api/registers/labour?from=yesterday").status())
                .isEqualTo(422);
        assertThat(get("office", "/api/registers/nothing").status()).isEqualTo(404);
    }

    @Test
    void theCodesAreThereToBeChosenFrom() throws Exception {
        assertThat(values(get("jiancha", "/api/outings/kinds").body().get("items"), "name"))
                .contains("驻点调研", "走村入户", "走访慰问", "政策宣讲", "上党课");
        assertThat(values(get("jiancha", "/api/outings/themes").body().get("items"), "name"))
                .containsExactly("了解社情民意", "开展政策调研", "协调解决问题", "加强基层组织");
        assertThat(get("office", "/api/outings?state=nonsense").status()).isEqualTo(422);
        assertThat(get("office", "/api/outings?period=someday").status()).isEqualTo(422);
        assertThat(get("office", "/api/outings/O2026-999999").status()).isEqualTo(404);
    }

    private long count() {
        return database.sql("select count(*) from outing").query(Long.class).single();
    }

    private long problemCount() {
        return database.sql("select count(*) from problem").query(Long.class).single();
    }
}
