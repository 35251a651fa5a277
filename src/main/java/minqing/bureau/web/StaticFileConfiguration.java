package minqing.bureau.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Properties;
import minqing.bureau.access.StaticFiles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.ResourceUrlProviderExposingInterceptor;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Where static files come from. Whatever a template names with {@code @{/…}} is named by the hash of its content, so that a
 * new release is there with the first page of it; {@link StaticFiles} says how long which address may be kept.
 */
@Configuration(proxyBeanMethods = false)
class StaticFileConfiguration implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        StaticFiles.FOLDERS.forEach(
                folder -> hashed(registry, "/" + folder + "/**", "classpath:/static/" + folder + "/"));
        registry.addResourceHandler(StaticFiles.SINGLE.toArray(String[]::new))
                .addResourceLocations("classpath:/static/")
                .setUseLastModified(false);
        hashed(registry, "/webjars/**", "classpath:/META-INF/resources/webjars/");
        // ECharts comes packed under a path with its version in it; pages name it as they name the other libraries.
        hashed(
                registry,
                "/webjars/echarts/**",
                "classpath:/META-INF/resources/_static/echarts/" + versionOfEcharts() + "/");
    }

    /** What makes the application one that is put on the home screen. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.mediaType("webmanifest", MediaType.parseMediaType("application/manifest+json"));
    }

    private static void hashed(ResourceHandlerRegistry registry, String pattern, String location) {
        registry.addResourceHandler(pattern)
                .addResourceLocations(location)
                // Files of a reproducible build are all of the same day.
                .setUseLastModified(false)
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }

    private static String versionOfEcharts() {
        Properties packed = new Properties();
        try (InputStream coordinates =
                new ClassPathResource("META-INF/maven/org.mvnpm/echarts/pom.properties").getInputStream()) {
            packed.load(coordinates);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return packed.getProperty("version");
    }

    /**
     * Behind the login, which takes any addition to an address away; so a refusal's page, to which it forwards, comes by here
     * too. The addresses are known before a handler is found, for the page that says that there is none.
     */
    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> hashedAddresses(ObjectProvider<ResourceUrlProvider> addresses) {
        ResourceUrlEncodingFilter encoding = new ResourceUrlEncodingFilter() {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                super.doFilter(request, response, (wrapped, answer) -> {
                    wrapped.setAttribute(
                            ResourceUrlProviderExposingInterceptor.RESOURCE_URL_PROVIDER_ATTR, addresses.getObject());
                    chain.doFilter(wrapped, answer);
                });
            }
        };
        FilterRegistrationBean<ResourceUrlEncodingFilter> filter = new FilterRegistrationBean<>(encoding);
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ERROR));
        filter.setOrder(Ordered.LOWEST_PRECEDENCE - 5);
        return filter;
    }

    /** A weak tag, for a file with a strong one is not compressed. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> entityTags() {
        ShallowEtagHeaderFilter tags = new ShallowEtagHeaderFilter();
        tags.setWriteWeakETag(true);
        FilterRegistrationBean<ShallowEtagHeaderFilter> filter = new FilterRegistrationBean<>(tags);
        filter.addUrlPatterns(StaticFiles.TAGGED);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }
}
