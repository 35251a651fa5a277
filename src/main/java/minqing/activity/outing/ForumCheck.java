package minqing.activity.outing;

import static minqing.activity.outing.OutingFaults.isBlank;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import minqing.activity.outing.OutingInput.ForumInput;
import minqing.bureau.organization.Organization;
import org.jspecify.annotations.Nullable;

/**
 * Checks forums (annex 5).
 *
 * @param leader the login name of the outing's leader, who attends every one
 */
record ForumCheck(OutingFaults faults, PartValues values, Organization organization, String leader) {

    Parts.Forum forum(String path, ForumInput sent) {
        List<String> leaders = leaders(path + ".leaders", sent.leaders() == null ? List.of() : sent.leaders());
        return new Parts.Forum(
                values.id(path, sent.id(), Parts::forums, Parts.Forum::id),
                values.day(path, sent.date()),
                values.time(path, sent.time()),
                values.place(path, sent.place()),
                faults.text(path + ".attendees", sent.attendees()),
                leaders,
                faults.text(path + ".topic", sent.topic()),
                faults.optional(path + ".text", sent.text()),
                Boolean.TRUE.equals(sent.closing()),
                values.remark(path, sent.remark()));
    }

    private List<String> leaders(String path, List<@Nullable String> others) {
        Set<String> leaders = new LinkedHashSet<>();
        leaders.add(leader);
        if (others.size() > OutingChecks.MOST_PARTS) {
            faults.fault(path, "outing.too-many", OutingChecks.MOST_PARTS);
            return List.copyOf(leaders);
        }
        for (int index = 0; index < others.size(); index++) {
            String other = others.get(index);
            if (isBlank(other)) {
                continue;
            }
            if (organization.leader(other.strip()).isEmpty()) {
                faults.fault(path + "[" + index + "]", "outing.unknown-leader");
            }
            leaders.add(other.strip());
        }
        return List.copyOf(leaders);
    }
}
