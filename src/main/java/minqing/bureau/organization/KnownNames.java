package minqing.bureau.organization;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may be meant by a name that somebody wrote: units and people by every name they bear or ever bore. */
@Component
public class KnownNames {

    private final JdbcClient database;
    private final Directory directory;

    KnownNames(JdbcClient database, Directory directory) {
        this.database = database;
        this.directory = directory;
    }

    /** The names of every unit, by its code: as people know it, as its seal has it, and as both were before. */
    public Map<String, Set<String>> ofUnits() {
        return byIdentifier("""
                select code as identifier, name from unit union select code, seal_name from unit
                union select identifier, unnest(array[before, after]) from organization_change
                where subject = 'unit' and field in ('name', 'sealName')
                order by 1, 2""");
    }

    /** The names of everybody with an account, by its login name: the present ones and those before. */
    public Map<String, Set<String>> ofAccounts() {
        Map<String, Set<String>> names = byIdentifier("""
                select account as identifier, name from leader
                union select identifier, unnest(array[before, after]) from organization_change
                where subject in ('account', 'leader') and field = 'name'
                order by 1, 2""");
        directory
                .accounts()
                .forEach(account -> names.computeIfAbsent(account.id(), unseen -> new LinkedHashSet<>())
                        .add(account.name()));
        return names;
    }

    private Map<String, Set<String>> byIdentifier(String query) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        database.sql("select * from (" + query + ") known where name is not null and name <> ''")
                .query((row, index) -> names.computeIfAbsent(
                                row.getString("identifier"), unseen -> new LinkedHashSet<>())
                        .add(row.getString("name")))
                .list();
        return names;
    }
}
