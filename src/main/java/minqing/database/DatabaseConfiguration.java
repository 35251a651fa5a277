package minqing.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * One data source, two ways to have it: with nothing configured the bundled server, with {@code SPRING_DATASOURCE_URL}
 * that server. Same dialect, same migrations either way.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** True when the configuration names a server of its own. */
    private static final String OUTSIDE = "'${spring.datasource.url:}'.length() > 0";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression("!(" + OUTSIDE + ")")
    @Import(DataDirectory.class)
    static class Bundled {

        @Bean(destroyMethod = "close")
        BundledPostgres bundledPostgres(DataDirectory directory) {
            return BundledPostgres.start(directory.path());
        }

        @Bean(destroyMethod = "close")
        @ConfigurationProperties("spring.datasource.hikari")
        HikariDataSource dataSource(BundledPostgres server) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(server.jdbcUrl());
            pool.setUsername(server.user());
            pool.setPassword(server.password());
            return pool;
        }

        @Bean
        Database database(BundledPostgres server) {
            return new Database(true, server.createdDatabase());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnExpression(OUTSIDE)
    static class Outside {

        @Bean
        Database database(DataSource dataSource) {
            return new Database(false, false);
        }
    }
}
