package minqing.activity.summary;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One version of a summary as compiled; frozen once it is sealed.
 *
 * @param compiledAt the moment as of which the registers were read
 * @param remark 备注 as the office wrote it
 * @param addedRemark what the system adds to it: corrections of earlier months with their reasons
 * @param link the place in the unit's chain of sealed versions, from 1
 * @param hash SHA-256 over the canonical form and the hash before it, in hexadecimal
 */
record SummaryVersion(
        long id,
        long summary,
        int version,
        LocalDate periodFrom,
        LocalDate cutOff,
        LocalDate dueOn,
        Instant compiledAt,
        String remark,
        String addedRemark,
        @Nullable String checkedBy,
        @Nullable Instant checkedAt,
        @Nullable Instant sealedAt,
        @Nullable Integer link,
        @Nullable String previousHash,
        @Nullable String hash,
        @Nullable String canonical) {

    /** How many digits of the hash are printed on the documents. */
    private static final int CODE = 12;

    boolean sealed() {
        return sealedAt != null;
    }

    /** What stands in the column 备注. */
    String wholeRemark() {
        return addedRemark.isEmpty() ? remark : remark.isEmpty() ? addedRemark : remark + "\n" + addedRemark;
    }

    /** The short verification code on the documents, in groups of four; empty until it is sealed. */
    String code() {
        return hash == null ? "" : code(hash);
    }

    static String code(String hash) {
        return hash.substring(0, CODE).toUpperCase(java.util.Locale.ROOT).replaceAll("(.{4})(?=.)", "$1-");
    }
}
