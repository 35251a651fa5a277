package minqing.activity.problem;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import minqing.bureau.access.People;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.UnitKind;
import minqing.bureau.organization.Village;
import minqing.platform.form.FormContext;
import minqing.platform.form.Option;
import minqing.platform.form.OptionSource;
import minqing.platform.form.PrefillSource;
import minqing.work.inbox.Inbox;
import minqing.work.inbox.OpenTask;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What a static form can't hold: the choices it offers, and what it shows already filled in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TimeLimits.class)
class ProblemForms {

    /** Whoever reports is mostly from a village paired with them: those come first. */
    @Bean
    OptionSource villageOptions(Organization organization, Clock clock) {
        return OptionSource.of("villages", context -> {
            List<Village> own = organization.pairedVillages(context.user(), LocalDate.now(clock));
            return Stream.concat(
                            own.stream(), organization.villages().stream().filter(village -> !own.contains(village)))
                    .map(village -> new Option(village.id(), ProblemWords.place(village)))
                    .toList();
        });
    }

    @Bean
    OptionSource categoryOptions(Categories categories) {
        return OptionSource.of(
                "categories",
                context -> categories.all().stream()
                        .map(category -> new Option(category.code(), category.name()))
                        .toList());
    }

    /** Every unit a problem can be fed back to; the bureau itself is none. */
    @Bean
    OptionSource unitOptions(Organization organization) {
        return OptionSource.of(
                "units",
                context -> ResponsibleUnits.assignable(organization)
                        .map(unit -> new Option(unit.code(), unit.name()))
                        .toList());
    }

    /** The units an approver can command. */
    @Bean
    OptionSource internalUnitOptions(Organization organization) {
        return OptionSource.of(
                "internalUnits",
                context -> organization.units().stream()
                        .filter(unit -> unit.kind() == UnitKind.INTERNAL)
                        .map(unit -> new Option(unit.code(), unit.name()))
                        .toList());
    }

    /** The units that assist in the case at hand. */
    @Bean
    OptionSource caseAssistOptions(ProblemRepository problems, Organization organization) {
        return OptionSource.of(
                "caseAssists",
                context -> Optional.ofNullable(context.businessKey())
                        .flatMap(problems::find)
                        .map(problem -> problems.assists(problem.id()).stream()
                                .map(assist -> new Option(
                                        assist.unit(),
                                        organization
                                                .unit(assist.unit())
                                                .orElseThrow()
                                                .name()))
                                .toList())
                        .orElse(List.of()));
    }

    /** What an assisting task can end with: the assisting unit says what it did, the lead unit's head that it isn't needed. */
    @Bean
    OptionSource assistOutcomes(ProblemRepository problems, Directory directory, Inbox inbox, MessageSource messages) {
        List<Option> known = Stream.of("done", "waive")
                .map(outcome -> new Option(
                        outcome,
                        messages.getMessage("problem.assist-outcome." + outcome, null, Locale.SIMPLIFIED_CHINESE)))
                .toList();
        return new OptionSource() {
            @Override
            public String key() {
                return "assistOutcomes";
            }

            @Override
            public List<Option> options(FormContext context) {
                Optional<Account> account = directory.account(context.user());
                Optional<Problem> problem =
                        Optional.ofNullable(context.businessKey()).flatMap(problems::find);
                Optional<String> unit = Optional.ofNullable(context.taskId())
                        .flatMap(inbox::openTask)
                        .map(OpenTask::unit);
                return account.isEmpty() || problem.isEmpty() || unit.isEmpty()
                        ? known
                        : known.stream()
                                .filter(outcome -> ProblemRules.mayAssist(
                                        account.get(), problem.get(), outcome.value(), unit.get()))
                                .toList();
            }

            @Override
            public List<Option> known(FormContext context) {
                return known;
            }
        };
    }

    /** The open problems a case can be merged into: of its village or category, as far as the person may read them. */
    @Bean
    OptionSource mergeTargets(ProblemRepository problems, Directory directory, Ledger ledger, ProblemWords words) {
        return OptionSource.of("mergeTargets", context -> {
            Optional<Account> viewer = directory.account(context.user());
            return Optional.ofNullable(context.businessKey())
                    .flatMap(problems::find)
                    .filter(problem -> viewer.isPresent())
                    .map(problem -> ledger.mergeTargets(viewer.orElseThrow(), problem).stream()
                            .map(row -> new Option(
                                    row.number(),
                                    words.of("problem.suggestion", row.title(), words.place(row.village()))))
                            .toList())
                    .orElse(List.of());
        });
    }

    /** What the tasks of a case show already filled in. The contact is masked for all who must not know it. */
    @Component
    static class Prefill implements PrefillSource {

        private static final String SUMMARY = "caseSummary";

        private static final Set<String> HANDLED = Set.of("done", "cannot-yet");

        private final ProblemRepository problems;
        private final Extensions extensions;
        private final Supervision supervision;
        private final ProblemVisibility visibility;
        private final People people;
        private final Directory directory;
        private final CaseHistory history;
        private final Inbox inbox;
        private final ProblemWords words;
        private final Clock clock;

        Prefill(
                ProblemRepository problems,
                Extensions extensions,
                Supervision supervision,
                ProblemVisibility visibility,
                People people,
                Directory directory,
                CaseHistory history,
                Inbox inbox,
                ProblemWords words,
                Clock clock) {
            this.problems = problems;
            this.extensions = extensions;
            this.supervision = supervision;
            this.visibility = visibility;
            this.people = people;
            this.directory = directory;
            this.history = history;
            this.inbox = inbox;
            this.words = words;
            this.clock = clock;
        }

