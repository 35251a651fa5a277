package minqing.activity.summary;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.platform.form.FormContext;
import minqing.platform.form.PrefillSource;
import org.springframework.stereotype.Component;

/** What the tasks of a summary show already filled in. */
@Component
class SummaryForms implements PrefillSource {

    private final SummaryRepository summaries;
    private final SummaryWords words;
    private final Directory directory;
    private final Clock clock;

    SummaryForms(SummaryRepository summaries, SummaryWords words, Directory directory, Clock clock) {
        this.summaries = summaries;
        this.words = words;
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public String processKey() {
        return SummaryProcess.KEY;
    }

    @Override
    public Map<String, Object> values(FormContext context) {
        Map<String, Object> values = new LinkedHashMap<>();
        Optional<Summary> summary = Optional.ofNullable(context.businessKey()).flatMap(summaries::find);
        if (summary.isEmpty()
                || directory
                        .account(context.user())
                        .filter(Account::readsSummaries)
                        .isEmpty()) {
            return values;
        }
        Optional<SummaryVersion> version =
                summaries.version(summary.get(), summary.get().version());
        version.ifPresent(compiled -> values.put("caseSummary", words.table(summary.get(), compiled)));
        switch (context.elementKey()) {
            case "check" ->
                version.map(SummaryVersion::remark)
                        .filter(remark -> !remark.isEmpty())
                        .or(() -> previousRemark(summary.get()))
                        .ifPresent(remark -> values.put("remark", remark));
            case "submit" -> values.put("submittedOn", LocalDate.now(clock));
            default -> {}
        }
        return values;
    }

    /** A version that follows one that was sent back begins with its 备注. */
    private Optional<String> previousRemark(Summary summary) {
        return summaries
                .version(summary, summary.version() - 1)
                .map(SummaryVersion::remark)
                .filter(remark -> !remark.isEmpty());
    }
}
