package minqing.bureau.organization;

/**
 * A unit that problems are assigned to, or that takes part in the activity.
 *
 * @param code its short name in identifiers
 * @param name its name as people know it
 */
public record Unit(String code, String name, UnitKind kind) {

    /** The engine group of those who handle the unit's problems. */
    public String handlers() {
        return "unit-" + code;
    }

    /** The engine group of those who review for the unit. */
    public String heads() {
        return "head-" + code;
    }
}
