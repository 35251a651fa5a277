package minqing.activity.summary;

import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.work.attachment.AttachmentOwner;
import org.springframework.stereotype.Component;

/**
 * The scans of the stamped print, each of one sealed version: {@code unit-2026-11-1}; without the version, or by the business
 * key of the case, of the last sealed one. The office adds them, with the submission or later; they stay for good.
 */
@Component
class SummaryScans extends AttachmentOwner<SummaryScans.SealedVersion> {

    private static final Pattern ID =
            Pattern.compile("([a-z][a-z0-9]{0,29})[-/](\\d{4}-(?:0[1-9]|1[0-2]))(?:-(\\d{1,4}))?");

    private final SummaryRepository summaries;

    SummaryScans(SummaryRepository summaries) {
        super("summaries", SummaryProcess.KEY);
        this.summaries = summaries;
    }

    /** A version that files can hang on. */
    record SealedVersion(Summary summary, SummaryVersion version) {}

    /** As addresses name a version. */
    static String id(Summary summary, SummaryVersion version) {
        return summary.unit() + "-" + summary.month() + "-" + version.version();
    }

    @Override
    protected Optional<SealedVersion> find(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return summaries
                .find(parts.group(1), YearMonth.parse(parts.group(2)))
                .flatMap(summary -> summaries.versions(summary).stream()
                        .filter(SummaryVersion::sealed)
                        .filter(version ->
                                parts.group(3) == null || version.version() == Integer.parseInt(parts.group(3)))
                        .findFirst()
                        .map(version -> new SealedVersion(summary, version)));
    }

    @Override
    protected String idOf(SealedVersion sealed) {
        return id(sealed.summary(), sealed.version());
    }

    @Override
    protected boolean mayRead(Account viewer, SealedVersion sealed) {
        return viewer.readsSummaries();
    }

    @Override
    protected boolean mayAttach(Account account, SealedVersion sealed) {
        return account.is(Role.OFFICE);
    }

    /** Also after the month has ended: paper comes back late. */
    @Override
    protected boolean isOpen(SealedVersion sealed) {
        return true;
    }

    @Override
    protected void lock(SealedVersion sealed) {
        Summary unused = summaries.lock(sealed.summary().key());
    }

    @Override
    protected boolean keepsFiles() {
        return true;
    }
}
