package minqing.bureau.calendar;

/** In what a time limit is reckoned. */
public enum LimitUnit {
    /** Days on which offices work, make-up days included; the day it starts does not count. */
    WORKING_DAYS,
    /** Days of the calendar; a limit that would end on a day off ends on the next working day. */
    CALENDAR_DAYS,
    /** Hours by the clock, day and night. */
    HOURS,
    /** Months of the calendar; a limit that would end on a day off ends on the next working day. */
    MONTHS
}
