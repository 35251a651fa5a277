package minqing.testing;

/**
 * Long tests (kills, fuzz, every person and seed) have two forms: a short one in {@code mvn verify} and the whole one in
 * {@code mvn verify -Pdrill}.
 */
public final class Drill {

    /** True under {@code -Pdrill}. */
    public static final boolean WHOLE = Boolean.getBoolean("drill");

    private Drill() {}

    /** Returns how often to repeat something: the first number in {@code mvn verify}, the second under {@code -Pdrill}. */
    public static int times(int usually, int inTheDrill) {
        return WHOLE ? inTheDrill : usually;
    }
}
