package minqing.activity.outing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the fields of the page, whether it makes sense or not: the names of the fields are the paths of the input,
 * {@code receptions[0].people}. A part in which nothing has been written is none.
 */
final class OutingForm {

    static final List<String> PARTS = List.of("labour", "receptions", "forums", "problems");

    private static final Pattern PART =
            Pattern.compile("(labour|receptions|forums|problems)\\[(\\d{1,4})]\\.(.{1,60})");
    private static final Set<String> TOP = Set.of(
            "leader",
            "date",
            "dateTo",
            "theme",
            "community",
            "village",
            "kind",
            "villageDay",
            "halfDay",
            "version",
            "reason");
    private static final Set<String> DATES = Set.of("date", "dateTo");
    private static final Set<String> WHOLE = Set.of("people", "version", "id");
    private static final Set<String> TRUTHS = Set.of("villageDay", "halfDay", "group", "closing", "policySuggestion");
    private static final String LEADERS = "leaders";
    private static final String WANTED = "problem.wanted";

    /** What a part may hold without anybody having written in it. */
    private static final Set<String> NOT_WRITING =
            Set.of("id", "date", "place", "people", "group", "urgency", "closing");

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    private OutingForm() {
        PARTS.forEach(part -> counts.put(part, 0));
    }

    /** A page nobody has written on. */
    static OutingForm blank(String leader, LocalDate today) {
        OutingForm form = new OutingForm();
        form.set("leader", leader);
        form.set("date", today.toString());
        return form;
    }

    /** What a browser sent; numbers of parts that were taken away are closed up. */
    static OutingForm of(Map<String, String[]> parameters) {
        OutingForm form = new OutingForm();
        Map<String, TreeMap<Integer, Map<String, List<String>>>> parts = new LinkedHashMap<>();
        parameters.forEach((name, sent) -> {
            Matcher part = PART.matcher(name);
            if (part.matches()) {
                parts.computeIfAbsent(part.group(1), unused -> new TreeMap<>())
                        .computeIfAbsent(Integer.valueOf(part.group(2)), unused -> new LinkedHashMap<>())
                        .put(part.group(3), List.of(sent));
            } else if (TOP.contains(name) || name.startsWith("diary.")) {
                form.values.put(name, List.of(sent));
            }
        });
        parts.forEach((kind, numbered) -> {
            int index = 0;
            for (Map<String, List<String>> fields : numbered.values()) {
                String prefix = kind + "[" + index + "].";
                fields.forEach((field, sent) -> form.values.put(prefix + field, sent));
                index++;
            }
            form.counts.put(kind, index);
        });
        return form;
    }

    /** A stored outing to be set right, as whoever may change it sees it. */
    static OutingForm of(OutingView.Detail outing) {
        OutingForm form = new OutingForm();
        form.set("leader", outing.leader());
        form.set("date", outing.date().toString());
        form.set(
                "dateTo",
                outing.dateTo().equals(outing.date()) ? null : outing.dateTo().toString());
        form.set("theme", outing.theme());
        form.set("kind", outing.kind());
        form.set("village", outing.village());
        form.set("community", outing.community());
        form.set("villageDay", String.valueOf(outing.villageDay()));
        form.set("halfDay", outing.halfDay() ? "true" : null);
        form.set("version", String.valueOf(outing.version()));
        outing.labour().forEach(one -> {
            String at = form.next("labour", one.id());
            form.set(at + "date", one.date().toString());
            form.set(at + "time", one.time());
            form.set(at + "place", one.place());
            form.set(at + "work", one.work());
            form.set(at + "remark", one.remark());
        });
        outing.receptions().forEach(one -> {
            String at = form.next("receptions", one.id());
            form.set(at + "date", one.date().toString());
            form.set(at + "time", one.time());
            form.set(at + "place", one.place());
            form.set(at + "visitor", one.visitor());
            form.set(at + "contact", one.contact());
            form.set(at + "matter", one.matter());
            form.set(at + "text", one.text());
            form.set(at + "people", String.valueOf(one.people()));
            form.set(at + "group", String.valueOf(one.group()));
            form.set(at + "summary", one.summary());
            form.set(at + "host", one.host());
            form.set(at + "remark", one.remark());
            form.set(at + "became", one.problem());
        });
        outing.forums().forEach(one -> {
            String at = form.next("forums", one.id());
            form.set(at + "date", one.date().toString());
            form.set(at + "time", one.time());
            form.set(at + "place", one.place());
            form.set(at + "attendees", one.attendees());
            form.values.put(at + LEADERS, one.leaders());
            form.set(at + "topic", one.topic());
            form.set(at + "text", one.text());
            form.set(at + "closing", one.closing() ? "true" : null);
            form.set(at + "remark", one.remark());
        });
        if (outing.diary() != null) {
            form.set("diary.seen", outing.diary().seen());
            form.set("diary.opinions", outing.diary().opinions());
            form.set("diary.reflections", outing.diary().reflections());
            form.set("diary.policySuggestion", outing.diary().policySuggestion() ? "true" : null);
        }
        return form;
    }

    /** One more part of a kind, to be written in. */
    void add(String kind) {
        counts.computeIfPresent(kind, (unused, count) -> Math.min(count + 1, OutingChecks.MOST_PARTS));
    }

    /** Takes a part away: {@code labour[1]}. */
    static OutingForm without(Map<String, String[]> parameters, String part) {
        Map<String, String[]> kept = new LinkedHashMap<>(parameters);
        kept.keySet().removeIf(name -> name.startsWith(part + "."));
        return of(kept);
    }

    // ---- for the page

