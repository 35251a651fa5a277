package minqing.activity.audit;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import minqing.activity.outing.OutingWords;
import minqing.activity.problem.ProblemWords;
import minqing.activity.summary.SummaryWords;
import minqing.bureau.organization.Community;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.FieldLabel;
import minqing.bureau.organization.Organization;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The words for an entry of the audit trail: those its record's own history has, else those of {@code
 * messages/audit.properties}.
 */
@Component
class AuditWords {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final Pattern SUMMARY = Pattern.compile("(.+)/(\\d{4}-\\d{2})");

    /** {@code version/2}, {@code reception/7/document}: a part, which one, and what of it. */
    private static final Pattern PART = Pattern.compile("(version|file|reception|page)/(\\d{1,18})(/document)?");

    private static final Pattern DAYS = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})/(\\d{4}-\\d{2}-\\d{2})");

    private final MessageSource messages;
    private final Directory directory;
    private final Organization organization;
    private final ProblemWords problems;
    private final OutingWords outings;
    private final SummaryWords summaries;

    AuditWords(
            MessageSource messages,
            Directory directory,
            Organization organization,
            ProblemWords problems,
            OutingWords outings,
            SummaryWords summaries) {
        this.messages = messages;
        this.directory = directory;
        this.organization = organization;
        this.problems = problems;
        this.outings = outings;
        this.summaries = summaries;
    }

    /** The names of everybody with an account, and of the leaders as in annex 1, by login name. */
    Map<String, String> people() {
        Map<String, String> names = new HashMap<>();
        directory.accounts().forEach(account -> names.put(account.id(), account.name()));
        organization.everyLeader().forEach(leader -> names.put(leader.account(), leader.name()));
        return names;
    }

    /** By the clock of the bureau. */
    static String moment(OffsetDateTime at) {
        return MOMENT.format(at);
    }

    String action(AuditTrail.Entry entry) {
        String action = entry.action();
        if (action.equals("read")) {
            return of("audit.action.read");
        }
        return switch (entry.subject()) {
            case "problem" -> problems.action(entry.part() == null ? "" : entry.part(), action);
            case "outing" -> outings.action(action);
            case "summary" -> summaries.of("summary.event." + action);
            case "attachment", "signing", "calendar" -> of("audit.action." + action);
            default -> of("administration.changes.action." + action);
        };
    }

    String subject(AuditTrail.Entry entry) {
        return of("audit.subject." + entry.subject());
    }

    /** Which record, by the name people know; the identifier itself where there is none. */
    String record(AuditTrail.Entry entry, Map<String, String> people) {
        String identifier = entry.identifier();
        return switch (entry.subject()) {
            case "summary" -> {
                Matcher summary = SUMMARY.matcher(identifier);
                yield summary.matches()
                        ? of(
                                "audit.record",
                                summaries.unit(summary.group(1)),
                                summaries.month(YearMonth.parse(summary.group(2))))
                        : identifier;
            }
            case "leader", "account", "signing" -> people.getOrDefault(identifier, identifier);
            case "unit" -> summaries.unit(identifier);
            case "village" -> problems.place(identifier);
            case "community" ->
                organization.community(identifier).map(Community::name).orElse(identifier);
            case "pairing" ->
                Arrays.stream(identifier.split(" "))
                        .map(one -> pairedName(one, people))
                        .collect(Collectors.joining(" "));
            case "calendar" -> of("audit.year", identifier);
            case "data" -> "";
            case "audit" -> identifier.equals("all") ? of("audit.everything") : identifier;
            default -> identifier;
        };
    }

    private String pairedName(String code, Map<String, String> people) {
        return Optional.ofNullable(people.get(code))
                .or(() -> organization.community(code).map(Community::name))
                .orElseGet(() -> problems.place(code));
    }

    /** Which part of it, step, field or version; empty where all of it is meant. */
    String part(AuditTrail.Entry entry) {
        String part = entry.part();
        if (part == null) {
            return "";
        }
        if (entry.subject().equals("problem") && !entry.action().equals("read")) {
            return problems.step(part);
        }
        Matcher numbered = PART.matcher(part);
        if (numbered.matches()) {
            String which = entry.subject().equals("audit")
                    ? String.valueOf(Long.parseLong(numbered.group(2)) + 1)
                    : numbered.group(2);
            return of("audit.part." + numbered.group(1) + (numbered.group(3) == null ? "" : ".document"), which);
        }
        Matcher days = DAYS.matcher(part);
        if (days.matches()) {
            return of("audit.part.days", days.group(1), days.group(2));
        }
        if (entry.action().equals("read")) {
            return of("audit.part." + part);
        }
        return label(entry.subject(), part);
    }

    private String label(String subject, String field) {
        String label = messages.getMessage(FieldLabel.of(subject, field), Locale.SIMPLIFIED_CHINESE);
        return label == null ? field : label;
    }

    private String of(String key, @Nullable Object... arguments) {
        return messages.getMessage(key, arguments, key, Locale.SIMPLIFIED_CHINESE);
    }
}
