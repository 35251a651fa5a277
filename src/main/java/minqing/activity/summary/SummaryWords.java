package minqing.activity.summary;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Unit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Turns the codes of a summary into the words its readers know; the words stand in {@code messages/summary.properties}. */
@Component("summaryWords")
public class SummaryWords {

    private final MessageSource messages;
    private final Organization organization;
    private final Directory directory;
    private final SummaryRepository summaries;
    private final Clock clock;

    SummaryWords(
            MessageSource messages,
            Organization organization,
            Directory directory,
            SummaryRepository summaries,
            Clock clock) {
        this.messages = messages;
        this.organization = organization;
        this.directory = directory;
        this.summaries = summaries;
        this.clock = clock;
    }

    public String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, key, Locale.SIMPLIFIED_CHINESE);
    }

    public String unit(String code) {
        return organization.unit(code).map(Unit::name).orElse(code);
    }

    /** The full name on the seal (D8). */
    String sealName(String code) {
        return organization.sealName(code).orElse(code);
    }

    public String person(@Nullable String account) {
        return account == null ? of("summary.system") : directory.nameOf(account);
    }

    /** 2026年11月 */
    public String month(YearMonth month) {
        return of("summary.month", String.valueOf(month.getYear()), String.valueOf(month.getMonthValue()));
    }

    /** 2026年11月 from {@code 2026-11}: templates can't make a {@link YearMonth}. */
    public String monthOf(String month) {
        return month(YearMonth.parse(month));
    }

    /** 环境保护局 2026年11月 from a business key; anything else as it stands. */
    String key(String key) {
        return Summary.monthOf(key)
                .map(month -> of("summary.key", unit(key.substring(0, key.indexOf('/'))), month(month)))
                .orElse(key);
    }

    /** 2026年7月5日, unpadded as in documents. */
    public String day(@Nullable LocalDate day) {
        return day == null
                ? ""
                : of(
                        "summary.day",
                        String.valueOf(day.getYear()),
                        String.valueOf(day.getMonthValue()),
                        String.valueOf(day.getDayOfMonth()));
    }

    public String moment(@Nullable Instant instant) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(instant.atZone(clock.getZone()));
    }

    public String cell(String code) {
        return of("summary.cell." + code);
    }

    public String status(String code) {
        return of("summary.status." + code);
    }

    /** 张三, or 李四（受张三委托） where somebody signed in another's place. */
    public String signature(String principal, String signer) {
        return principal.equals(signer)
                ? person(principal)
                : of("summary.signed-for", person(signer), person(principal));
    }

    /** 12（上月 10，+2）: a figure beside that of the month before, where there is one. */
    String compared(int now, @Nullable Integer before) {
        return before == null
                ? String.valueOf(now)
                : of(
                        "summary.compared",
                        now,
                        before,
                        now > before ? "+" + (now - before) : String.valueOf(now - before));
    }

    /** The table in lines, for a form that can hold no table. */
    String table(Summary summary, SummaryVersion version) {
        Map<Cell, Integer> period = summaries.figures(version, "period");
        String figures = Arrays.stream(Cell.values())
                .map(cell -> of("summary.line", cell(cell.code()), period.getOrDefault(cell, 0)))
                .collect(Collectors.joining("\n"));
        List<Anomaly> anomalies = summaries.anomalies(version);
        return of(
                        "summary.form",
                        unit(summary.unit()),
                        month(summary.month()),
                        day(version.periodFrom()),
                        day(version.cutOff()),
                        String.valueOf(version.version()))
                + "\n" + figures
                + (version.wholeRemark().isEmpty() ? "" : "\n" + of("summary.form.remark", version.wholeRemark()))
                + (anomalies.isEmpty() ? "" : "\n" + of("summary.form.anomalies", anomalies.size()));
    }

    /** What an anomaly says, with the leader's name and day. */
    String anomaly(Anomaly anomaly) {
        return of("summary.anomaly." + anomaly.kind(), person(anomaly.leader()), day(anomaly.day()));
    }
}
