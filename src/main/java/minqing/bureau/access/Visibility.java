package minqing.bureau.access;

import static minqing.platform.database.Columns.textArray;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who may see the rows of one kind. The same rule is available as an SQL predicate for queries and as a Java check for a loaded
 * row. Both are built from the same parts, so a list and the page behind it always agree.
 *
 * @param <R> the row as it was read
 */
public final class Visibility<R> {

    private final String sql;
    private final BiPredicate<Account, R> check;

    private Visibility(String sql, BiPredicate<Account, R> check) {
        this.sql = sql;
        this.check = check;
    }

    /** Everybody who reads everything, see {@link Account#readsEverything()}. */
    public static <R> Visibility<R> ofReaders() {
        return new Visibility<>(":everything", (viewer, row) -> viewer.readsEverything());
    }

    /** Everybody who has the role. */
    public static <R> Visibility<R> of(Role role) {
        return new Visibility<>("'" + role.group() + "' = any(:groups)", (viewer, row) -> viewer.is(role));
    }

    /** The person whose account stands in the column. */
    public static <R> Visibility<R> ofPerson(String column, Function<R, @Nullable String> account) {
        return new Visibility<>(
                column + " is not distinct from :me",
                (viewer, row) -> viewer.id().equals(account.apply(row)));
    }

    /** The people of the unit whose code stands in the column. */
    public static <R> Visibility<R> ofUnit(String column, Function<R, @Nullable String> unit) {
        return new Visibility<>("coalesce(" + column + " = any(:units), false)", (viewer, row) -> {
            String code = unit.apply(row);
            return code != null && viewer.units().contains(code);
        });
    }

    /** Everybody, where the row is of a kind. */
    public static <R> Visibility<R> where(String condition, Predicate<R> holds) {
        return new Visibility<>("(" + condition + ")", (viewer, row) -> holds.test(row));
    }

    /**
     * Users for whom a condition over other tables holds. The check for a single row runs the same condition in the database.
     *
     * @param condition may use the row's table by its name, and the parameters of {@link #parameters}
     * @param table the table or join in which the condition is asked, {@code key} the column that says which row
     */
    public static <R> Visibility<R> asked(
            JdbcClient database, String condition, String table, String key, ToLongFunction<R> id) {
        String one = "select exists (select 1 from " + table + " where " + key + " = :row and (" + condition + "))";
        return new Visibility<>(
                "(" + condition + ")",
                (viewer, row) -> database.sql(one)
                        .params(parameters(viewer))
                        .param("row", id.applyAsLong(row))
                        .query(Boolean.class)
                        .single());
    }

    /** A rule of another table, given as its own SQL predicate and its own Java check. */
    public static <R> Visibility<R> of(String condition, BiPredicate<Account, R> check) {
        return new Visibility<>("(" + condition + ")", check);
    }

    public Visibility<R> or(Visibility<R> other) {
        return new Visibility<>("(" + sql + " or " + other.sql + ")", check.or(other.check));
    }

    public Visibility<R> and(Visibility<R> other) {
        return new Visibility<>("(" + sql + " and " + other.sql + ")", check.and(other.check));
    }

    /** The predicate; its parameters are those of {@link #parameters}. */
    public String sql() {
        return sql;
    }

    /** Whether the viewer may see the row. */
    public boolean allows(Account viewer, R row) {
        return check.test(viewer, row);
    }

    /** The viewer as every predicate asks: {@code me}, {@code units}, {@code groups}, {@code everything}. */
    public static Map<String, @Nullable Object> parameters(Account viewer) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("me", viewer.id());
        parameters.put("units", textArray(viewer.units()));
        parameters.put("groups", textArray(viewer.groups()));
        parameters.put("everything", viewer.readsEverything());
        return parameters;
    }
}
