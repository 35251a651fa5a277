package minqing.platform.database;

import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table to find again. */
record Rows(JdbcClient database) {

    static Rows of(BundledPostgres server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl());
        source.setUser(server.user());
        source.setPassword(server.password());
        return new Rows(JdbcClient.create(source));
    }

    void store(String text) {
        database.sql("create table if not exists kept (text text not null)").update();
        database.sql("insert into kept (text) values (:text)")
                .param("text", text)
                .update();
    }

    List<String> found() {
        return database.sql("select text from kept order by text")
                .query(String.class)
                .list();
    }
}
