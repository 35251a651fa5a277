package minqing.work.inbox;

import java.util.List;

/**
 * A case as one reader may see it.
 *
 * @param number its business key
 * @param facts what is known, in the order to show it
 * @param entries what happened, the oldest first
 */
public record CaseStory(String number, String subject, List<Fact> facts, List<StoryEntry> entries) {

    public CaseStory {
        facts = List.copyOf(facts);
        entries = List.copyOf(entries);
    }
}
