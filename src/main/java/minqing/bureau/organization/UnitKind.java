package minqing.bureau.organization;

/** How a unit stands to the bureau. */
public enum UnitKind {
    /** The bureau itself, which takes part in the activity. */
    BUREAU,
    /** A section or subordinate body, which the bureau can charge with a problem (交办). */
    INTERNAL,
    /** A town or another authority, which the bureau can only ask (转请办理). */
    EXTERNAL
}
