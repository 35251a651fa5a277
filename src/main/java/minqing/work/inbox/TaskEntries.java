package minqing.work.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Contract;
import org.springframework.stereotype.Component;

/** Makes lines of lists from tasks: with names, with lights, and with what is left of the time. */
@Component
class TaskEntries {

    private final InboxTasks tasks;
    private final CaseSources sources;
    private final Directory directory;
    private final WorkingCalendar calendar;
    private final JdbcClient database;
    private final Clock clock;

    TaskEntries(
            InboxTasks tasks,
            CaseSources sources,
            Directory directory,
            WorkingCalendar calendar,
            JdbcClient database,
            Clock clock) {
        this.tasks = tasks;
        this.sources = sources;
        this.directory = directory;
        this.calendar = calendar;
        this.database = database;
        this.clock = clock;
    }

    /** To do: everything offered may be read in short. */
    PageOf<TaskEntry> open(PageOf<TaskRow> rows) {
        return new PageOf<>(entries(rows.items(), Set.of()), rows.total());
    }

    /** Done: a case that the person may not read any more says nothing of itself. */
    PageOf<TaskEntry> done(Account viewer, PageOf<TaskRow> rows) {
        Map<String, Boolean> known = new HashMap<>();
        Set<String> closed = new HashSet<>();
        for (TaskRow row : rows.items()) {
            boolean readable = sources.of(row.processKey()).isEmpty()
                    || known.computeIfAbsent(
                            row.processKey() + "/" + row.number(),
                            key -> sources.mayRead(viewer, row.processKey(), row.number()));
            if (!readable) {
                closed.add(row.id());
            }
        }
        return new PageOf<>(entries(rows.items(), closed), rows.total());
    }

    /** One that the person may know of. */
    TaskEntry entry(TaskRow row) {
        return entries(List.of(row), Set.of()).get(0);
    }

    /** Those of one person, for whoever may hand them over; what is closed to that reader says nothing of itself. */
    List<TaskEntry> held(Account reader, List<TaskRow> rows) {
        return entries(
                rows,
                rows.stream()
                        .filter(row -> !row.heldBy(reader.id()))
                        .filter(row -> sources.of(row.processKey()).isPresent())
                        .filter(row -> !sources.mayRead(reader, row.processKey(), row.number()))
                        .map(TaskRow::id)
                        .collect(Collectors.toSet()));
    }

    private List<TaskEntry> entries(List<TaskRow> rows, Set<String> closed) {
        Map<String, Set<String>> groups =
                tasks.groups(rows.stream().map(TaskRow::id).toList());
        Map<String, String> groupNames =
                groupNames(groups.values().stream().flatMap(Collection::stream).toList());
        Map<String, String> names = new HashMap<>();
        Instant now = clock.instant();
        return rows.stream()
                .map(row -> entry(
                        row,
                        !closed.contains(row.id()),
                        List.copyOf(groups.getOrDefault(row.id(), Set.of())),
                        groupNames,
                        names,
                        now))
                .toList();
    }

    private TaskEntry entry(
            TaskRow row,
            boolean readable,
            List<String> groups,
            Map<String, String> groupNames,
            Map<String, String> names,
            Instant now) {
        LocalDate dueOn =
                row.dueAt() == null ? null : row.dueAt().atZone(clock.getZone()).toLocalDate();
        return new TaskEntry(
                row.id(),
                row.elementKey(),
                row.name(),
                row.processKey(),
                row.number(),
                readable ? row.subject() : "",
                readable ? row.place() : "",
                readable,
                row.supervised(),
                row.light(now),
                row.dueAt(),
                dueOn,
                dueOn == null || !row.open()
                        ? null
                        : calendar.workingDaysBetween(
                                now.atZone(clock.getZone()).toLocalDate(), dueOn),
                row.assignee(),
                row.assignee() == null ? null : names.computeIfAbsent(row.assignee(), directory::nameOf),
                groups,
                groups.stream()
                        .map(group -> groupNames.getOrDefault(group, group))
                        .toList(),
                row.createdAt(),
                row.endedAt(),
                row.outcome(),
                row.outcomeName());
    }

    /** The engine's identity tables have them; its own queries answer only those one may see. */
    Map<String, String> groupNames(Collection<String> groups) {
        Map<String, String> names = new HashMap<>();
        if (!groups.isEmpty()) {
            database.sql("select id_, name_ from act_id_group where id_ in (:groups) and name_ <> ''")
                    .param("groups", new HashSet<>(groups))
                    .query((row, number) -> names.put(row.getString("id_"), row.getString("name_")))
                    .list();
        }
        return names;
    }

    @Nullable
    @Contract("!null -> !null")
    String name(@Nullable String account) {
        return account == null ? null : directory.nameOf(account);
    }
}
