package minqing.activity.guide;

import java.util.List;

/**
 * A step of setting up.
 *
 * @param key of its words
 * @param address of the page where it is done
 * @param gaps what is missing, the weightiest first
 */
record Step(String key, String address, List<Gap> gaps) {

    Step {
        gaps = gaps.stream().sorted(java.util.Comparator.comparing(Gap::weight)).toList();
    }

    /** Whether the work can go on as far as this step is concerned. */
    public boolean done() {
        return gaps.stream().allMatch(gap -> gap.weight() == Gap.Weight.ADVISED);
    }

    boolean blocking() {
        return gaps.stream().anyMatch(gap -> gap.weight() == Gap.Weight.BLOCKING);
    }
}
