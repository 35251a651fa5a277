package minqing.bureau.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the fuzz fills in: values that exist under the name of a field, and values that nobody should send. */
final class FuzzedValues {

    private static final Pattern FIELD = Pattern.compile("\"key\":\\s*\"([^\"]+)\"");

    private static final List<String> STRANGE = List.of(
            "",
            " ",
            "\u3000",
            "\u200b",
            "\u0000",
            "a\u0000b",
            "\u0001\u001f\u007f",
            "\u202e\ufeff",
            "\ud800",
            "😀👨‍👩‍👧",
            "𠮷野家",
            "é".repeat(3) + "e\u0301",
            "长".repeat(5_000),
            "x".repeat(300),
            "../../etc/passwd",
            "${7*7}#{7*7}",
            "'; drop table problem; --",
            "%_\\",
            "<script>alert(1)</script>",
            "-1",
            "0",
            "007",
            "1e309",
            "NaN",
            "2147483648",
            "9223372036854775808",
            "1.5",
            "true",
            "null",
            "0000-00-00",
            "2026-02-30",
            "9999-12-31",
            "-2026-01-01",
            "+999999999-01-01",
            "2026-07-05T00:00:00Z",
            "1000-01-01");

    private final JdbcClient database;
    private final List<String> fields;
    private final Map<String, List<String>> known = new HashMap<>();

    FuzzedValues(JdbcClient database) throws IOException {
        this.database = database;
        TreeSet<String> names = new TreeSet<>();
        for (Resource form : new PathMatchingResourcePatternResolver().getResources("classpath*:forms/*.form")) {
            Matcher field = FIELD.matcher(form.getContentAsString(StandardCharsets.UTF_8));
            while (field.find()) {
                names.add(field.group(1));
            }
        }
        this.fields = new ArrayList<>(names);
    }

    /** Looks again at what there is. */
    void forget() {
        known.clear();
    }

    /** The key of a field of any form. */
    String field(Random random) {
        return fields.get(random.nextInt(fields.size()));
    }

    String strange(Random random) {
        return STRANGE.get(random.nextInt(STRANGE.size()));
    }

    /**
     * A value that could stand under the name.
     *
     * @param hint what the path around it is about
     */
    String fitting(String name, String hint, Random random) {
        return switch (name) {
            case "leader", "account", "assignee", "to", "user", "leaders" ->
                name.equals("to") && !hint.contains("tasks") ? day(random) : one(random, "select account from leader");
            case "village", "natural_village" -> one(random, "select id from natural_village");
            case "community" -> one(random, "select id from community");
            case "administrativeVillage" -> one(random, "select id from administrative_village");
            case "unit", "code", "leadUnit", "lead-unit" -> one(random, "select code from unit");
            case "category" -> one(random, "select code from problem_category");
            case "kind" -> hint.contains("attachments") ? "problems" : one(random, "select code from outing_kind");
            case "theme" -> one(random, "select code from outing_theme");
            case "number", "recurrenceOf", "original" ->
                one(random, "select number from problem order by id desc limit 30");
            case "id" -> id(hint, random);
            case "reception" -> one(random, "select id::text from outing_reception order by id desc limit 20");
            case "month", "period" -> "2026-" + (random.nextBoolean() ? "11" : "12");
            case "year" -> random.nextBoolean() ? "2026" : "2027";
            case "register" ->
                List.of("labour", "receptions", "forums", "diaries").get(random.nextInt(4));
            case "format" -> List.of("docx", "pdf", "xlsx").get(random.nextInt(3));
            case "message" ->
                List.of("withdraw", "supervise", "urge", "extension", "supplement", "request-extension")
                        .get(random.nextInt(6));
            case "measure" ->
                List.of("open", "closed", "days", "forums", "overdue").get(random.nextInt(5));
            case "column" -> String.valueOf(1 + random.nextInt(12));
            case "page" -> String.valueOf(random.nextInt(3));
            case "size" -> String.valueOf(1 + random.nextInt(50));
            case "outcome" ->
                List.of("assign", "approve", "return", "accept", "decline", "confirmed", "resolved")
                        .get(random.nextInt(7));
            case "urgency" -> random.nextBoolean() ? "normal" : "urgent";
            case "box" -> List.of("todo", "done", "started", "informed").get(random.nextInt(4));
            case "from", "date", "dateTo", "on", "validFrom", "validTo", "retiredOn", "due", "day" -> day(random);
            case "Idempotency-Key" -> "fuzz-" + random.nextInt(50);
            default -> "试" + random.nextInt(1000);
        };
    }

    private String id(String hint, Random random) {
        if (hint.contains("/tasks")) {
            return one(random, "select id_ from act_ru_task order by create_time_ desc limit 30");
        } else if (hint.contains("/outings")) {
            return one(random, "select number from outing order by id desc limit 30");
        } else if (hint.contains("administrative")) {
            return one(random, "select id from administrative_village");
        } else if (hint.contains("/villages")) {
            return one(random, "select id from natural_village");
        } else if (hint.contains("/communities")) {
            return one(random, "select id from community");
        } else if (hint.contains("/notices")) {
            return one(random, "select id::text from notice order by id desc limit 30");
        } else if (hint.contains("{kind}")) {
            return one(random, "select number from problem order by id desc limit 30");
        }
        return String.valueOf(random.nextInt(200));
    }

    private static String day(Random random) {
        return "2026-" + (random.nextBoolean() ? "11" : "10") + "-" + (10 + random.nextInt(19));
    }

    private String one(Random random, String sql) {
        List<String> found = known.computeIfAbsent(
                sql, unknown -> database.sql(unknown).query(String.class).list());
        return found.isEmpty() ? "1" : found.get(random.nextInt(found.size()));
    }
}
