package minqing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Minqing: pages, REST, the Camunda webapps and, unless one is configured, a PostgreSQL of its own. */
@SpringBootApplication
public class MinqingApplication {

    public static void main(String[] args) {
        SpringApplication.run(MinqingApplication.class, args);
    }
}
