package minqing.bureau.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who I am. */
@RestController
class MeApi {

    private final CurrentUser user;

    MeApi(CurrentUser user) {
        this.user = user;
    }

    @GetMapping("/api/me")
    Me me() {
        return Me.of(user.get());
    }

    /**
     * The person who asks.
     *
     * @param groups the engine's groups
     * @param roles {@code leader office discipline approver supervisor inspector administrator}
     * @param units codes of the units the person handles or heads
     */
    record Me(String id, String name, List<String> groups, List<String> roles, List<String> units) {

        static Me of(Account account) {
            List<String> roles = Arrays.stream(Role.values())
                    .filter(account::is)
                    .map(role -> role.name().toLowerCase(Locale.ROOT))
                    .toList();
            return new Me(
                    account.id(),
                    account.name(),
                    account.groups().stream().sorted().toList(),
                    roles,
                    List.copyOf(account.units()));
        }
    }
}
