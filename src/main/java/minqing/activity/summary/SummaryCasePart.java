package minqing.activity.summary;

import java.util.List;
import java.util.Optional;
import minqing.work.inbox.CasePart;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the documents of a month, and what looks odd about it, on the pages of its tasks. */
@Component("summaryCasePart")
class SummaryCasePart implements CasePart {

    private final SummaryRepository summaries;
    private final SummaryView view;

    SummaryCasePart(SummaryRepository summaries, SummaryView view) {
        this.summaries = summaries;
        this.view = view;
    }

    @Override
    public Optional<String> template(String processKey) {
        return processKey.equals(SummaryProcess.KEY) ? Optional.of("summary/case") : Optional.empty();
    }

    /** What the part shows; nothing of a month that is not compiled yet. */
    public @Nullable Table of(String key) {
        return summaries
                .find(key)
                .filter(summary -> summaries.latest(summary).isPresent())
                .map(summary -> new Table("/summaries/" + summary.key(), view.odd(summary), view.postedLater(summary)))
                .orElse(null);
    }

    /**
     * A compiled month beside its tasks.
     *
     * @param address the page of the month
     * @param later who has outings of the period that a later month counts, in words
     */
    record Table(String address, List<SummaryView.AnomalyLine> anomalies, List<String> later) {}
}
