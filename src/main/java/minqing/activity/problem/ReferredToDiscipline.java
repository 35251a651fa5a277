package minqing.activity.problem;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import minqing.work.attachment.AttachedFile;
import org.jspecify.annotations.Nullable;

/**
 * A problem that the office found to be an accusation. It ends as referred, exactly as one for the petition office ends. Nothing
 * ordinary keeps what stands here but the problem itself, sealed.
 *
 * @param problem the row of the problem, {@code number} what people call it
 * @param village the id of the natural village, {@code category} the code of the category
 * @param reporters whoever reported or entered it
 * @param contact who brought it forward, as it was written
 * @param outing the number of the outing that brought it home
 * @param triagedBy the account that referred it
 * @param concerns the accounts of those whom it concerns, as the triager picked them
 * @param accused the names of those whom it concerns, as the triager wrote them
 * @param reason why, in the triager's words
 * @param merged the numbers of the problems merged into it, sealed with it
 * @param files what is attached to the problem
 */
public record ReferredToDiscipline(
        long problem,
        String number,
        String title,
        String content,
        String village,
        String category,
        String reporter,
        Set<String> reporters,
        Instant reportedAt,
        @Nullable String contact,
        @Nullable String outing,
        String triagedBy,
        List<String> concerns,
        @Nullable String accused,
        @Nullable String reason,
        List<String> merged,
        List<AttachedFile> files) {

    public ReferredToDiscipline {
        reporters = Set.copyOf(reporters);
        concerns = List.copyOf(concerns);
        merged = List.copyOf(merged);
        files = List.copyOf(files);
    }

    /** Tells nothing: whatever prints it gives nothing away. */
    @Override
    public String toString() {
        return "ReferredToDiscipline[]";
    }
}
