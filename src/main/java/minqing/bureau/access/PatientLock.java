package minqing.bureau.access;

import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import minqing.bureau.organization.Role;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/**
 * The engine's identity tables with a lock that a person can live with. The engine's own locks an account for seconds
 * after the first slip and for good after the last, so that anybody could shut anybody out. This one lets a few slips
 * pass, then locks for a time that doubles with every further failure, and always opens again by itself; an
 * administrator can open it earlier. Nor does anybody rename or delete themselves.
 */
class PatientLock extends DbIdentityServiceProvider {

    /** The failure that locks for the first time. */
    static final int ATTEMPTS = 5;

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofMinutes(30);

    private final BcryptEncryptor encryptor;
    private final String nobodysPassword;

    PatientLock(BcryptEncryptor encryptor, String nobodysPassword) {
        this.encryptor = encryptor;
        this.nobodysPassword = nobodysPassword;
    }

    @Override
    public boolean checkPassword(@Nullable String userId, @Nullable String password) {
        if (userId == null || password == null) {
            return false;
        }
        UserEntity user = findUserById(userId);
        if (user == null || user.getPassword() == null || isUserLocked(user)) {
            // As slow as a real check: the time of the answer does not tell who has an account.
            encryptor.check(password, nobodysPassword);
            return false;
        }
        return super.checkPassword(userId, password);
    }

    /**
     * Everybody may change the own password; the engine lets them change all of their account. The name stands beside what
     * a person did and decided: it is the administrator's to write.
     */
    @Override
    public IdentityOperationResult saveUser(User user) {
        Authentication person = Context.getCommandContext().getAuthentication();
        if (isOwn(person, user.getId()) && !administers(person)) {
            UserEntity known = findUserById(user.getId());
            if (known != null && !sameProfile(known, user)) {
                throw new AuthorizationException(
                        user.getId(), Permissions.UPDATE.getName(), user.getId(), Resources.USER.resourceName());
            }
        }
        return super.saveUser(user);
    }

    /** Nobody takes their own account away: their tasks would be nobody's, and the last administrator would be gone. */
    @Override
    public IdentityOperationResult deleteUser(String userId) {
        if (isOwn(Context.getCommandContext().getAuthentication(), userId)) {
            throw new AuthorizationException(
                    userId, Permissions.DELETE.getName(), userId, Resources.USER.resourceName());
        }
        return super.deleteUser(userId);
    }

    private static boolean isOwn(@Nullable Authentication person, String userId) {
        return person != null && userId.equals(person.getUserId());
    }

    private static boolean administers(@Nullable Authentication person) {
        return person != null
                && person.getGroupIds() != null
                && person.getGroupIds().contains(Role.ADMINISTRATOR.group());
    }

    private static boolean sameProfile(User one, User other) {
        return Objects.equals(one.getFirstName(), other.getFirstName())
                && Objects.equals(one.getLastName(), other.getLastName())
                && Objects.equals(one.getEmail(), other.getEmail());
    }

    @Override
    protected boolean isUserLocked(UserEntity user) {
        Date until = user.getLockExpirationTime();
        return until != null && until.after(ClockUtil.getCurrentTime());
    }

    @Override
    protected void lockUser(UserEntity user) {
        int attempts = user.getAttempts() + 1;
        Date until = null;
        if (attempts >= ATTEMPTS) {
            until = Date.from(ClockUtil.getCurrentTime().toInstant().plus(delay(attempts)));
            LOG.infoUserTemporarilyLocked(user.getId(), until);
        }
        Context.getCommandContext().getIdentityInfoManager().updateUserLock(user, attempts, until);
    }

    /** How long the account stays locked after that many failures in a row. */
    static Duration delay(int attempts) {
        int doublings = Math.min(attempts - ATTEMPTS, 20);
        Duration delay = SHORTEST.multipliedBy(1L << doublings);
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
