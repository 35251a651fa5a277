package minqing.bureau.access;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import minqing.bureau.organization.AccountRestrictions;
import minqing.bureau.organization.Directory;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One login in front of everything: pages, REST and Camunda's webapps.
 *
 * <p>Four ways in, each with what fits it. Static files are open. Camunda's webapps share the session and keep their own
 * token against forged requests. REST takes either HTTP Basic, which neither reads nor makes a session, or the session
 * with our token. Pages take the session with our token.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Nothing from elsewhere, no script in the page itself, shown in no other site's frame. */
    private static final String OWN_PAGES = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
            + "frame-ancestors 'self'";

    private static final String PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /** What REST answers, a document as well as JSON, is for a program or to be saved: opened in a window, it may do nothing. */
    private static final String NO_PAGES =
            "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private static final Duration ONE_YEAR = Duration.ofDays(365);

    private static final PathPatternRequestMatcher.Builder PATH = PathPatternRequestMatcher.withDefaults();

    /** The worker that opens pages without a network asks the application and nobody else. */
    private static final HeaderWriter OUTING_WORKER = new DelegatingRequestMatcherHeaderWriter(
            PATH.matcher("/outing-worker.js"),
            (request, response) ->
                    response.setHeader(CONTENT_SECURITY_POLICY, "default-src 'none'; connect-src 'self'"));

    /** Data is kept by no browser; what Camunda's pages are made of is asked for again each time. */
    private static final HeaderWriter WEBAPP_FILES = (request, response) -> {
        if (PATH.matcher("/camunda/api/**").matches(request)) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        } else {
            StaticFiles.KEPT.writeHeaders(request, response);
        }
    };

    private final Directory directory;
    private final AccountRestrictions restrictions;
    private final IdentityService identities;
    private final EntryPoints entry;
    private final AccessProblems problems;
    private final ObjectProvider<FirstPage> firstPages;

    SecurityConfiguration(
            Directory directory,
            AccountRestrictions restrictions,
            IdentityService identities,
            EntryPoints entry,
            AccessProblems problems,
            ObjectProvider<FirstPage> firstPages) {
        this.directory = directory;
        this.restrictions = restrictions;
        this.identities = identities;
        this.entry = entry;
        this.problems = problems;
        this.firstPages = firstPages;
    }

    /** Files that tell nothing. */
    @Bean
    @Order(1)
    SecurityFilterChain staticFilesChain(HttpSecurity security) throws Exception {
        security.securityMatcher(anyOf(StaticFiles.PATTERNS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> common(headers)
                        .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                        .addHeaderWriter(StaticFiles.KEPT)
                        .addHeaderWriter(OUTING_WORKER));
        return security.build();
    }

    /**
     * Tasklist, Cockpit and Admin. Their own login and the page that makes a first administrator are shut: there is one
     * way in. Their own filters check the {@code X-XSRF-TOKEN} of every change and write the content security policy
     * that their pages need.
     */
    @Bean
    @Order(2)
    SecurityFilterChain webappsChain(HttpSecurity security, ProcessEngine engine) throws Exception {
        RequestMatcher signOut = PATH.matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/{engine}/logout");
        RequestMatcher calls = PATH.matcher("/camunda/api/**");
        security.securityMatcher(anyOf("/camunda", "/camunda/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                anyOf("/camunda/api/admin/auth/user/{engine}/login/**", "/camunda/api/admin/setup/**"))
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .exceptionHandling(refusals -> refusals.defaultAuthenticationEntryPointFor(entry.calls(), calls)
                        .defaultAuthenticationEntryPointFor(entry.pages(), request -> true)
                        .defaultAccessDeniedHandlerFor(problemDenied(), calls)
                        .defaultAccessDeniedHandlerFor(pageDenied(), request -> true))
                .headers(headers -> common(headers)
                        .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                        .addHeaderWriter(WEBAPP_FILES))
                .addFilterAfter(new SecureCookies(), HeaderWriterFilter.class)
                .addFilterBefore(accounts(), AuthorizationFilter.class)
                .addFilterAfter(new WebappTokens(problems), AuthorizationFilter.class)
                .addFilterAfter(new WebappSignOut(signOut), AuthorizationFilter.class)
                .addFilterAfter(new WebappSignOn(engine), AuthorizationFilter.class);
        return security.build();
    }

    /** REST with credentials in the request. What a session would say is not even looked at. */
    @Bean
    @Order(3)
    SecurityFilterChain callsWithCredentialsChain(HttpSecurity security) throws Exception {
        security.securityMatcher(
                        new AndRequestMatcher(calls(), request -> request.getHeader(HttpHeaders.AUTHORIZATION) != null))
                .httpBasic(basic -> basic.authenticationEntryPoint(entry.calls()))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        calls(security);
        return security.build();
    }

    /** REST from a page or a client that has logged in. */
    @Bean
    @Order(4)
    SecurityFilterChain callsWithSessionChain(HttpSecurity security) throws Exception {
        security.securityMatcher(calls())
                .csrf(csrf ->
                        csrf.csrfTokenRepository(CsrfTokens.repository()).csrfTokenRequestHandler(new CsrfTokens()))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER));
        calls(security);
        return security.build();
    }

    private void calls(HttpSecurity security) throws Exception {
        security.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(entry.calls()).accessDeniedHandler(problemDenied()))
                .headers(headers -> common(headers).contentSecurityPolicy(policy -> policy.policyDirectives(NO_PAGES)))
                .addFilterBefore(accounts(), AuthorizationFilter.class);
    }

    /** Pages, and everything nobody thought of. */
    @Bean
    @Order(5)
    SecurityFilterChain pagesChain(HttpSecurity security) throws Exception {
        security.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(anyOf("/login", "/actuator/health", "/actuator/health/**"))
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .formLogin(login -> login.loginPage("/login")
                        .successHandler(new LoginDone(directory, firstPages, pagesOnly()))
                        .failureHandler(backToLogin())
                        .permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login?logout").deleteCookies("JSESSIONID"))
                .csrf(csrf ->
                        csrf.csrfTokenRepository(CsrfTokens.repository()).csrfTokenRequestHandler(new CsrfTokens()))
                .sessionManagement(sessions -> sessions.sessionFixation(fixation -> fixation.newSession()))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .exceptionHandling(refusals -> refusals.defaultAuthenticationEntryPointFor(
                                entry.calls(), anyOf("/engine-rest/**", "/actuator/**"))
                        .defaultAuthenticationEntryPointFor(entry.pages(), request -> true)
                        .accessDeniedHandler(orLogin(pageDenied())))
                .headers(headers -> common(headers)
                        .contentSecurityPolicy(policy -> policy.policyDirectives(OWN_PAGES))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                PATH.matcher("/swagger-ui/**"), StaticFiles.KEPT)))
                .addFilterBefore(accounts(), AuthorizationFilter.class);
        return security.build();
    }

    /** The page knows from the address that it failed; no session is made for somebody who did not get in. */
    private static AuthenticationFailureHandler backToLogin() {
        SimpleUrlAuthenticationFailureHandler handler = new SimpleUrlAuthenticationFailureHandler("/login?error");
        handler.setAllowSessionCreation(false);
        return handler;
    }

    private AccountFilter accounts() {
        return new AccountFilter(directory, restrictions, problems, identities);
    }

    private static RequestMatcher calls() {
        return anyOf("/api/**", "/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/**");
    }

    private static RequestMatcher anyOf(String... patterns) {
        RequestMatcher[] matchers = new RequestMatcher[patterns.length];
        for (int index = 0; index < patterns.length; index++) {
            matchers[index] = PATH.matcher(patterns[index]);
        }
        return new OrRequestMatcher(matchers);
    }

    private static HeadersConfigurer<HttpSecurity> common(HeadersConfigurer<HttpSecurity> headers) {
        return headers.contentTypeOptions(Customizer.withDefaults())
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                .httpStrictTransportSecurity(transport ->
                        transport.maxAgeInSeconds(ONE_YEAR.toSeconds()).includeSubDomains(false));
    }

    /** After the login a person comes back to the page asked for; a script's call or a picture is no page. */
    private static RequestCache pagesOnly() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        cache.setRequestMatcher(request -> {
            String accept = request.getHeader(HttpHeaders.ACCEPT);
            return HttpMethod.GET.matches(request.getMethod())
                    && accept != null
                    && accept.contains(MediaType.TEXT_HTML_VALUE)
                    && request.getHeader("HX-Request") == null
                    && !PATH.matcher("/camunda/api/**").matches(request);
        });
        return cache;
    }

    private AccessDeniedHandler problemDenied() {
        return (request, response, refusal) ->
                problems.write(request, response, HttpStatus.FORBIDDEN, DeniedPage.words(refusal));
    }

    /**
     * A token is checked before the login: where a page of ours was left open until both had ended, the login is what is
     * missing.
     */
    private AccessDeniedHandler orLogin(AccessDeniedHandler denied) {
        return (request, response, refusal) -> {
            boolean nobody = SecurityContextHolder.getContext().getAuthentication() == null;
            if (refusal instanceof CsrfException && nobody && OwnPages.sent(request)) {
                entry.pages().commence(request, response, new InsufficientAuthenticationException("no login", refusal));
            } else {
                denied.handle(request, response, refusal);
            }
        };
    }

    private static AccessDeniedHandler pageDenied() {
        AccessDeniedHandlerImpl handler = new AccessDeniedHandlerImpl();
        handler.setErrorPage(DeniedPage.PATH);
        return handler;
    }
}
