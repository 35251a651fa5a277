package minqing.bureau.organization;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** A column of a pairing table (annex 1) as a file has it, in its order. */
enum PairingColumn implements FileColumn {
    PARTICIPATING_UNIT(true),
    LEADER(true),
    TOWN(true),
    ADMINISTRATIVE_VILLAGE(true),
    NATURAL_VILLAGE(true),
    VILLAGE_CONTACT(false),
    PAIRED_COMMUNITY(false),
    VALID_FROM(false),
    VALID_TO(false);

    /** Characters, for a name. */
    static final int LONGEST = 60;

    private final boolean needed;

    PairingColumn(boolean needed) {
        this.needed = needed;
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isNeeded() {
        return needed;
    }

    @Override
    public boolean isDay() {
        return this == VALID_FROM || this == VALID_TO;
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public DefaultMessageSourceResolvable label() {
        return new DefaultMessageSourceResolvable(new String[] {"organization.column." + key()}, key());
    }

    /** The columns that hold a name. */
    static List<PairingColumn> names() {
        return Arrays.stream(values()).filter(column -> !column.isDay()).toList();
    }
}
