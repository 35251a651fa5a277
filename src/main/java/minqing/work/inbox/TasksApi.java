package minqing.work.inbox;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inbox over REST. */
@RestController
@RequestMapping("/api")
@Tag(name = "tasks", description = "The inbox: to do, done, started by me, for my information")
class TasksApi {

    private final Boxes boxes;
    private final InboxTasks tasks;
    private final TaskWork work;
    private final TaskDetails details;
    private final TaskEntries entries;
    private final Notices notices;
    private final CurrentUser user;
    private final Clock clock;

    TasksApi(
            Boxes boxes,
            InboxTasks tasks,
            TaskWork work,
            TaskDetails details,
            TaskEntries entries,
            Notices notices,
            CurrentUser user,
            Clock clock) {
        this.boxes = boxes;
        this.tasks = tasks;
        this.work = work;
        this.details = details;
        this.entries = entries;
        this.notices = notices;
        this.user = user;
        this.clock = clock;
    }

    /**
     * An item of a box.
     *
     * @param id of the task; of the case in {@code started}; of the notice in {@code informed}
     * @param key the user task in the model; {@code informed}: the kind of notice
     * @param name the step; {@code started}: where the case stands; {@code informed}: what is told
     * @param light {@code none}, {@code blue}, {@code yellow} or {@code red}
     * @param daysLeft working days until {@code dueOn}, negative after it
     * @param groups engine groups the task is offered to
     */
    record TaskItem(
            String id,
            String key,
            String name,
            String processKey,
            String businessKey,
            String subject,
            String place,
            String light,
            boolean supervised,
            @Nullable LocalDate dueOn,
            @Nullable OffsetDateTime dueAt,
            @Nullable Integer daysLeft,
            @Nullable String assignee,
            List<String> groups,
            @Nullable OffsetDateTime createdAt,
            @Nullable OffsetDateTime endedAt,
            @Nullable String outcome,
            @Nullable OffsetDateTime readAt) {}

    /**
     * One task.
     *
     * @param form the form's schema as Camunda Forms writes it, with all choices filled in; only for who can complete it
     * @param data what the form shows already filled in
     * @param outcomes what {@code outcome} may be
     * @param reasons why the task is open: who sent it and what they wrote (退回理由, 异议, 补充要求, 催办, 督办要求, 拟办意见); the last
     *     transfer and the sender first, then what was said to the holder, the latest first; empty if the user may not read the
     *     case
     * @param facts what is known of the case
     * @param story what happened so far
     */
    record TaskDetail(
            @JsonUnwrapped TaskItem task,
            @Nullable JsonNode form,
            @Nullable Map<String, Object> data,
            List<String> outcomes,
            List<NextSteps.Next> next,
            List<String> transferableTo,
            List<Said> reasons,
            @Nullable List<Fact> facts,
            @Nullable List<Told> story) {}

    /** An entry of the story, in the bureau's zone. */
    record Told(
            OffsetDateTime at,
            String who,
            String what,
            @Nullable String from,
            @Nullable String to,
            @Nullable String why) {}

    /**
     * Why a task lies where it lies, in the bureau's zone.
     *
     * @param label what the words are, such as 退回理由; none without words
     */
    record Said(
            OffsetDateTime at,
            String who,
            String what,
            @Nullable String label,
            @Nullable String words) {}

    /** Whom to hand a task to, and what they should know. */
    record Transfer(@Nullable String assignee, @Nullable String reason) {}

    /** A notice that has been read. */
    record ReadNotice(long id, OffsetDateTime readAt) {}

    @GetMapping("/tasks")
    @Operation(summary = "One box of the person's inbox")
    PageOf<TaskItem> list(
            @Parameter(description = "todo, done, started or informed") @RequestParam(defaultValue = "todo") String box,
            @Parameter(description = "part of number, subject or place") @RequestParam(required = false) @Nullable
                    String text,
            Paging paging) {
        Account account = user.get();
        String searched = InboxPages.searched(text);
        return switch (box) {
            case "todo" -> boxes.todo(account, searched, paging).map(this::item);
            case "done" -> boxes.done(account, searched, paging).map(this::item);
            case "started" -> boxes.started(account, searched, paging).map(this::item);
            case "informed" -> boxes.informed(account, searched, paging).map(this::item);
            default -> throw InvalidInput.of("box", "inbox.box");
        };
    }

