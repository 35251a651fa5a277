package minqing.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the gate before the webapps, after the login: who is nobody is sent to log in and learns nothing else. */
@Configuration(proxyBeanMethods = false)
class WebappConfiguration {

    /** After the login's filters (-100), before those the webapps register themselves. */
    private static final int AFTER_THE_LOGIN = -50;

    @Bean
    FilterRegistrationBean<WebappGate> webappGate(MessageSource messages, ObjectMapper json) {
        FilterRegistrationBean<WebappGate> gate = new FilterRegistrationBean<>(new WebappGate(messages, json));
        gate.addUrlPatterns("/camunda/*");
        gate.setOrder(AFTER_THE_LOGIN);
        return gate;
    }
}
