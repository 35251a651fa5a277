package minqing.activity.problem;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The kinds of problems, in the order the office lists them. */
@Repository
public class Categories {

    private final JdbcClient database;

    Categories(JdbcClient database) {
        this.database = database;
    }

    public List<Category> all() {
        return database.sql("select code, name from problem_category order by ordinal")
                .query(Category.class)
                .list();
    }

    String name(String code) {
        return all().stream()
                .filter(category -> category.code().equals(code))
                .map(Category::name)
                .findFirst()
                .orElse(code);
    }

    /** A kind of problem: the code that clients send and the name people read. */
    public record Category(String code, String name) {}
}
