package minqing.activity.outing;

import static minqing.activity.outing.OutingFaults.isBlank;

import java.util.LinkedHashMap;
import java.util.Map;
import minqing.activity.outing.OutingInput.ProblemInput;
import minqing.activity.outing.OutingInput.ReceptionProblem;
import minqing.activity.problem.Problems;
import minqing.bureau.organization.Account;
import minqing.platform.fault.FieldFault;
import org.jspecify.annotations.Nullable;

/** Makes the reports of the problems that an outing brings home (annex 4), and has them checked as any other report is. */
record ReportCheck(OutingFaults faults, Problems problems) {

    static final int LONGEST_TITLE = 60;

    /** @param outingVillage where the problem is, unless its own village says so */
    Entry.ProblemEntry report(String path, ProblemInput sent, @Nullable String outingVillage) {
        Map<String, Object> report = new LinkedHashMap<>();
        put(
                report,
                "title",
                isBlank(sent.title()) && sent.content() != null
                        ? beginning(sent.content().strip())
                        : sent.title());
        put(report, "content", sent.content());
        put(report, "village", isBlank(sent.village()) ? outingVillage : sent.village());
        put(report, "category", sent.category());
        put(report, "urgency", sent.urgency());
        put(report, "contact", sent.contact());
        put(report, "recurrenceOf", sent.recurrenceOf());
        return new Entry.ProblemEntry(path, report);
    }

    /**
     * What a reception becomes: only its neutral summary goes along.
     *
     * @param outingVillage where the problem is, unless its own village says so
     */
    Entry.ProblemEntry ofReception(
            String path, ReceptionProblem sent, @Nullable String summary, @Nullable String outingVillage) {
        Map<String, Object> report = new LinkedHashMap<>();
        String neutral = summary == null ? "" : summary;
        report.put(
                "title",
                isBlank(sent.title()) ? beginning(neutral) : sent.title().strip());
        report.put("content", neutral);
        put(report, "category", sent.category());
        put(report, "urgency", sent.urgency());
        put(report, "village", isBlank(sent.village()) ? outingVillage : sent.village());
        return new Entry.ProblemEntry(path, report);
    }

    /** Notes what is wrong with a report where it stands in the outing, unless that has been told there. */
    void noteFaults(Account reporter, Entry.ProblemEntry report) {
        problems.faults(reporter, report.report()).forEach(fault -> {
            String field = report.field(fault.field());
            if (!faults.names(field)) {
                faults.add(new FieldFault(field, fault.messageKey(), fault.arguments()));
            }
        });
    }

    /** As much of the summary, or of the content, as a title holds. */
    static String beginning(String summary) {
        String line = summary.lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= LONGEST_TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
    }

    private static void put(Map<String, Object> report, String key, @Nullable String value) {
        if (!isBlank(value)) {
            report.put(key, value);
        }
    }
}
