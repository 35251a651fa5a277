package minqing.bureau.access;

import java.util.Set;
import minqing.bureau.organization.Accounts;
import minqing.bureau.organization.Role;
import minqing.platform.fault.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where nobody could make accounts yet, the first administrator comes from the configuration. There is no default: with
 * none configured, or a weak password, the start stops.
 */
@Component
class FirstAdministrator implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Accounts accounts;
    private final String id;
    private final String password;

    FirstAdministrator(
            Accounts accounts,
            @Value("${minqing.admin.user:}") String id,
            @Value("${minqing.admin.password:}") String password) {
        this.accounts = accounts;
        this.id = id.strip();
        this.password = password;
    }

    /** @throws StartRefused when there is none and none can be made */
    @Override
    public void afterSingletonsInstantiated() {
        if (accounts.hasAdministrator()) {
            return;
        }
        if (id.isEmpty() || password.isEmpty()) {
            throw new StartRefused("没有管理员账户：请设置 MINQING_ADMIN_USER 和 MINQING_ADMIN_PASSWORD 后重新启动。"
                    + " There is no administrator yet: set MINQING_ADMIN_USER and MINQING_ADMIN_PASSWORD.");
        }
        if (!id.matches(IdentityConfiguration.IDENTIFIER)) {
            throw new StartRefused("MINQING_ADMIN_USER 只能用小写字母、数字和 . _ - 。"
                    + " MINQING_ADMIN_USER may hold lower-case letters, digits and . _ - only.");
        }
        if (!accounts.accepts(id, password)) {
            throw new StartRefused("MINQING_ADMIN_PASSWORD 太弱：至少 10 个字符，含大写、小写、数字、符号中的三类（或至少 16 个字符），"
                    + "不是常见口令，也不以用户名为主，不超过 72 字节。 MINQING_ADMIN_PASSWORD is too weak: at least 10 characters of three"
                    + " kinds (or at least 16), not a common one, not mainly the user name, at most 72 bytes.");
        }
        accounts.create(id, id, password, Set.of(Role.ADMINISTRATOR.group()));
        LOG.info("The first administrator is {}; the password in the configuration is no longer needed", id);
    }
}