    @GetMapping("/tasks/{id}")
    @Operation(
            summary =
                    "One task, with its form for those who can complete it, and in reasons who sent it and with which words")
    TaskDetail task(@PathVariable String id) {
        Account account = user.get();
        TaskRow task = work.visible(account, id);
        TaskDetails.Rights rights = details.rights(account, task);
        FormContext context = TaskForms.context(account, task);
        FormSchema form = rights.complete() ? details.form(task).orElse(null) : null;
        Optional<CaseStory> story = details.story(account, task);
        return new TaskDetail(
                item(details.entry(account, task)),
                form == null ? null : details.schema(task, form, context),
                form == null ? null : details.data(context),
                form == null ? List.of() : details.outcomes(form, context),
                rights.complete() ? details.next(task, form, context) : List.of(),
                rights.transfer().stream().map(Account::id).toList(),
                details.reasons(account, task).stream().map(this::said).toList(),
                story.map(CaseStory::facts).orElse(null),
                story.map(CaseStory::entries)
                        .map(told -> told.stream().map(this::told).toList())
                        .orElse(null));
    }

    @PostMapping("/tasks/{id}/complete")
    @Operation(summary = "Complete a task with the fields of its form; an offered one is taken by the way")
    TaskItem complete(@PathVariable String id, @RequestBody Map<String, Object> values) {
        work.complete(user.get(), id, values);
        return after(id);
    }

    @PostMapping("/tasks/{id}/claim")
    @Operation(summary = "Take an offered task")
    TaskItem claim(@PathVariable String id) {
        work.claim(user.get(), id);
        return after(id);
    }

    @PostMapping("/tasks/{id}/release")
    @Operation(summary = "Give a task back to those it is offered to")
    TaskItem release(@PathVariable String id) {
        work.release(user.get(), id);
        return after(id);
    }

    @PostMapping("/tasks/{id}/transfer")
    @Operation(summary = "Hand a task to another one of those it is offered to; reason says what they should know")
    TaskItem transfer(@PathVariable String id, @RequestBody Transfer transfer) {
        Account account = user.get();
        boolean ofAnother = work.mayHandOver(account, work.visible(account, id));
        work.transfer(account, id, transfer.assignee(), transfer.reason());
        return ofAnother
                ? item(entries.held(account, List.of(tasks.find(id).orElseThrow()))
                        .get(0))
                : after(id);
    }

    @PostMapping("/notices/{id}/read")
    @Operation(summary = "Mark a notice read")
    ReadNotice read(@PathVariable long id) {
        Account account = user.get();
        Notices.Notice notice = notices.read(account.id(), id).orElseThrow(() -> new Missing("inbox.notice.missing"));
        return new ReadNotice(id, Objects.requireNonNull(moment(notice.readAt())));
    }

    private TaskItem after(String id) {
        return item(entries.entry(tasks.find(id).orElseThrow(() -> new Missing("inbox.task.missing"))));
    }

    private TaskItem item(TaskEntry task) {
        return new TaskItem(
                task.id(),
                task.key(),
                task.name(),
                task.processKey(),
                task.businessKey(),
                task.subject(),
                task.place(),
                task.light().code(),
                task.supervised(),
                task.dueOn(),
                moment(task.dueAt()),
                task.daysLeft(),
                task.assignee(),
                task.groups(),
                moment(task.createdAt()),
                moment(task.endedAt()),
                task.outcome(),
                null);
    }

    private TaskItem item(StartedCase started) {
        return new TaskItem(
                started.number(),
                started.processKey(),
                started.status(),
                started.processKey(),
                started.number(),
                started.subject(),
                started.place(),
                Light.NONE.code(),
                false,
                null,
                null,
                null,
                null,
                List.of(),
                moment(started.startedAt()),
                moment(started.endedAt()),
                null,
                null);
    }

    private TaskItem item(Boxes.NoticeEntry entry) {
        Notices.Notice notice = entry.notice();
        return new TaskItem(
                Long.toString(notice.id()),
                notice.kind(),
                entry.words(),
                notice.processKey(),
                notice.number(),
                entry.subject(),
                "",
                Light.NONE.code(),
                false,
                null,
                null,
                null,
                null,
                List.of(),
                moment(notice.sentAt()),
                null,
                null,
                moment(notice.readAt()));
    }

    private Said said(Reason reason) {
        return new Said(
                Objects.requireNonNull(moment(reason.at())),
                reason.who(),
                reason.what(),
                reason.label(),
                reason.words());
    }

    private Told told(StoryEntry entry) {
        return new Told(
                Objects.requireNonNull(moment(entry.at())),
                entry.who(),
                entry.what(),
                entry.from(),
                entry.to(),
                entry.why());
    }

    private @Nullable OffsetDateTime moment(@Nullable Instant instant) {
        return instant == null ? null : instant.atZone(clock.getZone()).toOffsetDateTime();
    }
}
