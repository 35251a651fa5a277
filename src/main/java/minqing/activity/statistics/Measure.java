package minqing.activity.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is counted of problems; each with the condition that says which ones, over the rows of {@link ProblemFigures}. */
enum Measure {
    /** Registered in the year, without merged, declined and withdrawn ones. */
    COLLECTED("of_year"),
    /** Closed, or past the limit of the handling: what should be resolved by now. */
    DUE("of_year and (closed or due)"),
    /** Closed: the numerator of 解决率. */
    RESOLVED("of_year and closed"),
    /** Whose limit for the first word with the people has ended one way or the other. */
    CONTACT_DUE("of_year and contact_due"),
    /** 响应率: first contact within its limit. */
    CONTACTED("of_year and contact_due and contact_kept"),
    /** Whose handling the head approved, now or, where it was late then, before it was reopened. */
    HANDLED("of_year and handled"),
    /** 按时办结率: approved, never late at any approval, and no 挂账. */
    HANDLED_IN_TIME("of_year and handled and handled_in_time"),
    /** Late at any of the head's approvals, whatever was reopened afterwards. */
    HANDLED_LATE("of_year and handled and handled_late"),
    /** Whose people were asked. */
    ASKED("of_year and satisfaction is not null"),
    /** 满意率: satisfied or basically satisfied. */
    SATISFIED("of_year and satisfaction in ('satisfied', 'basically')"),
    /** Open now, from this year or an earlier one. */
    OPEN("open"),
    /** Open and red. */
    OVERDUE("open and overdue");

    private final String condition;

    Measure(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }

    /** As clients know it: {@code handled-in-time}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its column in the query. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Measure> of(String code) {
        return Arrays.stream(values())
                .filter(measure -> measure.code().equals(code))
                .findFirst();
    }
}
