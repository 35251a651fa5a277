package minqing.activity.outing;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import minqing.platform.document.Register;

/**
 * A register that offices have kept on paper and bring in as a file. The codes are those of the registers' addresses; a row
 * makes an outing of the kind its register is about, a diary one of a day in the village.
 */
enum PaperRegister {
    LABOUR("labour", Register.LABOUR, "labour", Set.of("account"), Map.of("account", OutingChecks.LONGEST_TEXT)),
    RECEPTIONS(
            "receptions",
            Register.RECEPTION,
            "reception",
            Set.of("visitor", "matter"),
            Map.of(
                    "visitor",
                    OutingChecks.LONGEST_NAME,
                    "matter",
                    OutingChecks.LONGEST_TEXT,
                    "account",
                    OutingChecks.LONGEST_TEXT)),
    FORUMS(
            "forums",
            Register.FORUM,
            "forum",
            Set.of("attendees", "topic"),
            Map.of(
                    "attendees",
                    OutingChecks.LONGEST_TEXT,
                    "topic",
                    OutingChecks.LONGEST_SUMMARY,
                    "account",
                    OutingChecks.LONGEST_TEXT)),
    DIARIES(
            "diaries",
            Register.DIARY,
            "households",
            Set.of(),
            Map.of(
                    "seen",
                    OutingChecks.LONGEST_TEXT,
                    "opinions",
                    OutingChecks.LONGEST_TEXT,
                    "reflections",
                    OutingChecks.LONGEST_TEXT));

    private final String code;
    private final Register annex;
    private final String kind;
    private final Set<String> required;
    private final Map<String, Integer> longest;

    PaperRegister(String code, Register annex, String kind, Set<String> required, Map<String, Integer> longest) {
        this.code = code;
        this.annex = annex;
        this.kind = kind;
        this.required = required;
        this.longest = longest;
    }

    String code() {
        return code;
    }

    Register annex() {
        return annex;
    }

    /** The code of the kind of its outings. */
    String kind() {
        return kind;
    }

    /** Whether every row says something in the column, beyond who, when and where. */
    boolean requires(String column) {
        return required.contains(column);
    }

    /** How long the text of one of its own columns may be. */
    int longest(String column) {
        return longest.getOrDefault(column, OutingChecks.LONGEST_TEXT);
    }

    static Optional<PaperRegister> of(String code) {
        return Arrays.stream(values())
                .filter(register -> register.code.equals(code))
                .findFirst();
    }
}
