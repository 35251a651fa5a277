package minqing.bureau.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minqing.bureau.access.CalledPath;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.StoredAnswers.Stored;
import org.springframework.boot.web.servlet.filter.OrderedFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A POST that carries an {@code Idempotency-Key} is done once, however often it is sent. One transaction holds the key,
 * all the call does, and the answer it gets; the answer leaves the house after the commit. So after a crash either both
 * the deed and the answer are there, or neither is and the call may be sent again. A call that fails stores nothing.
 */
@Component
class Idempotency extends OncePerRequestFilter implements OrderedFilter {

    static final String HEADER = "Idempotency-Key";

    /** Tells a client that this is the answer of an earlier call. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final int LONGEST_KEY = 200;

    private static final List<String> KEPT_HEADERS = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.LOCATION,
            HttpHeaders.ETAG,
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.CONTENT_LANGUAGE);

    private final CurrentUser user;
    private final StoredAnswers stored;
    private final FaultAnswers answers;
    private final ProblemJson problems;
    private final TransactionTemplate transaction;

    Idempotency(
            CurrentUser user,
            StoredAnswers stored,
            FaultAnswers answers,
            ProblemJson problems,
            PlatformTransactionManager transactions) {
        this.user = user;
        this.stored = stored;
        this.answers = answers;
        this.problems = problems;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Behind the login, which says whose key it is, and behind {@link ApiRequests}, which keeps the body to be read again. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 10;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || !CalledPath.of(request).startsWith("/api/")
                || request.getHeader(HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Account> account = user.find();
        if (account.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        List<String> keys = Collections.list(request.getHeaders(HEADER));
        if (keys.size() != 1 || !isKey(keys.get(0))) {
            problems.write(request, response, Answer.invalid(HEADER, "web.idempotency.key"));
            return;
        }
        byte[] digest;
        try {
            digest = Digests.of(request);
        } catch (ServletException | IOException | RuntimeException unreadable) {
            problems.write(request, response, answers.to(unreadable, request));
            return;
        }
        once(new Call(account.get().id(), keys.get(0), call(request), digest), request, response, chain);
    }

    private static boolean isKey(String key) {
        return !key.isEmpty()
                && key.length() <= LONGEST_KEY
                && key.chars().allMatch(character -> character > ' ' && character <= '~');
    }

    private static String call(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getMethod() + " " + request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private void once(Call call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        try {
            transaction.executeWithoutResult(status -> run(status, call, request, kept, chain));
        } catch (Failure failure) {
            failure.rethrow();
        } catch (RuntimeException uncommitted) {
            // What the call answered is not true: nothing of it was kept.
            kept.reset();
            problems.write(request, response, answers.to(uncommitted, request));
            return;
        }
        kept.copyBodyToResponse();
    }

    private void run(
            TransactionStatus status,
            Call call,
            HttpServletRequest request,
            ContentCachingResponseWrapper response,
            FilterChain chain) {
        try {
            if (!stored.claim(call.account(), call.key())) {
                status.setRollbackOnly();
                problems.write(request, response, Answer.of(HttpStatus.CONFLICT, "web.idempotency.running"));
                return;
            }
            Optional<Stored> earlier = stored.find(call.account(), call.key());
            if (earlier.isPresent()) {
                repeat(earlier.get(), call, request, response);
                return;
            }
            chain.doFilter(request, response);
            if (response.getStatus() >= HttpStatus.BAD_REQUEST.value()) {
                status.setRollbackOnly();
            } else if (!status.isRollbackOnly()) {
                stored.store(
                        call.account(),
                        call.key(),
                        new Stored(
                                call.call(),
                                call.digest(),
                                response.getStatus(),
                                headers(response),
                                OneTimeAnswer.stored(request, response.getContentAsByteArray())));
            }
        } catch (ServletException | IOException failed) {
            status.setRollbackOnly();
            throw new Failure(failed);
        }
    }

    private void repeat(Stored earlier, Call call, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!earlier.call().equals(call.call()) || !MessageDigest.isEqual(earlier.digest(), call.digest())) {
            problems.write(request, response, Answer.invalid(HEADER, "web.idempotency.other"));
            return;
        }
        response.setStatus(earlier.status());
        earlier.headers().forEach(response::setHeader);
        response.setHeader(REPLAYED, "true");
        response.getOutputStream().write(earlier.body());
    }

    private static Map<String, String> headers(ContentCachingResponseWrapper response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            String value = HttpHeaders.CONTENT_TYPE.equals(name) ? response.getContentType() : response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    /** @param call method, path and query */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Call(String account, String key, String call, byte[] digest) {}

    /** Carries a checked exception of the chain through the transaction. */
    private static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failure(Exception cause) {
            super(cause);
        }

        void rethrow() throws ServletException, IOException {
            if (getCause() instanceof ServletException servlet) {
                throw servlet;
            }
            if (getCause() instanceof IOException io) {
                throw io;
            }
            throw this;
        }
    }
}
