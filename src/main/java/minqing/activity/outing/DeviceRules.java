package minqing.activity.outing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import minqing.activity.problem.Problems;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.organization.Account;
import minqing.platform.fault.FieldFault;
import minqing.platform.form.FormField;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The rules of an outing as far as a device knows them that has no network, with the words for what breaks them. The page
 * carries them and {@code js/outing-rules.js} applies them, so that what waits on a device for the network has a good chance to
 * be taken. The server holds the same outing against every rule once more.
 */
@Component
class DeviceRules {

    private static final List<String> WORDS = List.of(
            "required",
            "too-long",
            "characters",
            "future",
            "too-early",
            "ends-before",
            "too-many-days",
            "too-many",
            "outside",
            "village-day",
            "people",
            "whole",
            "day",
            "names-visitor",
            "summary-for-problem",
            "label.part",
            "label.of-part");

    private static final List<String> LABELS = List.of(
            "date",
            "dateTo",
            "kind",
            "village",
            "villageDay",
            "labour.date",
            "receptions.date",
            "receptions.people",
            "forums.date");

    private static final Object[] PLACES = {"{0}", "{1}", "{2}"};

    private final Problems problems;
    private final OutingWords words;
    private final MessageSource messages;
    private final ObjectMapper json;

    DeviceRules(Problems problems, OutingWords words, MessageSource messages, ObjectMapper json) {
        this.problems = problems;
        this.words = words;
        this.messages = messages;
        this.json = json;
    }

    /** The rules as JSON. Where words name a thing by its place in the outing, they still have {@code {0}} in them. */
    String of(Account account) {
        Map<String, String> patterns = new LinkedHashMap<>();
        WORDS.forEach(key -> patterns.put(key, words.of("outing." + key, PLACES)));
        Map<String, String> labels = LABELS.stream()
                .collect(Collectors.toMap(key -> key, words::field, (one, other) -> one, LinkedHashMap::new));
        Map<String, Text> texts = new LinkedHashMap<>();
        TextRule.ALL.forEach(
                (path, rule) -> texts.put(path, new Text(words.field(path), rule.required(), rule.longest())));
        texts.remove("reason");
        Map<String, String> parts = OutingForm.PARTS.stream()
                .collect(Collectors.toMap(part -> part, part -> words.of("outing.part." + part)));
        Rules rules = new Rules(
                patterns,
                labels,
                texts,
                parts,
                reports(account),
                SubmissionSchedules.FIRST_DAY,
                OutingCheck.MOST_DAYS,
                OutingChecks.MOST_PARTS,
                ReceptionCheck.MOST_PEOPLE,
                ReportCheck.LONGEST_TITLE);
        try {
            return json.writeValueAsString(rules);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("rules can be written", impossible);
        }
    }

    /** What the form of a problem asks for, in its own words. */
    private Map<String, Report> reports(Account account) {
        Map<String, String> missing = problems.faults(account, Map.of()).stream()
                .collect(Collectors.toMap(FieldFault::field, this::words, (one, other) -> one));
        Map<String, Report> reports = new LinkedHashMap<>();
        for (FormField field : problems.reportFields()) {
            boolean text = !field.type().hasOptions();
            if (missing.containsKey(field.key()) || (text && field.maxLength() != null)) {
                reports.put(
                        field.key(),
                        new Report(
                                missing.get(field.key()),
                                text ? field.longest() : null,
                                text
                                        ? words(new FieldFault(
                                                field.key(),
                                                "form.too-long",
                                                field.label(),
                                                String.valueOf(field.longest())))
                                        : null));
            }
        }
        return reports;
    }

    private String words(FieldFault fault) {
        return messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE);
    }

    /**
     * @param words patterns, by what is wrong
     * @param longestTitle the most code points of a title made of a content
     */
    private record Rules(
            Map<String, String> words,
            Map<String, String> labels,
            Map<String, Text> texts,
            Map<String, String> parts,
            Map<String, Report> reports,
            LocalDate firstDay,
            int mostDays,
            int mostParts,
            int mostPeople,
            int longestTitle) {}

    private record Text(String label, boolean required, int longest) {}

    /**
     * A field of a problem's report.
     *
     * @param missing what is said where it is left out; none: it may be
     */
    private record Report(
            @Nullable String missing,
            @Nullable Integer longest,
            @Nullable String tooLong) {}
}
