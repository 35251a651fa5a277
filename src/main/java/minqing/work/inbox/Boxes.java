package minqing.work.inbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The four boxes of a person. */
@Component
class Boxes {

    /** Deep enough for anybody; merging the lists of several processes takes all pages before the one asked for. */
    private static final int DEEPEST = 10_000;

    private final InboxTasks tasks;
    private final TaskEntries entries;
    private final Notices notices;
    private final CaseSources sources;
    private final JdbcClient database;
    private final MessageSource messages;
    private final Clock clock;

    Boxes(
            InboxTasks tasks,
            TaskEntries entries,
            Notices notices,
            CaseSources sources,
            JdbcClient database,
            MessageSource messages,
            Clock clock) {
        this.tasks = tasks;
        this.entries = entries;
        this.notices = notices;
        this.sources = sources;
        this.database = database;
        this.messages = messages;
        this.clock = clock;
    }

    PageOf<TaskEntry> todo(Account account, @Nullable String text, Paging paging) {
        return entries.open(tasks.todo(account, text, paging.page(), paging.size(), clock.instant()));
    }

    PageOf<TaskEntry> done(Account account, @Nullable String text, Paging paging) {
        return entries.done(account, tasks.done(account, text, paging.page(), paging.size()));
    }

    /** All processes' cases, the newest first. */
    PageOf<StartedCase> started(Account account, @Nullable String text, Paging paging) {
        List<CaseSource> asked = sources.all();
        if (asked.size() == 1) {
            return asked.get(0).startedBy(account, text, paging.page(), paging.size());
        }
        List<StartedCase> merged = new ArrayList<>();
        long total = 0;
        long needed = Math.min(DEEPEST, paging.offset() + paging.size());
        for (CaseSource source : asked) {
            PageOf<StartedCase> page = source.startedBy(account, text, 0, (int) needed);
            merged.addAll(page.items());
            total += page.total();
        }
        List<StartedCase> items = merged.stream()
                .sorted(Comparator.comparing(StartedCase::startedAt).reversed())
                .skip(paging.offset())
                .limit(paging.size())
                .toList();
        return new PageOf<>(items, total);
    }

    PageOf<NoticeEntry> informed(Account account, @Nullable String text, Paging paging) {
        PageOf<Notices.Notice> page = notices.of(account.id(), text, paging.page(), paging.size());
        Map<String, String> subjects = new HashMap<>();
        return page.map(notice -> {
            String subject = subjects.computeIfAbsent(
                    notice.processKey() + "/" + notice.number(),
                    key -> sources.mayRead(account, notice.processKey(), notice.number())
                            ? subject(notice.processKey(), notice.number())
                            : "");
            boolean readable = sources.mayOpen(account, notice.processKey(), notice.number());
            return new NoticeEntry(notice, words(notice), subject, readable);
        });
    }

    private String subject(String processKey, String number) {
        return database.sql("""
                        select subject from inbox_task where process_key = :processKey and number = :number
                        order by created_at desc limit 1
                        """)
                .param("processKey", processKey)
                .param("number", number)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private String words(Notices.Notice notice) {
        String key = "notice." + notice.kind();
        return messages.getMessage(
                key,
                new Object[] {sources.numberInWords(notice.processKey(), notice.number())},
                key,
                Locale.SIMPLIFIED_CHINESE);
    }

    /**
     * A notice as a line of a list.
     *
     * @param words what is told
     * @param subject of the case; empty if it is closed to the reader
     * @param readable whether the reader may open the case
     */
    record NoticeEntry(Notices.Notice notice, String words, String subject, boolean readable) {}
}
