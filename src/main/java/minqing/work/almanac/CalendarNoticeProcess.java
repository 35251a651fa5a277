package minqing.work.almanac;

import java.util.Set;
import minqing.bureau.calendar.CalendarNotices;
import minqing.platform.engine.AsSystem;
import minqing.platform.engine.ProcessVariables;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The process {@code calendar-notice} (录入放假安排): its key, the names its model uses, and the methods its model calls. Its
 * business key is the year; it keeps no variables.
 */
@Component("calendarNoticeProcess")
public class CalendarNoticeProcess implements ProcessVariables {

    /** The key of the process. */
    public static final String KEY = "calendar-notice";

    /** The field of the form that takes the notice. */
    static final String NOTICE = "notice";

    private static final String ENTERED = "notice-entered";

    private final CalendarNotices notices;
    private final NoticeText text;
    private final AsSystem asSystem;
    private final RuntimeService runtimeService;

    CalendarNoticeProcess(
            CalendarNotices notices, NoticeText text, AsSystem asSystem, @Lazy RuntimeService runtimeService) {
        this.notices = notices;
        this.text = text;
        this.asSystem = asSystem;
        this.runtimeService = runtimeService;
    }

    @Override
    public String processKey() {
        return KEY;
    }

    @Override
    public Set<String> names() {
        return Set.of();
    }

    /** The notice came in by another way than the task; where none waits for it, nothing happens. */
    void entered(int year) {
        asSystem.run(() -> runtimeService
                .createMessageCorrelation(ENTERED)
                .processInstanceBusinessKey(String.valueOf(year))
                .correlateAll());
    }

    // ---- steps of the model

    public void look(DelegateExecution execution) {
        notices.askForMissing().ifPresent(year -> execution.setProcessBusinessKey(String.valueOf(year)));
    }

    public boolean missing(DelegateExecution execution) {
        return execution.getProcessBusinessKey() != null;
    }

    public void completed(DelegateTask task) {
        int year = Integer.parseInt(task.getExecution().getProcessBusinessKey());
        String notice = String.valueOf(task.getVariable(NOTICE));
        notices.enter(year, text.read(year, notice), NoticeText.FIELDS, actor(task));
    }

    private static String actor(DelegateTask task) {
        String actor = task.getProcessEngineServices()
                .getIdentityService()
                .getCurrentAuthentication()
                .getUserId();
        if (actor == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return actor;
    }
}
