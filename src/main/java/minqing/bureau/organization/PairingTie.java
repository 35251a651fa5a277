package minqing.bureau.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of a pairing table, understood: everything but the contact by its key.
 *
 * @param line where it stands in the file
 * @param leader the login name
 * @param parent the administrative village
 * @param contact the name of its contact
 */
record PairingTie(
        int line,
        String leader,
        String village,
        @Nullable String community,
        String parent,
        @Nullable String contact,
        LocalDate from,
        @Nullable LocalDate to) {}
