package minqing.platform.webapps;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the guards of the webapps in their places. */
@Configuration(proxyBeanMethods = false)
class WebappConfiguration {

    private static final String WEBAPPS = "/camunda/*";

    /** After the login's filters (-100), before those the webapps register themselves: a stranger learns nothing else. */
    private static final int AFTER_THE_LOGIN = -50;

    @Bean
    FilterRegistrationBean<PlainAddresses> plainAddresses(WebappAnswers answers) {
        FilterRegistrationBean<PlainAddresses> filter = new FilterRegistrationBean<>(new PlainAddresses(answers));
        filter.addUrlPatterns(WEBAPPS);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<WebappGate> webappGate(WebappAnswers answers) {
        FilterRegistrationBean<WebappGate> filter = new FilterRegistrationBean<>(new WebappGate(answers));
        filter.addUrlPatterns(WEBAPPS);
        filter.setOrder(AFTER_THE_LOGIN);
        return filter;
    }
}
