package minqing.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.unit.DataSize;

/**
 * One data source, two ways to have it: with nothing configured the bundled server, with {@code SPRING_DATASOURCE_URL}
 * that server. Same dialect, same migrations either way.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Whether the configuration names a server of its own. */
    static boolean isOutside(Environment settings) {
        return !settings.getProperty("spring.datasource.url", "").isEmpty();
    }

    /** Every pool tells what its connections run into. */
    @Bean
    static BeanPostProcessor storageWatch(ObjectProvider<Storage> storage) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    pool.setExceptionOverride(new ErrorsSeen(storage.getObject()));
                }
                return bean;
            }
        };
    }

    @Bean
    static Storage storage(
            ObjectProvider<DataDirectory> directory, @Value("${minqing.disk-reserve:100MB}") DataSize reserve) {
        DataDirectory bundled = directory.getIfAvailable();
        return new Storage(bundled == null ? null : bundled.path(), reserve);
    }

    /** Nodes that start together migrate one after another; the first one creates the tables. */
    @Bean
    FlywayMigrationStrategy migrationInTurn(StartInTurn turn) {
        return flyway -> {
            turn.take();
            flyway.migrate();
        };
    }

    /** Changes nothing about which connections the pool keeps. */
    private static final class ErrorsSeen implements SQLExceptionOverride {

        private final Storage storage;

        private ErrorsSeen(Storage storage) {
            this.storage = storage;
        }

        @java.lang.Override
        public Override adjudicate(SQLException refused) {
            storage.seen(refused);
            return Override.CONTINUE_EVICT;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnBundled.class)
    @Import(DataDirectory.class)
    static class Bundled {

        @Bean(destroyMethod = "close")
        BundledPostgres bundledPostgres(EarlyServer.Starting server) {
            return server.take();
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

    static final class OnBundled implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isOutside(context.getEnvironment());
        }
    }

    static final class OnOutside implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isOutside(context.getEnvironment());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnOutside.class)
    static class Outside {

        @Bean
        Database database(DataSource dataSource) {
            return new Database(false, false);
        }
    }
}
