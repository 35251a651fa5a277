package minqing.work.almanac;

import minqing.bureau.calendar.CalendarNotices;
import minqing.platform.engine.Submission;
import minqing.platform.engine.SubmissionRule;
import minqing.platform.fault.Forbidden;
import org.springframework.stereotype.Component;

/** What the form of the task cannot know: whether the text is the notice of the year. Nobody starts a case by hand. */
@Component
class CalendarNoticeRules implements SubmissionRule {

    private final CalendarNotices notices;
    private final NoticeText text;

    CalendarNoticeRules(CalendarNotices notices, NoticeText text) {
        this.notices = notices;
        this.text = text;
    }

    @Override
    public String processKey() {
        return CalendarNoticeProcess.KEY;
    }

    @Override
    public void check(Submission submission) {
        if (submission.taskId() == null || submission.businessKey() == null) {
            throw new Forbidden("almanac.by-itself");
        }
        int year = Integer.parseInt(submission.businessKey());
        String notice = String.valueOf(submission.values().get(CalendarNoticeProcess.NOTICE));
        notices.check(year, text.read(year, notice), NoticeText.FIELDS);
    }
}
