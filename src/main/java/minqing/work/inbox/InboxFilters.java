package minqing.work.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import minqing.bureau.organization.Directory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What the inbox answers in the engine's place. */
@Configuration(proxyBeanMethods = false)
class InboxFilters {

    /** Behind the login and the gate, before the engine's own servlets. */
    @Bean
    FilterRegistrationBean<TasksByGroup> tasksByGroup(InboxTasks tasks, Directory directory, ObjectMapper json) {
        FilterRegistrationBean<TasksByGroup> filter =
                new FilterRegistrationBean<>(new TasksByGroup(tasks, directory, json));
        filter.addUrlPatterns(TasksByGroup.ADDRESS);
        filter.setMatchAfter(true);
        filter.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        return filter;
    }
}
