package minqing.bureau.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Demonstration;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What {@code layout.html} shows around every page. */
@Component("frame")
public class Frame {

    private static final Logger LOG = LoggerFactory.getLogger(Frame.class);

    private final CurrentUser user;
    private final Demonstration demonstration;
    private final Organization organization;
    private final Release release;
    private final ObjectProvider<NavigationCount> counts;
    private final ObjectProvider<NavigationSource> sources;

    Frame(
            CurrentUser user,
            Demonstration demonstration,
            Organization organization,
            Release release,
            ObjectProvider<NavigationCount> counts,
            ObjectProvider<NavigationSource> sources) {
        this.user = user;
        this.demonstration = demonstration;
        this.organization = organization;
        this.release = release;
        this.counts = counts;
        this.sources = sources;
    }

    /** The person logged in, if anybody is. */
    public @Nullable Account account() {
        return user.find().orElse(null);
    }

    /** Whether the page tells that what was asked for was not done. */
    public boolean refused() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getResponse() != null
                && attributes.getResponse().getStatus() >= HttpStatus.BAD_REQUEST.value();
    }

    /** Whether the page has to say that nothing on it is real. */
    public boolean demonstration() {
        return demonstration.active();
    }

    /** Changes with whatever pages are made of. */
    public String release() {
        return release.name();
    }

    /** Whether the person enters outings, so that the page for it is to open without a network. */
    public boolean entersOutings() {
        return user.find().filter(this::goesOrEnters).isPresent();
    }

    /** Where the person may go. An entry that is missing is no protection: each place asks for itself. */
    public List<NavigationItem> navigation() {
        Optional<Account> found = user.find();
        if (found.isEmpty()) {
            return List.of();
        }
        Account account = found.get();
        List<NavigationItem> items = new ArrayList<>();
        if (!account.onlyReads()) {
            items.add(item(account, "todo", "/"));
            items.add(item(account, "done", "/done"));
            items.add(item(account, "started", "/started"));
            items.add(item(account, "informed", "/informed"));
        }
        items.add(item(account, "problems", "/problems"));
        if (account.works() || account.is(Role.INSPECTOR)) {
            items.add(item(account, "outings", "/outings"));
            items.add(item(account, "registers", "/registers"));
        }
        if (account.readsSummaries()) {
            items.add(item(account, "summaries", "/summaries"));
            items.add(item(account, "statistics", "/statistics"));
        }
        items.add(item(account, "pairings", "/pairings"));
        if (account.works()) {
            items.add(item(account, "report", "/start/problem-handling"));
        }
        if (goesOrEnters(account)) {
            items.add(item(account, "outing", "/outings/new"));
        }
        items.addAll(furtherItems(account));
        if (account.is(Role.ADMINISTRATOR)) {
            items.add(item(account, "calendar", "/calendar"));
            items.add(item(account, "organization", "/organization"));
        }
        if (account.readsAudit()) {
            items.add(item(account, "audit", "/audit"));
        }
        if (account.works() || account.is(Role.ADMINISTRATOR)) {
            items.add(tool("tasklist", "/camunda/app/tasklist/"));
        }
        if (account.watches() || account.is(Role.ADMINISTRATOR)) {
            items.add(tool("cockpit", "/camunda/app/cockpit/"));
        }
        if (account.is(Role.ADMINISTRATOR)) {
            items.add(tool("admin", "/camunda/app/admin/"));
            items.add(tool("api", "/swagger-ui.html"));
        }
        return items;
    }

    /** What cannot be had is not worth a page. */
    private List<NavigationItem> furtherItems(Account account) {
        try {
            return sources.orderedStream()
                    .flatMap(source -> source.items(account).stream())
                    .toList();
        } catch (RuntimeException failed) {
            LOG.warn("no further entries: {}", failed.getClass().getName());
            return List.of();
        }
    }

    /** Leaders, and those who enter outings for them. */
    private boolean goesOrEnters(Account account) {
        return account.is(Role.LEADER) || account.is(Role.OFFICE) || organization.employs(account);
    }

    private NavigationItem item(Account account, String key, String address) {
        return new NavigationItem(key, "web.nav." + key, address, false, count(account, key));
    }

    private static NavigationItem tool(String key, String address) {
        return new NavigationItem(key, "web.nav." + key, address, true, 0);
    }

    /** A number that cannot be had is not worth a page. */
    private long count(Account account, String key) {
        return counts.orderedStream()
                .filter(count -> count.entry().equals(key))
                .mapToLong(count -> {
                    try {
                        return count.count(account);
                    } catch (RuntimeException failed) {
                        LOG.warn(
                                "no number for the entry {}: {}",
                                key,
                                failed.getClass().getName());
                        return 0;
                    }
                })
                .sum();
    }
}
