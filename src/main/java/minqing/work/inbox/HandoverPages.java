package minqing.work.inbox;

import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.Missing;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What lies with somebody who is away, for those who may hand it to others; each task's own page does that. */
@Controller
class HandoverPages {

    private final InboxTasks tasks;
    private final TaskEntries entries;
    private final TaskWork work;
    private final Directory directory;
    private final CurrentUser user;

    HandoverPages(InboxTasks tasks, TaskEntries entries, TaskWork work, Directory directory, CurrentUser user) {
        this.tasks = tasks;
        this.entries = entries;
        this.work = work;
        this.directory = directory;
        this.user = user;
    }

    @GetMapping("/people/{account}/tasks")
    String held(@PathVariable String account, Model model) {
        Account reader = user.get();
        if (!reader.is(Role.OFFICE) && !reader.is(Role.ADMINISTRATOR)) {
            throw new Forbidden("fault.forbidden");
        }
        Account person = directory.account(account).orElseThrow(() -> new Missing("fault.missing"));
        model.addAttribute("person", person.name());
        model.addAttribute(
                "tasks",
                entries.held(
                        reader,
                        tasks.heldBy(account).stream()
                                .filter(task -> work.mayHandOver(reader, task))
                                .toList()));
        return "inbox/held";
    }
}
