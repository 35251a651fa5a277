package minqing.work.almanac;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import minqing.bureau.calendar.Deadlines;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.bureau.web.PageOf;
import minqing.work.inbox.CaseSource;
import minqing.work.inbox.CaseStory;
import minqing.work.inbox.Fact;
import minqing.work.inbox.Reason;
import minqing.work.inbox.StartedCase;
import minqing.work.inbox.TaskCard;
import minqing.work.inbox.TaskRef;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What the inbox shows of a missing notice. It is due on the last working day before its year. */
@Component
class CalendarNoticeCase implements CaseSource {

    private final WorkingCalendar calendar;
    private final Deadlines deadlines;
    private final Directory directory;
    private final MessageSource messages;

    CalendarNoticeCase(WorkingCalendar calendar, Deadlines deadlines, Directory directory, MessageSource messages) {
        this.directory = directory;
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.messages = messages;
    }

    @Override
    public String processKey() {
        return CalendarNoticeProcess.KEY;
    }

    @Override
    public TaskCard card(TaskRef task) {
        LocalDate year = LocalDate.of(Integer.parseInt(task.businessKey()), 1, 1);
        return new TaskCard(
                subject(task.businessKey()),
                "",
                deadlines.endOf(calendar.lastWorkingDayBefore(year)),
                null,
                null,
                false);
    }

    @Override
    public Set<String> subjectsForDevices(Set<String> businessKeys) {
        return businessKeys;
    }

    @Override
    public boolean mayRead(Account viewer, String businessKey) {
        return mayEnter(viewer);
    }

    @Override
    public boolean mayTake(Account account, TaskRef task) {
        return mayEnter(account);
    }

    /** The office, where there is no administrator any more. */
    @Override
    public List<String> successors(TaskRef task) {
        return List.of(Role.OFFICE.group());
    }

    private boolean mayEnter(Account account) {
        return account.is(Role.ADMINISTRATOR)
                || account.is(Role.OFFICE)
                        && directory.members(Role.ADMINISTRATOR.group()).isEmpty();
    }

    @Override
    public CaseStory story(Account viewer, String businessKey) {
        return new CaseStory(
                businessKey,
                subject(businessKey),
                List.of(new Fact(words("almanac.fact.why"), words("almanac.fact.provisional", businessKey))),
                List.of());
    }

    @Override
    public List<Reason> reasons(Account viewer, TaskRef task, Instant since) {
        return List.of(new Reason(
                since,
                words("almanac.system"),
                words("almanac.missing"),
                words("almanac.fact.why"),
                words("almanac.fact.provisional", task.businessKey())));
    }

    /** Nobody starts such a case. */
    @Override
    public PageOf<StartedCase> startedBy(Account viewer, @Nullable String text, int page, int size) {
        return new PageOf<>(List.of(), 0);
    }

    private String subject(String year) {
        return words("almanac.subject", year);
    }

    private String words(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
