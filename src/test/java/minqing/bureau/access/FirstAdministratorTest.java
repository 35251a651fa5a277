package minqing.bureau.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import minqing.bureau.organization.Accounts;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.platform.fault.StartRefused;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Where there is no administrator the configuration names one, or the application does not start. */
class FirstAdministratorTest extends ApplicationTest {

    private static final String STRONG = "Correct-Horse-42";

    @Autowired
    private Accounts accounts;

    @Autowired
    private Directory directory;

    @Autowired
    private IdentityService identities;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void missingOrWeakStopsTheStart() {
        withoutAdministrator(() -> {
            assertThatThrownBy(() -> start("", "")).isInstanceOf(StartRefused.class);
            assertThatThrownBy(() -> start("keeper", "")).isInstanceOf(StartRefused.class);
            assertThatThrownBy(() -> start("", STRONG)).isInstanceOf(StartRefused.class);
            assertThatThrownBy(() -> start("keeper", "keeper")).isInstanceOf(StartRefused.class);
            assertThatThrownBy(() -> start("keeper", "minqing-demo")).isInstanceOf(StartRefused.class);
            assertThatThrownBy(() -> start("Keeper Of Keys", STRONG)).isInstanceOf(StartRefused.class);
            assertThat(directory.account("keeper")).isEmpty();
        });
    }

    @Test
    void aStrongPasswordMakesTheFirstAdministrator() {
        withoutAdministrator(() -> {
            start("keeper", STRONG);
            assertThat(directory.account("keeper").orElseThrow().is(Role.ADMINISTRATOR))
                    .isTrue();
            assertThat(identities.checkPassword("keeper", STRONG)).isTrue();
            // The next start finds one and asks for nothing.
            assertThatCode(() -> start("", "")).doesNotThrowAnyException();
        });
    }

    @Test
    void withAnAdministratorTheConfigurationMakesNoFurtherOne() {
        start("keeper", STRONG);
        assertThat(directory.account("keeper")).isEmpty();
    }

    private void start(String id, String password) {
        new FirstAdministrator(accounts, id, password).afterSingletonsInstantiated();
    }

    private void withoutAdministrator(Runnable test) {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            List<String> administrators = directory.members(Role.ADMINISTRATOR.group()).stream()
                    .map(account -> account.id())
                    .toList();
            administrators.forEach(id -> identities.deleteMembership(id, Role.ADMINISTRATOR.group()));
            test.run();
        });
    }
}
