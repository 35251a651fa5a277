package minqing.activity.outing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.activity.problem.Problems;
import minqing.bureau.calendar.Deadline;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.bureau.web.PageOf;
import minqing.platform.form.FormContext;
import minqing.platform.form.PrefillSource;
import minqing.work.attachment.AttachmentOwner;
import minqing.work.inbox.Appointment;
import minqing.work.inbox.CasePart;
import minqing.work.inbox.CaseSource;
import minqing.work.inbox.CaseStory;
import minqing.work.inbox.Fact;
import minqing.work.inbox.Reason;
import minqing.work.inbox.StartedCase;
import minqing.work.inbox.StoryEntry;
import minqing.work.inbox.TaskCard;
import minqing.work.inbox.TaskRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the inbox shows of an outing that waits for a leader's word. People who came are no part of it. */
@Component
class OutingCase implements CaseSource {

    private final OutingRepository outings;
    private final PartRepository partRows;
    private final OutingHistory history;
    private final OutingSecrecy secrecy;
    private final OutingList list;
    private final Confirmation confirmation;
    private final Problems problems;
    private final OutingWords words;

    OutingCase(
            OutingRepository outings,
            PartRepository partRows,
            OutingHistory history,
            OutingSecrecy secrecy,
            OutingList list,
            Confirmation confirmation,
            Problems problems,
            OutingWords words) {
        this.outings = outings;
        this.partRows = partRows;
        this.history = history;
        this.secrecy = secrecy;
        this.list = list;
        this.confirmation = confirmation;
        this.problems = problems;
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
    public Set<String> subjectsForDevices(Set<String> businessKeys) {
        return businessKeys;
    }

    @Override
    public boolean mayRead(Account viewer, String businessKey) {
        return outings.find(businessKey)
                .filter(outing -> secrecy.mayRead(viewer, outing))
                .isPresent();
    }

    @Override
    public boolean mayTake(Account account, TaskRef task) {
        return outings.find(task.businessKey())
                .filter(outing -> task.elementKey().equals(OutingProcess.CONFIRM)
                        ? secrecy.mayConfirm(account, outing)
                        : secrecy.mayCorrect(account, outing))
                .isPresent();
    }

    @Override
    public Optional<Appointment> appointment(TaskRef task) {
        return outings.find(task.businessKey())
                .map(outing -> task.elementKey().equals(OutingProcess.CONFIRM) ? outing.leader() : outing.enteredBy())
                .map(person -> secrecy.isGone(person)
                        ? Appointment.offeredToGroup(Role.OFFICE.group())
                        : Appointment.of(person));
    }

    /** An approver, where the office has nobody left who could do it. */
    @Override
    public List<String> successors(TaskRef task) {
        return List.of(Role.APPROVER.group());
    }

    @Override
    public void handedOver(TaskRef task, String from, @Nullable String to, String by, @Nullable String reason) {
        history.record(
                outings.get(task.businessKey()),
                by,
                "hand-over",
                words.of(
                                to == null ? "outing.given-back" : "outing.handed-over",
                                words.person(from),
                                to == null ? "" : words.person(to))
                        + (reason == null ? "" : "\n" + reason));
    }

    /** Who entered it or handed it in again, or what has to be set right; a leader sees again what they asked for. */
    @Override
    public List<Reason> reasons(Account viewer, TaskRef task, Instant since) {
        List<OutingHistory.Event> events =
                history.of(outings.get(task.businessKey()).id());
        boolean confirming = task.elementKey().equals(OutingProcess.CONFIRM);
        Set<String> senders = confirming ? Set.of("enter", "resubmit") : Set.of("correct");
        Set<String> asked = confirming ? Set.of("correct", "change") : Set.of();
        return Stream.concat(last(events, senders), last(events, asked))
                .map(event -> new Reason(
                        event.at(),
                        words.person(event.actor()),
                        words.action(event.action()),
                        event.reason() == null ? null : words.of("outing.words." + event.action()),
                        event.reason()))
                .toList();
    }

    private static Stream<OutingHistory.Event> last(List<OutingHistory.Event> events, Set<String> actions) {
        return events.stream()
                .filter(event -> actions.contains(event.action()))
                .reduce((first, second) -> second)
                .stream();
    }

    @Override
    public CaseStory story(Account viewer, String businessKey) {
        Outing outing = outings.get(businessKey);
        return new CaseStory(outing.number(), words.subject(outing), facts(outing), entries(outing));
    }

    @Override
    public PageOf<StartedCase> startedBy(Account viewer, @Nullable String text, int page, int size) {
        return list.enteredBy(viewer, text, page, size);
    }

    private List<Fact> facts(Outing outing) {
        List<Fact> facts = new ArrayList<>();
        fact(facts, "state", words.state(outing.state().code()));
        fact(facts, "leader", words.person(outing.leader()));
        fact(facts, "date", words.days(outing.date(), outing.dateTo()));
        fact(facts, "kind", words.kind(outing.kind()));
        fact(facts, "theme", words.theme(outing.theme()));
        fact(facts, "place", words.place(outing));
        fact(facts, "enteredBy", words.person(outing.enteredBy()) + "　" + words.moment(outing.enteredAt()));
        return facts;
    }

    /** What the outing holds, where only words can be shown; of receptions the neutral summary. */
    private List<Fact> contents(Account viewer, Outing outing) {
        Parts parts = partRows.of(outing.id());
        List<Fact> facts = new ArrayList<>();
        parts.labour().forEach(one -> fact(facts, "labour", told(words.day(one.date()), one.place(), one.work())));
        parts.receptions()
                .forEach(one -> fact(
                        facts,
                        "reception",
                        words.of(
                                "outing.fact.reception-of",
                                words.day(one.date()),
                                one.people(),
                                one.summary() == null ? "" : one.summary())));
        parts.forums()
                .forEach(one ->
                        fact(facts, "forum", told(words.day(one.date()), one.topic(), one.attendees(), one.text())));
        Parts.Diary diary = parts.diary();
        if (diary != null) {
            fact(facts, "diary", told(diary.seen(), diary.opinions(), diary.reflections()));
        }
        problems.known(viewer, partRows.problems(outing.id()))
                .forEach(one -> fact(facts, "problem", told(one.number(), one.title())));
        return facts;
    }

    private static String told(@Nullable String... words) {
        return Stream.of(words).filter(Objects::nonNull).collect(Collectors.joining("　"));
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

    /** The outing itself, with the way to its page, where it is set right. */
    @Component
    static class Whole implements CasePart {

        @Override
        public Optional<String> template(String processKey) {
            return processKey.equals(OutingProcess.KEY) ? Optional.of("outing/whole") : Optional.empty();
        }

        @Override
        public boolean beforeForm() {
            return true;
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
            Outing outing = cases.outings.get(number);
            StringBuilder summary = new StringBuilder(number);
            Stream.concat(cases.facts(outing).stream(), cases.contents(viewer.get(), outing).stream())
                    .forEach(fact -> summary.append('\n')
                            .append(fact.label())
                            .append('：')
                            .append(fact.value()));
            return Map.of("caseSummary", summary.toString());
        }
    }

    /** The files of an outing: seen by whoever may see it. */
    @Component
    static class Files extends AttachmentOwner<Outing> {

        private final OutingRepository outings;
        private final PartRepository partRows;
        private final OutingSecrecy secrecy;

        Files(OutingRepository outings, PartRepository partRows, OutingSecrecy secrecy) {
            super("outings", OutingProcess.KEY);
            this.outings = outings;
            this.partRows = partRows;
            this.secrecy = secrecy;
        }

        @Override
        protected Optional<Outing> find(String id) {
            return outings.find(id);
        }

        @Override
        protected String idOf(Outing outing) {
            return outing.number();
        }

        @Override
        protected boolean mayRead(Account viewer, Outing outing) {
            return secrecy.mayRead(viewer, outing);
        }

        @Override
        protected boolean mayAttach(Account account, Outing outing) {
            return secrecy.mayAttach(account, outing);
        }

        @Override
        protected boolean maySeePeople(Account viewer, Outing outing) {
            return secrecy.maySeeVisitors(
                    viewer, outing, partRows.of(outing.id()).receptions());
        }

        @Override
        protected boolean knowsPeople(Outing outing) {
            return !partRows.of(outing.id()).receptions().isEmpty();
        }

        @Override
        protected boolean isOpen(Outing outing) {
            return outing.state() != State.DELETED;
        }

        @Override
        protected void lock(Outing outing) {
            Outing unused = outings.lock(outing.number());
        }
    }
}
