package minqing.work.almanac;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.bureau.calendar.CalendarNotices;
import minqing.bureau.calendar.StatutoryDay;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Reads the State Council's notice as it is published, a line for each festival: its name, a colon, the days off, how many
 * they are, the weekend days that are worked. The expressions that find days and words in it stand in the bundle.
 */
@Component
class NoticeText {

    /** Faults stand at the one field there is; their words name the day. */
    static final CalendarNotices.Fields FIELDS =
            new CalendarNotices.Fields(index -> CalendarNoticeProcess.NOTICE, CalendarNoticeProcess.NOTICE);

    /** No period of days off is longer, whatever somebody typed. */
    private static final int LONGEST = 60;

    private final WorkingCalendar calendar;
    private final Pattern line;
    private final Pattern aside;
    private final Pattern sentence;
    private final Pattern days;
    private final Pattern off;
    private final Pattern worked;
    private final Pattern count;

    NoticeText(WorkingCalendar calendar, MessageSource messages) {
        this.calendar = calendar;
        this.line = pattern(messages, "line");
        this.aside = pattern(messages, "aside");
        this.sentence = pattern(messages, "sentence");
        this.days = pattern(messages, "days");
        this.off = pattern(messages, "off");
        this.worked = pattern(messages, "worked");
        this.count = pattern(messages, "count");
    }

    /**
     * The days of the notice that lie in its year. Days of the neighbouring years are left out where those years know them
     * already, such as the weekend before New Year's Day.
     *
     * @throws InvalidInput naming every line that can't be read
     */
    List<StatutoryDay> read(int year, String text) {
        List<FieldFault> faults = new ArrayList<>();
        List<StatutoryDay> found = new ArrayList<>();
        int number = 0;
        for (String given : text.lines().toList()) {
            number++;
            String plain = aside.matcher(given).replaceAll("").replaceAll("[\\s\\u3000]", "");
            if (plain.isEmpty()) {
                continue;
            }
            Matcher matcher = line.matcher(plain);
            if (!matcher.matches()) {
                faults.add(fault("line", number));
                continue;
            }
            try {
                found.addAll(line(year, matcher.group(1), matcher.group(2)));
            } catch (Unreadable | DateTimeException unreadable) {
                faults.add(fault(unreadable instanceof Unreadable known ? known.reason : "date", number));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return found.stream().filter(day -> !isKnownOutside(year, day)).toList();
    }

    private List<StatutoryDay> line(int year, String festival, String text) {
        List<StatutoryDay> found = new ArrayList<>();
        int holidays = 0;
        for (String part : sentence.split(text)) {
            Matcher holiday = off.matcher(part);
            Matcher workday = worked.matcher(part);
            if (holiday.find()) {
                List<LocalDate> dates = dates(year, part.substring(0, holiday.start()));
                holidays += dates.size();
                dates.forEach(date -> found.add(new StatutoryDay(date, StatutoryDay.Kind.HOLIDAY, festival)));
            } else if (workday.find()) {
                dates(year, part.substring(0, workday.start()))
                        .forEach(date -> found.add(new StatutoryDay(date, StatutoryDay.Kind.WORKDAY, festival)));
            } else if (days.matcher(part).find()) {
                throw new Unreadable("neither");
            }
        }
        Matcher said = count.matcher(text);
        if (said.find() && Integer.parseInt(said.group(1)) != holidays) {
            throw new Unreadable("count");
        }
        if (found.isEmpty()) {
            throw new Unreadable("line");
        }
        return found;
    }

    /** Month and year are said once and go on from day to day, as in the notice. */
    private List<LocalDate> dates(int year, String text) {
        List<LocalDate> dates = new ArrayList<>();
        Matcher matcher = days.matcher(text);
        int inYear = year;
        int inMonth = 0;
        LocalDate from = null;
        while (matcher.find()) {
            inYear = matcher.group(2) == null ? inYear : Integer.parseInt(matcher.group(2));
            inMonth = matcher.group(3) == null ? inMonth : Integer.parseInt(matcher.group(3));
            LocalDate date = LocalDate.of(inYear, inMonth, Integer.parseInt(matcher.group(4)));
            if (from != null && matcher.group(1) != null) {
                if (!date.isAfter(from) || date.isAfter(from.plusDays(LONGEST))) {
                    throw new Unreadable("date");
                }
                from.plusDays(1).datesUntil(date.plusDays(1)).forEach(dates::add);
                from = null;
            } else {
                dates.add(date);
                from = date;
            }
        }
        if (dates.isEmpty()) {
            throw new Unreadable("line");
        }
        return dates;
    }

    private boolean isKnownOutside(int year, StatutoryDay day) {
        return day.date().getYear() != year
                && calendar.isWorkingDay(day.date()) == (day.kind() == StatutoryDay.Kind.WORKDAY);
    }

    private static FieldFault fault(String reason, int line) {
        return new FieldFault(CalendarNoticeProcess.NOTICE, "almanac.notice." + reason, String.valueOf(line));
    }

    private static Pattern pattern(MessageSource messages, String name) {
        return Pattern.compile(messages.getMessage("almanac.pattern." + name, null, Locale.SIMPLIFIED_CHINESE));
    }

    /** A line that says something else than days off and days worked. */
    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String reason;

        private Unreadable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
