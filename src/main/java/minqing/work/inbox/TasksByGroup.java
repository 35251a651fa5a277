package minqing.work.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers Cockpit's question how many tasks each group has, for those who look on. The engine answers it only to who may read
 * every task there is; here it is answered of the tasks of the inbox.
 */
class TasksByGroup extends OncePerRequestFilter {

    static final String ADDRESS = "/camunda/api/engine/engine/default/task/report/candidate-group-count";

    private final InboxTasks tasks;
    private final Directory directory;
    private final ObjectMapper json;

    TasksByGroup(InboxTasks tasks, Directory directory, ObjectMapper json) {
        this.tasks = tasks;
        this.directory = directory;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String user = request.getRemoteUser();
        Account person = user == null ? null : directory.account(user).orElse(null);
        if (!request.getMethod().equals("GET") || person == null || !Role.onlyWatches(person.groups())) {
            chain.doFilter(request, response);
            return;
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        json.writeValue(response.getOutputStream(), tasks.byGroup());
    }

    /**
     * How many open tasks a group is offered.
     *
     * @param groupName null: those that are offered to no group
     */
    @JsonInclude
    record Count(@Nullable String groupName, long taskCount) {}
}
