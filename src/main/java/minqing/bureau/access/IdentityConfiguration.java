package minqing.bureau.access;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.WritableIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.springframework.stereotype.Component;

/**
 * How the engine keeps people: names of accounts and groups, passwords as bcrypt, the rules for new ones, the lock, whose
 * tasks they are shown.
 */
@Component
class IdentityConfiguration extends AbstractProcessEnginePlugin {

    /** Lower case only: no two accounts that differ in a capital. Groups like {@code head-} and a unit's code fit, too. */
    static final String IDENTIFIER = "[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?";

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        BcryptEncryptor encryptor = new BcryptEncryptor();
        engine.setGeneralResourceWhitelistPattern(IDENTIFIER);
        engine.setPasswordEncryptor(encryptor);
        // bcrypt makes its own salt and keeps it in the hash; a second one would only use up its 72 bytes.
        engine.setSaltGenerator(() -> "");
        engine.setEnablePasswordPolicy(true);
        engine.setPasswordPolicy(PasswordRule::all);
        engine.setIdentityProviderSessionFactory(new Identities(encryptor));
        engine.setFilterService(new OwnTasksFilterService(engine));
    }

    private record Identities(BcryptEncryptor encryptor, String nobodysPassword) implements SessionFactory {

        private Identities(BcryptEncryptor encryptor) {
            this(encryptor, encryptor.encrypt("nobody"));
        }

        @Override
        public Class<?> getSessionType() {
            return WritableIdentityProvider.class;
        }

        @Override
        public Session openSession() {
            return new PatientLock(encryptor, nobodysPassword);
        }
    }
}