    public String value(String name) {
        List<String> sent = values.get(name);
        return sent == null || sent.isEmpty() ? "" : sent.get(0);
    }

    public boolean has(String name, String value) {
        return values.getOrDefault(name, List.of()).contains(value);
    }

    /** Where each part of a kind has its fields; of every kind there is at least one, empty, to be opened. */
    public List<String> parts(String kind) {
        List<String> parts = new ArrayList<>();
        for (int index = 0; index < Math.max(1, counts.getOrDefault(kind, 0)); index++) {
            parts.add(kind + "[" + index + "]");
        }
        return parts;
    }

    /** Whether something has been written in a part of the kind, or one was asked for. */
    public boolean open(String kind) {
        return kind.equals("diary")
                ? values.entrySet().stream()
                        .anyMatch(one -> one.getKey().startsWith("diary.") && isWritten(one.getValue()))
                : counts.getOrDefault(kind, 0) > 1
                        || (counts.getOrDefault(kind, 0) == 1
                                && !writtenIn(kind + "[0].").isEmpty());
    }

    // ---- as input

    /**
     * The input the fields make.
     *
     * @throws InvalidInput naming the fields whose text is no number or no date, as they stand on the page
     */
    OutingInput toInput(ObjectMapper json, OutingWords words) {
        List<FieldFault> faults = new ArrayList<>();
        ObjectNode root = json.createObjectNode();
        TOP.forEach(name -> put(root, name, name, words, faults));
        for (String kind : PARTS) {
            ArrayNode parts = root.putArray(kind);
            for (int index : written(kind)) {
                part(parts.addObject(), kind + "[" + index + "].", words, faults);
            }
        }
        ObjectNode diary = json.createObjectNode();
        for (String field : List.of("seen", "opinions", "reflections", "policySuggestion")) {
            put(diary, field, "diary." + field, words, faults);
        }
        if (open("diary") || values.containsKey("version")) {
            root.set("diary", diary);
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        try {
            return json.treeToValue(root, OutingInput.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the fields of the page are not those of the input", impossible);
        }
    }

    /** The same faults, each at the field of the page where it was made: parts nobody wrote in are none of the input's. */
    InvalidInput asOnThePage(InvalidInput invalid) {
        return new InvalidInput(invalid.faults().stream()
                .map(fault -> new FieldFault(onThePage(fault.field()), fault.messageKey(), fault.arguments()))
                .toList());
    }

    private String onThePage(String field) {
        Matcher part = PART.matcher(field);
        if (!part.matches()) {
            return field;
        }
        List<Integer> written = written(part.group(1));
        int index = Integer.parseInt(part.group(2));
        return index < written.size() ? part.group(1) + "[" + written.get(index) + "]." + part.group(3) : field;
    }

    private List<Integer> written(String kind) {
        List<Integer> written = new ArrayList<>();
        for (int index = 0; index < counts.getOrDefault(kind, 0); index++) {
            if (!writtenIn(kind + "[" + index + "].").isEmpty()) {
                written.add(index);
            }
        }
        return written;
    }

    /** The fields of a part that somebody has written in. */
    private Set<String> writtenIn(String prefix) {
        Set<String> fields = new LinkedHashSet<>();
        values.forEach((name, sent) -> {
            if (name.startsWith(prefix) && isWritten(sent)) {
                String field = name.substring(prefix.length());
                if (!NOT_WRITING.contains(field) && !field.startsWith("problem.")) {
                    fields.add(field);
                }
            }
        });
        return fields;
    }

    private static boolean isWritten(List<String> sent) {
        return sent.stream().anyMatch(text -> !text.isBlank());
    }

    private void part(ObjectNode part, String prefix, OutingWords words, List<FieldFault> faults) {
        ObjectNode problem = part.objectNode();
        values.forEach((name, sent) -> {
            if (!name.startsWith(prefix)) {
                return;
            }
            String field = name.substring(prefix.length());
            if (field.startsWith("problem.")) {
                put(problem, field.substring("problem.".length()), name, words, faults);
            } else if (field.equals(LEADERS)) {
                ArrayNode leaders = part.putArray(LEADERS);
                sent.stream().filter(one -> !one.isBlank()).forEach(leaders::add);
            } else {
                put(part, field, name, words, faults);
            }
        });
        part.remove("became");
        if (has(prefix + WANTED, "true")) {
            problem.remove("wanted");
            part.set("problem", problem);
        }
    }

    private void put(ObjectNode node, String field, String name, OutingWords words, List<FieldFault> faults) {
        String text = value(name).strip();
        if (text.isEmpty()) {
            return;
        }
        if (TRUTHS.contains(field)) {
            node.put(field, text.equals("true") || text.equals("on"));
        } else if (WHOLE.contains(field)) {
            if (text.matches("-?\\d{1,9}")) {
                node.put(field, Integer.parseInt(text));
            } else {
                faults.add(new FieldFault(name, "outing.whole", words.label(name)));
            }
        } else if (DATES.contains(field)) {
            try {
                node.put(field, LocalDate.parse(text).toString());
            } catch (DateTimeParseException none) {
                faults.add(new FieldFault(name, "outing.day", words.label(name)));
            }
        } else {
            node.put(field, value(name));
        }
    }

    private String next(String kind, long id) {
        int index = counts.merge(kind, 1, Integer::sum) - 1;
        String prefix = kind + "[" + index + "].";
        set(prefix + "id", String.valueOf(id));
        return prefix;
    }

    private void set(String name, @Nullable String value) {
        if (value != null) {
            values.put(name, List.of(value));
        }
    }
}
