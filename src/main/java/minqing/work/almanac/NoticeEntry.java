package minqing.work.almanac;

import java.util.List;
import minqing.bureau.calendar.CalendarNotices;
import minqing.bureau.calendar.StatutoryDay;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Forbidden;
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
