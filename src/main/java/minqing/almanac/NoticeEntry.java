package minqing.almanac;

import java.util.List;
import minqing.calendar.CalendarNotices;
import minqing.calendar.StatutoryDay;
import minqing.fault.Forbidden;
import minqing.organization.Account;
import minqing.organization.Role;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** An administrator enters a notice on the page or over REST; the task that waited for it ends with it. */
@Component
class NoticeEntry {

    private final CalendarNotices notices;
    private final CalendarNoticeProcess process;

    NoticeEntry(CalendarNotices notices, CalendarNoticeProcess process) {
        this.notices = notices;
        this.process = process;
    }

    void requireAdministrator(Account account) {
        if (!account.is(Role.ADMINISTRATOR)) {
            throw new Forbidden("almanac.administrator");
        }
    }

    @Transactional
    void enter(int year, List<StatutoryDay> days, CalendarNotices.Fields fields, Account account) {
        requireAdministrator(account);
        notices.enter(year, days, fields, account.id());
        process.entered(year);
    }
}
