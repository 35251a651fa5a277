package minqing.activity.outing;

import minqing.activity.problem.Problems;
import minqing.bureau.access.Visibility;
import minqing.bureau.organization.Role;
import org.springframework.stereotype.Component;

/**
 * Who may see what of an outing (requirements, "Secrecy"): that there is one, and who came to a reception and what was told. In
 * SQL the row is called {@code outing}, a reception {@code part} and what it became {@code became}.
 */
@Component
class OutingVisibility {

    private final Visibility<Outing> outing;
    private final Visibility<Held> visitor;

    OutingVisibility(Problems problems) {
        this.outing = Visibility.<Outing>ofReaders()
                .or(Visibility.ofPerson("outing.leader", Outing::leader))
                .or(Visibility.ofPerson("outing.entered_by", Outing::enteredBy));
        this.visitor = Visibility.<Held>ofReaders()
                .or(Visibility.ofPerson("outing.leader", Held::leader))
                .or(Visibility.ofPerson("outing.entered_by", Held::enteredBy))
                .and(Visibility.<Held>ofPerson("outing.leader", Held::leader)
                        .or(Visibility.of(Role.OFFICE))
                        .or(Visibility.<Held>where("outing.state = 'correcting'", Held::isSentBack)
                                .and(Visibility.ofPerson("outing.entered_by", Held::enteredBy)))
                        .or(Visibility.ofPerson("part.host", Held::host))
                        .or(Visibility.<Held>of(Role.APPROVER)
                                .and(problems.personOf("became.problem", Held::problem))));
    }

    /** Who reads the outing: whoever reads everything, its leader, and whoever entered it. */
    Visibility<Outing> outing() {
        return outing;
    }

    /**
     * Who learns who came to a reception and what was told: the leader and the one who received, the office, the approver of the
     * case it became, and whoever has to set right what he or she entered.
     */
    Visibility<Held> visitor() {
        return visitor;
    }

    /** A reception of an outing. */
    record Held(Outing outing, Parts.Reception reception) {

        private String leader() {
            return outing.leader();
        }

        private String enteredBy() {
            return outing.enteredBy();
        }

        private boolean isSentBack() {
            return outing.state() == State.CORRECTING;
        }

        private String host() {
            return reception.host();
        }

        private @org.jspecify.annotations.Nullable String problem() {
            return reception.problem();
        }
    }
}
