package minqing.activity.demonstration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What is played, as the data file tells it. A moment is written {@code 9 10:20}: at twenty past ten of the ninth working day
 * before the first start.
 *
 * @param months who checks, signs, submits and accepts, with the words they write
 * @param earlier the outings of the year before the months that are told in full
 * @param outings those told in full, each with what becomes of the problems it brought home
 * @param reports problems that somebody reported without an outing
 */
record Script(Map<String, Object> months, List<Stay> earlier, List<Visit> outings, List<Report> reports) {

    private static final String FILE = "data/demonstration/script.yaml";

    static Script read() {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            Map<String, Object> script = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return new Script(
                    map(script.get("months")),
                    maps(script.get("earlier")).stream().map(Stay::of).toList(),
                    maps(script.get("outings")).stream().map(Visit::of).toList(),
                    maps(script.get("reports")).stream().map(Report::of).toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What somebody writes into one part of a month. */
    Map<String, Object> part(String name) {
        return map(months.get(name));
    }

    /** Where a leader stayed before the months that are told in full. */
    record Stay(String leader, String village) {

        static Stay of(Map<String, Object> map) {
            return new Stay(text(map, "leader"), text(map, "village"));
        }
    }

    /** A moment: a working day before the first start, and the time. */
    record Moment(int day, LocalTime time) {

        static Moment of(Object written) {
            String[] parts = written.toString().split(" ");
            return new Moment(Integer.parseInt(parts[0]), LocalTime.parse(parts[1]));
        }
    }

    /**
     * An outing, entered at the moment it ended.
     *
     * @param days how many working days it lasted
     * @param who enters it
     * @param then what is done about the outing itself
     * @param cases what becomes of each problem, in the order of the numbers they get
     */
    record Visit(Moment at, int days, String who, Map<String, Object> input, List<Step> then, List<Case> cases) {

        static Visit of(Map<String, Object> map) {
            Map<String, Object> input = new LinkedHashMap<>(map);
            Moment at = Moment.of(Objects.requireNonNull(input.remove("at")));
            int days = (Integer) Objects.requireNonNullElse(input.remove("days"), 1);
            Object who = input.remove("who");
            List<Step> then = steps(input.remove("then"));
            List<Case> cases = new ArrayList<>();
            input.computeIfPresent(
                    "problems",
                    (key, problems) -> maps(problems).stream()
                            .map(problem -> told(problem, cases))
                            .toList());
            input.computeIfPresent(
                    "receptions",
                    (key, receptions) -> maps(receptions).stream()
                            .map(reception -> {
                                Map<String, Object> copy = new LinkedHashMap<>(reception);
                                copy.computeIfPresent("problem", (problem, report) -> told(map(report), cases));
                                return copy;
                            })
                            .toList());
            return new Visit(
                    at, days, who == null ? text(map, "leader") : who.toString(), input, then, List.copyOf(cases));
        }

        private static Map<String, Object> told(Map<String, Object> problem, List<Case> cases) {
            Map<String, Object> report = new LinkedHashMap<>(problem);
            cases.add(new Case((String) report.remove("key"), steps(report.remove("then"))));
            return report;
        }
    }

    /** A problem that somebody reported on their own. */
    record Report(Moment at, String who, Map<String, Object> input, Case matter) {

        static Report of(Map<String, Object> map) {
            Map<String, Object> input = new LinkedHashMap<>(map);
            Moment at = Moment.of(Objects.requireNonNull(input.remove("at")));
            Object who = Objects.requireNonNull(input.remove("who"));
            Case matter = new Case((String) input.remove("key"), steps(input.remove("then")));
            return new Report(at, who.toString(), input, matter);
        }
    }

    /** What becomes of a problem; others refer to it by its key. */
    record Case(@Nullable String key, List<Step> steps) {}

    /**
     * Something a person does about a case.
     *
     * @param task the step of the process they complete
     * @param message else what they send to the case
     * @param values the fields of the form; the number in {@code replyBy} is that of working days after the first start
     */
    record Step(
            Moment at,
            String who,
            @Nullable String task,
            @Nullable String message,
            Map<String, Object> values) {

        static Step of(Map<String, Object> map) {
            Map<String, Object> values = new LinkedHashMap<>(map);
            Moment at = Moment.of(Objects.requireNonNull(values.remove("at")));
            Object who = Objects.requireNonNull(values.remove("who"));
            return new Step(at, who.toString(), (String) values.remove("do"), (String) values.remove("send"), values);
        }
    }

    private static List<Step> steps(@Nullable Object list) {
        return maps(list).stream().map(Step::of).toList();
    }

    static String text(Map<String, Object> map, String key) {
        return Objects.requireNonNull(map.get(key), key).toString();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object map) {
        return map == null ? Map.of() : (Map<String, Object>) map;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(@Nullable Object list) {
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }
}
