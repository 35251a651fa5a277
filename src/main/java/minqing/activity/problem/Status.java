package minqing.activity.problem;

import java.util.Arrays;
import java.util.List;

/** Where a problem stands. The codes are what REST and the database use; the words are in the message bundle. */
public enum Status {
    REGISTERED("registered"),
    TRIAGE("triage"),
    SUPPLEMENT("supplement"),
    ACKNOWLEDGE("acknowledge"),
    ADJUDICATE("adjudicate"),
    HANDLE("handle"),
    REVIEW("review"),
    /** Can't be solved yet, the people were told; looked at again every three months. */
    WAITING("waiting"),
    PERIODIC_REVIEW("periodic-review"),
    VERIFY("verify"),
    /** Everything is done but the closing step itself. */
    SETTLED("settled"),
    CLOSED("closed"),
    MERGED("merged"),
    REFERRED("referred"),
    DECLINED("declined"),
    WITHDRAWN("withdrawn"),
    ESCALATED("escalated");

    private static final List<Status> ENDED = List.of(CLOSED, MERGED, REFERRED, DECLINED, WITHDRAWN, ESCALATED);

    private final String code;

    Status(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Whether the case is over: nothing of it can move any more. */
    public boolean ended() {
        return ENDED.contains(this);
    }

    static boolean exists(String code) {
        return Arrays.stream(values()).anyMatch(status -> status.code.equals(code));
    }

    static Status of(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no status " + code));
    }
}
