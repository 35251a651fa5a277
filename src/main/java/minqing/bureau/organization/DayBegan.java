package minqing.bureau.organization;

/**
 * A day began, or the application: roles that ended by date are over, and what hangs on days may be for others now. It may come
 * more than once a day.
 */
public record DayBegan() {}
