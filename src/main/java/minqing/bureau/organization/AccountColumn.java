package minqing.bureau.organization;

import java.util.Locale;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** A column of a list of accounts as a file has it, in its order. */
enum AccountColumn implements FileColumn {
    ACCOUNT(true, 64),
    NAME(true, AccountKeeping.NAME),
    UNIT(false, 100),
    HEAD(false, 10),
    ROLES(false, 100);

    private final boolean needed;
    private final int longest;

    AccountColumn(boolean needed, int longest) {
        this.needed = needed;
        this.longest = longest;
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public DefaultMessageSourceResolvable label() {
        return new DefaultMessageSourceResolvable(new String[] {"organization.column.account." + key()}, key());
    }

    @Override
    public boolean isNeeded() {
        return needed;
    }

    @Override
    public int longest() {
        return longest;
    }
}
