package minqing.activity.guide;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import minqing.bureau.access.FirstPage;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Leads an administrator until the bureau can work: the guide is where an administrator begins after logging in, and the
 * workbench says what is missing, to everybody else only that the system is being set up.
 */
@Service
class Guide implements FirstPage {

    static final String ADDRESS = "/start";

    /** A bureau that can work seldom stops being able to; an administrator always sees what holds now. */
    private static final Duration BELIEVED = Duration.ofMinutes(10);

    private final BureauReader reader;
    private final Clock clock;
    private volatile @Nullable Instant couldWorkAt;

    Guide(BureauReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** What holds now. */
    @Transactional(readOnly = true)
    public Readiness readiness() {
        Readiness readiness = new Readiness(reader.read());
        couldWorkAt = readiness.canWork() ? clock.instant() : null;
        return readiness;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<String> of(Account account) {
        return account.is(Role.ADMINISTRATOR) && !readiness().canWork() ? Optional.of(ADDRESS) : Optional.empty();
    }

    /** Whether the bureau can work, as of some minutes ago at most. */
    boolean couldWork() {
        Instant at = couldWorkAt;
        Instant now = clock.instant();
        boolean believed = at != null && !now.isBefore(at) && now.isBefore(at.plus(BELIEVED));
        return believed || readiness().canWork();
    }
}
