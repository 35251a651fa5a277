package minqing.outing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minqing.attachment.AttachmentOwner;
import minqing.calendar.Deadline;
import minqing.form.FormContext;
import minqing.form.PrefillSource;
import minqing.inbox.CasePart;
import minqing.inbox.CaseSource;
import minqing.inbox.CaseStory;
import minqing.inbox.Fact;
import minqing.inbox.StartedCase;
import minqing.inbox.StoryEntry;
import minqing.inbox.TaskCard;
import minqing.inbox.TaskRef;
import minqing.organization.Account;
import minqing.organization.Directory;
import minqing.organization.Role;
import minqing.web.PageOf;
import minqing.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the inbox shows of an outing that waits for a leader's word. People who came are no part of it. */
@Component
class OutingCase implements CaseSource {

    private final OutingRepository outings;
    private final OutingHistory history;
    private final OutingSecrecy secrecy;
    private final OutingList list;
    private final Confirmation confirmation;
    private final OutingWords words;

    OutingCase(
            OutingRepository outings,
            OutingHistory history,
            OutingSecrecy secrecy,
            OutingList list,
            Confirmation confirmation,
            OutingWords words) {
        this.outings = outings;
        this.history = history;
        this.secrecy = secrecy;
        this.list = list;
        this.confirmation = confirmation;
        this.words = words;
    }

    @Override
    public String processKey() {
        return OutingProcess.KEY;
    }

    @Override
    public TaskCard card(TaskRef task) {
        Outing outing = outings.get(task.businessKey());
        Deadline deadline = confirmation.deadline(outing);
        return new TaskCard(
                words.subject(outing),
                words.place(outing),
                deadline == null ? null : deadline.dueAt(),
                deadline == null ? null : deadline.blueAt(),
                task.elementKey().equals(OutingProcess.CORRECT) ? outing.waitingFrom() : null,
                false);
    }

    @Override
    public boolean mayRead(Account viewer, String businessKey) {
        return outings.find(businessKey)
                .filter(outing -> secrecy.mayRead(viewer, outing))
                .isPresent();
    }

    /** It is the leader's own word, and the correction of whoever entered it. */
    @Override
    public boolean mayTake(Account account, TaskRef task) {
        return outings.find(task.businessKey())
                .filter(outing -> account.id()
                        .equals(task.elementKey().equals(OutingProcess.CONFIRM) ? outing.leader() : outing.enteredBy()))
                .isPresent();
    }

    @Override
    public CaseStory story(Account viewer, String businessKey) {
        Outing outing = outings.get(businessKey);
        return new CaseStory(outing.number(), words.subject(outing), facts(viewer, outing), entries(outing));
    }

    @Override
    public PageOf<StartedCase> startedBy(Account viewer, @Nullable String text, int page, int size) {
        return list.enteredBy(viewer, text, new Paging(page, size));
    }

    private List<Fact> facts(Account viewer, Outing outing) {
        Parts parts = outings.parts(outing.id());
        OutingSecrecy.Hidden hidden = secrecy.hiddenFrom(viewer);
        List<Fact> facts = new ArrayList<>();
        fact(facts, "state", words.state(outing.state().code()));
        fact(facts, "leader", words.person(outing.leader()));
        fact(facts, "date", words.days(outing.date(), outing.dateTo()));
        fact(facts, "kind", words.kind(outing.kind()));
        fact(facts, "theme", words.theme(outing.theme()));
        fact(facts, "place", words.place(outing));
        parts.labour().forEach(one -> fact(facts, "labour", words.day(one.date()) + "　" + one.work()));
        parts.receptions()
                .forEach(one -> fact(
                        facts,
                        "reception",
                        words.of(
                                "outing.fact.reception-of",
                                words.day(one.date()),
                                one.people(),
                                one.summary() != null && secrecy.mayReadReception(viewer, outing, one, hidden)
                                        ? one.summary()
                                        : "")));
        parts.forums().forEach(one -> fact(facts, "forum", words.day(one.date()) + "　" + one.topic()));
        if (parts.diary() != null) {
            fact(facts, "diary", words.of("outing.fact.diary-there"));
        }
        fact(facts, "enteredBy", words.person(outing.enteredBy()) + "　" + words.moment(outing.enteredAt()));
        return facts;
    }

    private List<StoryEntry> entries(Outing outing) {
        return history.of(outing.id()).stream()
                .map(event -> new StoryEntry(
                        event.at(),
                        words.person(event.actor()),
                        words.action(event.action()),
                        null,
                        null,
                        event.reason()))
                .toList();
    }

    private void fact(List<Fact> facts, String key, String value) {
        if (!value.isBlank()) {
            facts.add(new Fact(words.of("outing.fact." + key), value));
        }
    }

    /** The way from a task to the outing itself, where it is read in full and set right. */
    @Component
    static class Link implements CasePart {

        @Override
        public Optional<String> template(String processKey) {
            return processKey.equals(OutingProcess.KEY) ? Optional.of("outing/link") : Optional.empty();
        }
    }

    /** What Tasklist shows of the outing; nothing of the people who came. */
    @Component
    static class Prefill implements PrefillSource {

        private final OutingCase cases;
        private final Directory directory;

        Prefill(OutingCase cases, Directory directory) {
            this.cases = cases;
            this.directory = directory;
        }

        @Override
        public String processKey() {
            return OutingProcess.KEY;
        }

        @Override
        public Map<String, Object> values(FormContext context) {
            String number = context.businessKey();
            Optional<Account> viewer = directory.account(context.user());
            if (number == null || viewer.isEmpty() || !cases.mayRead(viewer.get(), number)) {
                return Map.of();
            }
            StringBuilder summary = new StringBuilder(number);
            cases.facts(viewer.get(), cases.outings.get(number))
                    .forEach(fact -> summary.append('\n')
                            .append(fact.label())
                            .append('：')
                            .append(fact.value()));
            return Map.of("caseSummary", summary.toString());
        }
    }

    /** The files of an outing: seen by whoever may see it. */
    @Component
    static class Files implements AttachmentOwner {

        private final OutingRepository outings;
        private final OutingSecrecy secrecy;

        Files(OutingRepository outings, OutingSecrecy secrecy) {
            this.outings = outings;
            this.secrecy = secrecy;
        }

        @Override
        public String kind() {
            return "outings";
        }

        @Override
        public String processKey() {
            return OutingProcess.KEY;
        }

        @Override
        public Optional<String> canonicalId(String id) {
            return outings.find(id).map(Outing::number);
        }

        @Override
        public boolean mayRead(Account viewer, String id) {
            return outings.find(id)
                    .filter(outing -> secrecy.mayRead(viewer, outing))
                    .isPresent();
        }

        @Override
        public boolean mayAttach(Account account, String id) {
            return !account.is(Role.INSPECTOR)
                    && outings.find(id)
                            .filter(outing -> account.is(Role.OFFICE)
                                    || account.id().equals(outing.leader())
                                    || account.id().equals(outing.enteredBy()))
                            .isPresent();
        }

        @Override
        public boolean isOpen(String id) {
            return outings.find(id)
                    .filter(outing -> outing.state() != State.DELETED)
                    .isPresent();
        }

        @Override
        public void lock(String id) {
            Outing unused = outings.lock(id);
        }
    }
}
