package minqing.activity.outing;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The four themes of the activity (requirements, R9) and the kinds of outings, in the order they are offered. */
@Repository
class Kinds {

    private final JdbcClient database;

    Kinds(JdbcClient database) {
        this.database = database;
    }

    List<Kind> kinds() {
        return database.sql("select code, name, village_day, theme from outing_kind order by ordinal")
                .query(Kind.class)
                .list();
    }

    List<Theme> themes() {
        return database.sql("select code, name from outing_theme order by ordinal")
                .query(Theme.class)
                .list();
    }

    /** By its code, or by its name as people write it. */
    Optional<Kind> kind(String codeOrName) {
        return kinds().stream()
                .filter(kind -> kind.code().equals(codeOrName) || kind.name().equals(codeOrName))
                .findFirst();
    }

    /** By its code, or by its name as people write it. */
    Optional<Theme> theme(String codeOrName) {
        return themes().stream()
                .filter(theme -> theme.code().equals(codeOrName) || theme.name().equals(codeOrName))
                .findFirst();
    }

    /**
     * A kind of outing.
     *
     * @param villageDay whether its days are village days unless somebody says otherwise
     * @param theme the code of the theme it usually has
     */
    record Kind(String code, String name, boolean villageDay, String theme) {}

    record Theme(String code, String name) {}
}
