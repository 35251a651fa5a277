package minqing.work.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.platform.form.FormContext;
import minqing.platform.form.Option;
import minqing.platform.form.OptionSource;
import minqing.platform.form.PrefillSource;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands behind the model {@code inbox-trial}: cases that are what a test says. */
@Component("inboxTrial")
public class InboxTrial implements CaseSource, PrefillSource {

    static final String KEY = "inbox-trial";

    /** What is known of each case. */
    final Map<String, TaskCard> cards = new ConcurrentHashMap<>();

    /** Who may read each case. */
    final Map<String, Set<String>> readers = new ConcurrentHashMap<>();

    /** Who may not do anything: it would be their own work. */
    final Set<String> barred = ConcurrentHashMap.newKeySet();

    /** The limits that a task's own create listener writes. */
    final Map<String, Instant> opened = new ConcurrentHashMap<>();

    volatile Runnable whileWeighing = () -> {};

    void reset() {
        cards.clear();
        readers.clear();
        barred.clear();
        opened.clear();
        whileWeighing = () -> {};
    }

    /** The model's create listener: the card asked for later shows what it wrote. */
    public void opened(DelegateTask task) {
        String number = task.getExecution().getProcessBusinessKey();
        TaskCard card = number == null ? null : cards.get(number);
        if (card != null && card.dueAt() != null) {
            opened.put(task.getId(), card.dueAt());
        }
    }

    /** The model's complete listener. */
    public void weighed(DelegateTask task) {
        whileWeighing.run();
    }

    public boolean settled(DelegateExecution execution) {
        return true;
    }

    @Override
    public String processKey() {
        return KEY;
    }

    @Override
    public TaskCard card(TaskRef task) {
        TaskCard known = cards.getOrDefault(task.businessKey(), new TaskCard("未命名", "", null, null, null, false));
        return new TaskCard(
                known.subject(),
                known.place(),
                opened.get(task.taskId()),
                known.blueAt(),
                known.yellowFrom(),
                known.supervised());
    }

    @Override
    public boolean mayRead(Account viewer, String businessKey) {
        return readers.getOrDefault(businessKey, Set.of()).contains(viewer.id());
    }

    @Override
    public boolean mayTake(Account account, TaskRef task) {
        return !barred.contains(account.id());
    }

    @Override
    public CaseStory story(Account viewer, String businessKey) {
        return new CaseStory(
                businessKey,
                cards.get(businessKey).subject(),
                List.of(new Fact("事由", "村道积水")),
                List.of(new StoryEntry(Instant.EPOCH, "甲一", "提出申请", null, "待权衡", "雨后积水")));
    }

    @Override
    public PageOf<StartedCase> startedBy(Account viewer, @Nullable String text, int page, int size) {
        List<StartedCase> all = cards.entrySet().stream()
                .filter(entry -> viewer.id().equals("inbox-trial-ann"))
                .filter(entry -> text == null || entry.getValue().subject().contains(text))
                .sorted(Map.Entry.<String, TaskCard>comparingByKey().reversed())
                .map(entry -> new StartedCase(
                        KEY,
                        entry.getKey(),
                        entry.getValue().subject(),
                        entry.getValue().place(),
                        "权衡中",
                        Instant.EPOCH,
                        null))
                .toList();
        return new PageOf<>(all.stream().skip((long) page * size).limit(size).toList(), all.size());
    }

    @Override
    public Map<String, Object> values(FormContext context) {
        return Map.of("opinion", "先看现场", "caseSummary", "只给任务列表看");
    }

    /** The choices of the field 帮手. */
    @Component
    static class Helpers implements OptionSource {

        @Override
        public String key() {
            return "inboxTrialHelpers";
        }

        @Override
        public List<Option> options(FormContext context) {
            return List.of(new Option("one", "老王"));
        }
    }
}