        @Override
        public String processKey() {
            return ProblemProcess.KEY;
        }

        @Override
        public Map<String, Object> values(FormContext context) {
            Optional<Account> viewer = directory.account(context.user());
            Optional<Problem> problem =
                    Optional.ofNullable(context.businessKey()).flatMap(problems::find);
            if (viewer.isEmpty() || problem.isEmpty() || !visibility.mayReadContent(viewer.get(), problem.get())) {
                return Map.of();
            }
            return values(context, viewer.get(), problem.get());
        }

        /** Tasklist shows the contact in the summary of the case, to those who may see it: that is a reading like any other. */
        @Override
        public void shown(FormContext context, Set<String> keys) {
            if (!keys.contains(SUMMARY)) {
                return;
            }
            Optional<Account> viewer = directory.account(context.user());
            Optional.ofNullable(context.businessKey())
                    .flatMap(problems::find)
                    .filter(problem -> viewer.filter(reader -> visibility.maySeeContact(reader, problem))
                            .isPresent())
                    .filter(problem -> problems.contact(problem.id()).isPresent())
                    .ifPresent(problem ->
                            people.shown(true).noted(viewer.orElseThrow(), "problem", problem.number(), "contact"));
        }

        private Map<String, Object> values(FormContext context, Account viewer, Problem problem) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put(SUMMARY, summary(viewer, problem));
            switch (context.elementKey()) {
                case "triage" -> {
                    put(values, "leadUnit", problem.proposedUnit());
                    assignedBefore(values, problem);
                    values.putIfAbsent("assistingUnits", new ArrayList<>(problem.proposedAssists()));
                    handledBefore(values, problem);
                    if (problem.complex() != null) {
                        values.putIfAbsent("complexity", problem.complex() ? "complex" : "ordinary");
                    }
                }
                case "adjudicate" -> assignedBefore(values, problem);
                case "supplement" -> values.put("content", problem.content());
                case "handle" -> {
                    handledBefore(values, problem);
                    put(values, "nextStep", problem.nextStep());
                    // The work is written anew, not decided: how it ended last time is where it goes on.
                    history.last(problem.id(), "handle", HANDLED)
                            .ifPresent(last -> values.put("outcome", last.action()));
                }
                case "assist" -> assistedBefore(values, context, problem);
                case "approve-extension" ->
                    extensions.of(problem).ifPresent(request -> {
                        values.put("days", request.days());
                        values.put("extensionReason", request.reason());
                        extensions.outlook(problem, request.days()).ifPresent(outlook -> values.put("newDue", outlook));
                    });
                case "first-contact" -> values.put("contactedOn", LocalDate.now(clock));
                case "reply-supervision" ->
                    supervision.open(problem).ifPresent(demand -> values.put("demand", demand.demand()));
                default -> {}
            }
            return values;
        }

        /**
         * What was entered when the case was assigned before; the unit that objected is not proposed again, and the one that is
         * proposed now does not assist itself.
         */
        private void assignedBefore(Map<String, Object> values, Problem problem) {
            history.last(problem.id(), "triage", Set.of("assign"))
                    .ifPresent(last -> put(values, "opinion", last.reason()));
            if (problem.leadUnit() == null) {
                return;
            }
            values.put(
                    "assistingUnits",
                    new ArrayList<>(problems.assists(problem.id()).stream()
                            .map(ProblemRepository.Assist::unit)
                            .filter(unit -> !unit.equals(values.get("leadUnit")))
                            .toList()));
            if (problem.complex() != null) {
                values.put("complexity", problem.complex() ? "complex" : "ordinary");
            }
        }

        private static void handledBefore(Map<String, Object> values, Problem problem) {
            put(values, "handling", problem.handling());
            put(values, "answer", problem.answer());
            put(values, "answeredOn", problem.answeredOn());
            put(values, "answerMethod", problem.answerMethod());
        }

        private void assistedBefore(Map<String, Object> values, FormContext context, Problem problem) {
            Optional<String> unit = Optional.ofNullable(context.taskId())
                    .flatMap(inbox::openTask)
                    .map(OpenTask::unit);
            problems.assists(problem.id()).stream()
                    .filter(assist -> unit.filter(assist.unit()::equals).isPresent() && assist.result() != null)
                    .findFirst()
                    .ifPresent(assist -> {
                        values.put("outcome", "done");
                        put(values, "result", assist.result());
                    });
        }

        private String summary(Account viewer, Problem problem) {
            StringBuilder summary = new StringBuilder(words.of(
                    "problem.summary",
                    problem.number(),
                    problem.title(),
                    words.place(problem.village()),
                    words.category(problem.category()),
                    problem.content()));
            problems.contact(problem.id())
                    .map(people.shown(visibility.maySeeContact(viewer, problem))::name)
                    .ifPresent(contact -> summary.append('\n').append(words.of("problem.summary-contact", contact)));
            if (problem.handling() != null) {
                summary.append('\n').append(words.of("problem.summary-handling", problem.handling()));
            }
            return summary.toString();
        }

        private static void put(
                Map<String, Object> values, String key, @org.jspecify.annotations.Nullable Object value) {
            if (value != null) {
                values.put(key, value);
            }
        }
    }
}
