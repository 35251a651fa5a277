package minqing.activity.accusation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.KnownNames;
import minqing.bureau.organization.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may be given an accusation: the discipline officers whom it does not concern; where it concerns or misses them all, the
 * approvers, then the supervisors, in the end the administrators. Nothing of it is stored: it is asked anew at each offering
 * and reading, so an account that is made, renamed, shut or moved tomorrow counts tomorrow.
 */
@Component
class Receivers {

    private static final List<Role> IN_TURN =
            List.of(Role.DISCIPLINE, Role.APPROVER, Role.SUPERVISOR, Role.ADMINISTRATOR);

    private final AccusationRepository accusations;
    private final Directory directory;
    private final KnownNames names;
    private final Mentions mentions;

    Receivers(AccusationRepository accusations, Directory directory, KnownNames names, AccusationWords words) {
        this.accusations = accusations;
        this.directory = directory;
        this.names = names;
        this.mentions = words.mentions();
    }

    /** Whether the person has one of the roles that receive, now or in turn: everybody else need not be asked about. */
    static boolean mayEverReceive(Account account) {
        return IN_TURN.stream().anyMatch(account::is);
    }

    List<Account> of(Accusation accusation) {
        return new Asked()
                .receivers(accusation, accusations.concerns(accusation.code()), accusations.recused(accusation.code()));
    }

    /** Who would receive it if it were reported. */
    List<Account> of(
            String title,
            String content,
            @Nullable String accused,
            Collection<String> concerns,
            boolean bypassDiscipline) {
        return new Asked().receivers(Mentions.text(title, content, accused), concerns, Set.of(), bypassDiscipline);
    }

    boolean receives(Account account, Accusation accusation) {
        return mayEverReceive(account)
                && of(accusation).stream().anyMatch(one -> one.id().equals(account.id()));
    }

    /** Whether the accusation concerns the account, its unit, or the head under whom it works. */
    boolean concerns(Account account, Accusation accusation) {
        return new Asked()
                .barred(
                        account,
                        Mentions.text(accusation.title(), accusation.content(), accusation.accused()),
                        accusations.concerns(accusation.code()));
    }

    /** Those of the accusations that the account receives, in their order. */
    List<Accusation> received(Account account, List<Accusation> all) {
        if (!mayEverReceive(account) || all.isEmpty()) {
            return List.of();
        }
        Asked asked = new Asked();
        Map<String, Set<String>> concerns = accusations.concerns();
        Map<String, Set<String>> recused = accusations.recused();
        return all.stream()
                .filter(accusation -> asked
                        .receivers(
                                accusation,
                                concerns.getOrDefault(accusation.code(), Set.of()),
                                recused.getOrDefault(accusation.code(), Set.of()))
                        .stream()
                        .anyMatch(one -> one.id().equals(account.id())))
                .toList();
    }

    /** Answers several questions from one look at names and groups. */
    private final class Asked {

        private final Map<String, Set<String>> units = names.ofUnits();
        private final Map<String, Set<String>> accounts = names.ofAccounts();
        private final List<Account> everybody = directory.accounts();

        List<Account> receivers(Accusation accusation, Collection<String> concerns, Set<String> recused) {
            return receivers(
                    Mentions.text(accusation.title(), accusation.content(), accusation.accused()),
                    concerns,
                    recused,
                    accusation.bypassDiscipline());
        }

        List<Account> receivers(
                Mentions.Text text, Collection<String> concerns, Set<String> recused, boolean bypassDiscipline) {
            return IN_TURN.stream()
                    .filter(role -> !bypassDiscipline || role != Role.DISCIPLINE)
                    .map(role -> everybody.stream()
                            .filter(account -> account.is(role))
                            .filter(account -> !(bypassDiscipline && account.is(Role.DISCIPLINE)))
                            .filter(account -> !recused.contains(account.id()) && !barred(account, text, concerns))
                            .toList())
                    .filter(left -> !left.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }

        boolean barred(Account account, Mentions.Text text, Collection<String> concerns) {
            Set<String> own = account.units();
            return named(account.id(), text, concerns)
                    || own.stream().anyMatch(unit -> Mentions.unit(text, unit, units))
                    || heads(own).anyMatch(head -> named(head.id(), text, concerns));
        }

        private Stream<Account> heads(Set<String> units) {
            return units.isEmpty()
                    ? Stream.of()
                    : everybody.stream().filter(other -> units.stream().anyMatch(other::heads));
        }

        private boolean named(String account, Mentions.Text text, Collection<String> concerns) {
            return concerns.contains(account)
                    || mentions.person(text, account, accounts.getOrDefault(account, Set.of()));
        }
    }
}
