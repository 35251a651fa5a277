package minqing.activity.problem;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import minqing.bureau.calendar.LimitUnit;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.Village;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Turns the codes of a case into the words its readers know; the words stand in {@code messages/problem.properties}. */
@Component
public class ProblemWords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final MessageSource messages;
    private final Organization organization;
    private final Directory directory;
    private final Categories categories;
    private final Clock clock;

    ProblemWords(
            MessageSource messages,
            Organization organization,
            Directory directory,
            Categories categories,
            Clock clock) {
        this.messages = messages;
        this.organization = organization;
        this.directory = directory;
        this.categories = categories;
        this.clock = clock;
    }

    public String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, key, Locale.SIMPLIFIED_CHINESE);
    }

    public String status(String code) {
        return of("problem.status." + code);
    }

    public String step(String step) {
        return of("problem.step." + step);
    }

    public String action(String step, String action) {
        return messages.getMessage(
                "problem.action." + step + "." + action,
                null,
                of("problem.action." + action),
                Locale.SIMPLIFIED_CHINESE);
    }

    /** What was done at a step, in one: {@code 审核：同意}; once where the two are called the same. */
    String happened(String step, String action) {
        String where = step(step);
        String what = action(step, action);
        return where.equals(what) ? where : where + "：" + what;
    }

    /** What the words of a step are: 退回理由, 异议理由. */
    String label(String step, String action) {
        return messages.getMessage(
                "problem.words." + step + "." + action, null, of("problem.words.other"), Locale.SIMPLIFIED_CHINESE);
    }

    public String unit(@Nullable String code) {
        return code == null
                ? ""
                : organization.unit(code).map(unit -> unit.name()).orElse(code);
    }

    public String person(@Nullable String account) {
        return account == null ? of("problem.system") : directory.nameOf(account);
    }

    public String category(String code) {
        return categories.name(code);
    }

    /** {@code 乡镇行政村自然村}: a natural village with its parents, for one name stands under two of them. */
    public String place(String village) {
        return organization.village(village).map(ProblemWords::place).orElse(village);
    }

    static String place(Village village) {
        return village.town() + village.administrativeVillage() + village.name();
    }

    /** The names of all villages, units and categories at once, for a list that would ask for each of its rows. */
    Names names() {
        return new Names(
                organization.everyVillage().stream().collect(Collectors.toMap(Village::id, ProblemWords::place)),
                organization.everyUnit().stream().collect(Collectors.toMap(Unit::code, Unit::name)),
                categories.all().stream()
                        .collect(Collectors.toMap(Categories.Category::code, Categories.Category::name)));
    }

    public String day(@Nullable Instant instant) {
        return instant == null ? "" : DAY.format(ZonedDateTime.ofInstant(instant, clock.getZone()));
    }

    public String day(@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    /** When and how the people were first spoken to: {@code 2026-07-05 电话联系}; the day alone where nobody said how. */
    String contact(Instant at, @Nullable String method) {
        return method == null ? day(at) : of("problem.contacted", day(at), of("problem.contact-method." + method));
    }

    /** When a limit is over: the day where it lasts to its end, else the minute. */
    String due(Instant instant) {
        ZonedDateTime moment = instant.atZone(clock.getZone());
        return moment.toLocalTime().plusSeconds(1).equals(LocalTime.MIDNIGHT)
                ? DAY.format(moment)
                : MOMENT.format(moment);
    }

    /** {@code 5 个工作日}: so many days of an extension, by what they are reckoned in. */
    String days(int days, LimitUnit unit) {
        return of("problem.limit." + unit, days);
    }

    /** What was asked for, by what it was reckoned in. */
    String extension(Extensions.Extension request) {
        return request.unit() == null
                ? of("problem.extension-days", request.days())
                : days(request.days(), request.unit());
    }

    /** When, how and what the people were told (答复群众), as a form says it. */
    String answer(SubmittedForm answers) {
        return of(
                "problem.answered",
                day(answers.date("answeredOn").orElseThrow()),
                of("problem.answer-method." + answers.required("answerMethod")),
                answers.required("answer"));
    }

    /** Names by code or id; what none is known for is shown as it is. */
    public record Names(Map<String, String> places, Map<String, String> units, Map<String, String> categories) {

        /** See {@link ProblemWords#place(String)}. */
        public String place(String village) {
            return places.getOrDefault(village, village);
        }

        /** Empty where there is no unit. */
        public String unit(@Nullable String code) {
            return code == null ? "" : units.getOrDefault(code, code);
        }

        public String category(String code) {
            return categories.getOrDefault(code, code);
        }
    }

    public String moment(@Nullable Instant instant) {
        return instant == null ? "" : MOMENT.format(ZonedDateTime.ofInstant(instant, clock.getZone()));
    }
}
