package minqing.work.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Component;

/** Dates and what is left of the time, as the pages say them. */
@Component("inboxWords")
class InboxWords {

    private final MessageSource messages;
    private final CaseSources sources;
    private final Clock clock;

    InboxWords(MessageSource messages, CaseSources sources, Clock clock) {
        this.messages = messages;
        this.sources = sources;
        this.clock = clock;
    }

    /** Day and minute, in the bureau's zone. */
    public String moment(@Nullable Instant instant) {
        return format(instant, "inbox.pattern.moment");
    }

    /** The day; its year only if it is not this one. */
    public String day(@Nullable Instant instant) {
        if (instant == null) {
            return "";
        }
        boolean thisYear = instant.atZone(clock.getZone()).getYear()
                == LocalDate.now(clock).getYear();
        return format(instant, thisYear ? "inbox.pattern.day" : "inbox.pattern.day-and-year");
    }

    /** How many working days are left, or how many too many were used; empty without a due date. */
    public String left(TaskEntry task) {
        LocalDate dueOn = task.dueOn();
        Integer days = task.daysLeft();
        if (dueOn == null || days == null) {
            return "";
        }
        if (task.light() == Light.RED) {
            return days < 0 ? words("inbox.left.overdue-by", -days) : words("inbox.left.overdue");
        }
        if (dueOn.equals(LocalDate.now(clock))) {
            return words("inbox.left.today");
        }
        return days == 0 ? words("inbox.left.less-than-a-day") : words("inbox.left.days", days);
    }

    /** The number of a case as people say it. */
    public String number(String processKey, String number) {
        return sources.numberInWords(processKey, number);
    }

    /** Who reads, and today: across what is printed of a page that shows what is masked for others. */
    public String watermark(String name, String account) {
        return words(
                "inbox.watermark",
                name,
                account,
                DateTimeFormatter.ofPattern(words("inbox.pattern.day-and-year"), Locale.SIMPLIFIED_CHINESE)
                        .format(LocalDate.now(clock)));
    }

    /** The words of a refusal. */
    public String fault(MessageSourceResolvable fault) {
        return messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE);
    }

    /** The page of a case. */
    public String caseAddress(String processKey, String number) {
        return InboxPages.address(processKey, number);
    }

    private String format(@Nullable Instant instant, String pattern) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofPattern(words(pattern), Locale.SIMPLIFIED_CHINESE)
                        .format(instant.atZone(clock.getZone()));
    }

    private String words(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
