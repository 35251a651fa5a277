package minqing.work.almanac;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.calendar.CalendarNotices;
import minqing.bureau.calendar.CalendarYear;
import minqing.bureau.calendar.StatutoryDay;
import minqing.bureau.calendar.SubmissionSchedule;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.bureau.organization.Account;
import minqing.platform.fault.Fault;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormParameters;
import minqing.platform.form.FormSchemas;
import minqing.platform.form.FormValidator;
import minqing.platform.form.FormView;
import minqing.platform.form.FormViews;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The administrator's page of the working calendar: a year, its monthly schedules, and the form for its notice. */
@Controller
@RequestMapping("/calendar")
class CalendarPages {

    /** The form of the task serves the page, too. */
    private static final String FORM = "enter-notice";

    private static final int DAYS_OF_A_WEEK = 7;

    private final CurrentUser user;
    private final WorkingCalendar calendar;
    private final SubmissionSchedules schedules;
    private final NoticeEntry entry;
    private final NoticeText text;
    private final FormSchemas forms;
    private final FormViews views;
    private final FormValidator validator;
    private final Clock clock;

    CalendarPages(
            CurrentUser user,
            WorkingCalendar calendar,
            SubmissionSchedules schedules,
            NoticeEntry entry,
            NoticeText text,
            FormSchemas forms,
            FormViews views,
            FormValidator validator,
            Clock clock) {
        this.user = user;
        this.calendar = calendar;
        this.schedules = schedules;
        this.entry = entry;
        this.text = text;
        this.forms = forms;
        this.views = views;
        this.validator = validator;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView year(@RequestParam(required = false) @Nullable Integer year) {
        int shown = year == null ? LocalDate.now(clock).getYear() : year;
        return page(shown, views.untouched(forms.get(FORM), context(administrator(), shown)));
    }

    @PostMapping("/{year}")
    ModelAndView enter(@PathVariable int year, HttpServletRequest request, RedirectAttributes next) {
        Account account = administrator();
        CalendarNotices.requireKnown(year);
        FormContext context = context(account, year);
        Map<String, Object> submitted = FormParameters.values(request.getParameterMap());
        try {
            Map<String, Object> values = validator.validate(forms.get(FORM), submitted, context);
            String notice = String.valueOf(values.get(CalendarNoticeProcess.NOTICE));
            entry.enter(year, text.read(year, notice), NoticeText.FIELDS, account);
        } catch (Fault fault) {
            ModelAndView again = page(year, views.again(forms.get(FORM), context, submitted, fault));
            again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return again;
        }
        next.addAttribute("year", year);
        next.addFlashAttribute("entered", year);
        return new ModelAndView("redirect:/calendar");
    }

    private ModelAndView page(int year, FormView form) {
        CalendarNotices.requireKnown(year);
        CalendarYear found = calendar.year(year);
        ModelAndView page = new ModelAndView("almanac/calendar");
        page.addObject("year", String.valueOf(year));
        page.addObject("previous", WorkingCalendar.knows(year - 1) ? year - 1 : null);
        page.addObject("next", WorkingCalendar.knows(year + 1) ? year + 1 : null);
        page.addObject("published", found.published());
        page.addObject("months", months(found));
        page.addObject(
                "workingDays",
                calendar.workingDaysBetween(LocalDate.of(year, 1, 1).minusDays(1), LocalDate.of(year, 12, 31)));
        page.addObject("schedules", schedules(year));
        page.addObject("form", form);
        return page;
    }

    private List<SubmissionSchedule> schedules(int year) {
        return Arrays.stream(Month.values())
                .map(month -> YearMonth.of(year, month))
                .filter(SubmissionSchedules::knows)
                .map(schedules::of)
                .toList();
    }

    private List<MonthView> months(CalendarYear year) {
        Map<LocalDate, StatutoryDay> exceptions =
                year.exceptions().stream().collect(Collectors.toMap(StatutoryDay::date, Function.identity()));
        return Arrays.stream(Month.values())
                .map(month -> month(year, YearMonth.of(year.year(), month), exceptions))
                .toList();
    }

    private MonthView month(CalendarYear year, YearMonth month, Map<LocalDate, StatutoryDay> exceptions) {
        List<@Nullable DayView> days = new ArrayList<>();
        for (int before = 1; before < month.atDay(1).getDayOfWeek().getValue(); before++) {
            days.add(null);
        }
        month.atDay(1)
                .datesUntil(month.plusMonths(1).atDay(1))
                .forEach(day -> days.add(day(year, day, exceptions.get(day))));
        while (days.size() % DAYS_OF_A_WEEK != 0) {
            days.add(null);
        }
        List<List<@Nullable DayView>> weeks = new ArrayList<>();
        for (int first = 0; first < days.size(); first += DAYS_OF_A_WEEK) {
            weeks.add(days.subList(first, first + DAYS_OF_A_WEEK));
        }
        return new MonthView(
                month.getMonthValue(),
                calendar.workingDaysBetween(month.atDay(1).minusDays(1), month.atEndOfMonth()),
                weeks);
    }

    private static DayView day(CalendarYear year, LocalDate day, @Nullable StatutoryDay exception) {
        String kind = exception != null ? exception.kind().code() : year.isWorkingDay(day) ? "" : "weekend";
        return new DayView(day.getDayOfMonth(), kind, exception == null ? "" : exception.name());
    }

    private Account administrator() {
        Account account = user.get();
        entry.requireAdministrator(account);
        return account;
    }

    private static FormContext context(Account account, int year) {
        return new FormContext(account.id(), CalendarNoticeProcess.KEY, FORM, null, String.valueOf(year));
    }

    /** A month by its weeks from Monday on; null where a week belongs to another month. */
    record MonthView(int number, int workingDays, List<List<@Nullable DayView>> weeks) {}

    /** A day; {@code kind}: {@code holiday}, {@code workday}, {@code weekend}, or empty on an ordinary working day. */
    record DayView(int number, String kind, String name) {}
}
