package minqing.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.organization.Account;
import minqing.organization.Directory;
import minqing.organization.Role;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers those who look on how many tasks are open. Cockpit asks the history for that, which of a process with secret cases is
 * closed to them as a whole; the open tasks themselves are shown to them one by one.
 */
class OpenTaskCount extends OncePerRequestFilter {

    static final String ADDRESS = "/camunda/api/engine/engine/default/history/task/count";

    private static final Set<String> UNDERSTOOD =
            Set.of("unfinished", "assigned", "unassigned", "withCandidateGroups", "withoutCandidateGroups");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Directory directory;
    private final ObjectProvider<ProcessEngine> engine;

    OpenTaskCount(Directory directory, ObjectProvider<ProcessEngine> engine) {
        this.directory = directory;
        this.engine = engine;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String user = request.getRemoteUser();
        Account person = user == null ? null : directory.account(user).orElse(null);
        if (!request.getMethod().equals("POST")
                || person == null
                || !person.watches()
                || person.is(Role.ADMINISTRATOR)) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(WebappGate.LARGEST_BODY);
        JsonNode asked = read(body);
        if (asked == null) {
            chain.doFilter(new WebappGate.ReadRequest(request, body), response);
            return;
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        JSON.writeValue(response.getOutputStream(), Map.of("count", count(person, asked)));
    }

    /** The question for open tasks; null: it is another one. */
    private static @Nullable JsonNode read(byte[] body) throws IOException {
        try {
            JsonNode asked = JSON.readTree(body);
            boolean open = asked.path("unfinished").asBoolean();
            for (var names = asked.fieldNames(); names.hasNext(); ) {
                open &= UNDERSTOOD.contains(names.next());
            }
            return open ? asked : null;
        } catch (JacksonException otherwise) {
            return null;
        }
    }

    private long count(Account person, JsonNode asked) {
        IdentityService identities = engine.getObject().getIdentityService();
        Authentication before = identities.getCurrentAuthentication();
        identities.setAuthentication(person.id(), List.copyOf(person.groups()));
        try {
            TaskQuery tasks = engine.getObject().getTaskService().createTaskQuery();
            if (asked.path("assigned").asBoolean()) {
                tasks.taskAssigned();
            }
            if (asked.path("unassigned").asBoolean()) {
                tasks.taskUnassigned();
            }
            if (asked.path("withCandidateGroups").asBoolean()) {
                tasks.withCandidateGroups();
            }
            if (asked.path("withoutCandidateGroups").asBoolean()) {
                tasks.withoutCandidateGroups();
            }
            return tasks.count();
        } finally {
            if (before == null) {
                identities.clearAuthentication();
            } else {
                identities.setAuthentication(before.getUserId(), before.getGroupIds(), before.getTenantIds());
            }
        }
    }
}
