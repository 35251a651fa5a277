package minqing.activity.accusation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accusation as it stood when it was read.
 *
 * @param code {@code JB-7K3M-9QXD}, random: it tells neither order nor number
 * @param accused names as they were written, beside the people who were picked
 * @param village the id of the natural village
 * @param named whether the reporter gives his or her name (实名)
 * @param contact who told it, and how to reach them
 * @param bypassDiscipline whether the bureau's own discipline officers are left out
 * @param reporter the account that entered it
 * @param origin where it came from
 * @param outing the number of the outing, {@code reception} the row of the reception, {@code problem} the number of the problem
 * @param referredBy who referred the problem
 * @param holder the receiver who works on it
 * @param registeredAs the number of the problem it became; null unless it was no accusation
 */
record Accusation(
        String code,
        String title,
        String content,
        @Nullable String accused,
        @Nullable String village,
        boolean named,
        @Nullable String contact,
        boolean bypassDiscipline,
        String reporter,
        Instant reportedAt,
        Origin origin,
        @Nullable String outing,
        @Nullable Long reception,
        @Nullable String problem,
        @Nullable String referredBy,
        Stage stage,
        @Nullable Instant dueAt,
        @Nullable Instant remindedAt,
        @Nullable String holder,
        @Nullable String result,
        @Nullable String resultWords,
        @Nullable String told,
        @Nullable Instant toldAt,
        @Nullable String registeredAs,
        @Nullable Instant endedAt) {

    boolean open() {
        return endedAt == null;
    }

    /** Whether receivers have it to work on: neither waiting for a leader's confirmation nor ended. */
    boolean atWork() {
        return open() && stage != Stage.WAITING;
    }

    /** Names no word of it: what ends up in a message or a log gives nothing away. */
    @Override
    public String toString() {
        return "Accusation[" + code + "]";
    }
}
