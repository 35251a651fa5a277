package minqing.bureau.calendar;

/**
 * How long something may take.
 *
 * @param amount how many, at least one
 * @param unit of what
 */
public record TimeLimit(int amount, LimitUnit unit) {

    public TimeLimit {
        if (amount < 1) {
            throw new IllegalArgumentException("a time limit is at least one of its unit: " + amount);
        }
    }
}
