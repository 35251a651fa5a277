package minqing.work.inbox;

import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.Frame;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Pages;
import minqing.bureau.web.Paging;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages of the four boxes: 待办, 已办, 我发起的, 待阅. */
@Controller
class InboxPages {

    private final Boxes boxes;
    private final Notices notices;
    private final CaseSources sources;
    private final Pages pages;
    private final Frame frame;
    private final ObjectProvider<WorkbenchNotice> workbench;
    private final CurrentUser user;

    InboxPages(
            Boxes boxes,
            Notices notices,
            CaseSources sources,
            Pages pages,
            Frame frame,
            ObjectProvider<WorkbenchNotice> workbench,
            CurrentUser user) {
        this.boxes = boxes;
        this.notices = notices;
        this.sources = sources;
        this.pages = pages;
        this.frame = frame;
        this.workbench = workbench;
        this.user = user;
    }

    @GetMapping("/")
    String todo(@RequestParam(required = false) @Nullable String text, Paging paging, Model model) {
        frame.navigation().stream()
                .filter(item -> item.key().equals("outing"))
                .findFirst()
                .ifPresent(item -> model.addAttribute("enter", item));
        model.addAttribute(
                "workbench",
                workbench
                        .orderedStream()
                        .flatMap(notice -> notice.of(user.get()).stream())
                        .toList());
        PageOf<TaskEntry> tasks = boxes.todo(user.get(), searched(text), paging);
        model.addAttribute("forDevice", sources.forDevices(tasks.items()));
        return list("inbox/todo", "tasks", tasks, text, paging, model);
    }

    @GetMapping("/done")
    String done(@RequestParam(required = false) @Nullable String text, Paging paging, Model model) {
        return list("inbox/done", "tasks", boxes.done(user.get(), searched(text), paging), text, paging, model);
    }

    @GetMapping("/started")
    String started(@RequestParam(required = false) @Nullable String text, Paging paging, Model model) {
        return list("inbox/started", "cases", boxes.started(user.get(), searched(text), paging), text, paging, model);
    }

    @GetMapping("/informed")
    String informed(@RequestParam(required = false) @Nullable String text, Paging paging, Model model) {
        return list(
                "inbox/informed", "notices", boxes.informed(user.get(), searched(text), paging), text, paging, model);
    }

    /** Marks a notice read; then on to what it is about, or back to the list. */
    @PostMapping("/informed/{id}/read")
    String read(@PathVariable long id, @RequestParam(defaultValue = "false") boolean open) {
        Account account = user.get();
        Notices.Notice notice = notices.read(account.id(), id).orElseThrow(() -> new Missing("inbox.notice.missing"));
        if (open && sources.mayOpen(account, notice.processKey(), notice.number())) {
            return "redirect:"
                    + sources.target(notice.processKey())
                            .map(NoticeTarget::address)
                            .orElseGet(() -> address(notice.processKey(), notice.number()));
        }
        return "redirect:/informed";
    }

    private String list(String view, String name, PageOf<?> items, @Nullable String text, Paging paging, Model model) {
        model.addAttribute(name, items);
        model.addAttribute("neighbours", pages.of(items.total(), paging));
        model.addAttribute("text", searched(text));
        return view;
    }

    /** The page of a case. */
    static String address(String processKey, String number) {
        return UriComponentsBuilder.fromPath("/cases/" + processKey + "/" + number)
                .encode()
                .build()
                .toUriString();
    }

    /** What somebody searches for; nothing but blanks is no search. */
    static @Nullable String searched(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
