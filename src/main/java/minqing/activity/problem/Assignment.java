package minqing.activity.problem;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import minqing.bureau.calendar.LimitUnit;
import minqing.bureau.calendar.TimeLimit;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import minqing.work.inbox.Inbox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** From the report to the unit that takes it on: intake, triage, supplement, acknowledgement, objection, adjudication. */
@Service
class Assignment {

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final CaseClock caseClock;
    private final Referral referral;
    private final Inbox inbox;
    private final CaseNotices notices;
    private final ProblemWords words;
    private final Clock clock;

    Assignment(
            ProblemRepository problems,
            CaseHistory history,
            CaseClock caseClock,
            Referral referral,
            Inbox inbox,
            CaseNotices notices,
            ProblemWords words,
            Clock clock) {
        this.problems = problems;
        this.history = history;
        this.caseClock = caseClock;
        this.referral = referral;
        this.inbox = inbox;
        this.notices = notices;
        this.words = words;
        this.clock = clock;
    }

    /**
     * Keeps what is proposed for the office to confirm or change; a unit that objected is not proposed. After a recall, what
     * was assigned stays the proposal.
     */
    void propose(String number, Proposal proposal) {
        Problem problem = problems.lock(number);
        if (history.lastIs(problem.id(), "recall")) {
            return;
        }
        String objector = problem.objections() > 0 ? problem.leadUnit() : null;
        List<String> assists = proposal.assistingUnits().stream()
                .filter(unit -> !unit.equals(objector))
                .toList();
        String lead = proposal.leadUnit() == null || proposal.leadUnit().equals(objector) ? null : proposal.leadUnit();
        problems.change(problem)
                .set("proposed_unit", lead)
                .setAll("proposed_assists", assists)
                .apply();
        history.record(problem, null, "route", "propose", null, lead, proposal.reason());
    }

    /**
     * Carries out what the office decided.
     *
     * @param limit the time limit the decision table gives for the problem as triaged; asked for when it is assigned
     */
    void triage(String number, String actor, SubmittedForm answers, Supplier<HandlingLimit> limit) {
        Problem problem = problems.lock(number);
        problems.change(problem).set("triager", actor).apply();
        String reason = answers.textOrNull("reason");
        switch (answers.outcome()) {
            case "assign" -> assign(problem, actor, "triage", answers, limit.get());
            case "resolve-on-the-spot" -> {
                problems.change(problem)
                        .status(Status.SETTLED)
                        .set("handling", answers.required("handling"))
                        .set("answer", answers.required("answer"))
                        .set("answered_on", answers.date("answeredOn").orElseThrow())
                        .set("answer_method", answers.required("answerMethod"))
                        .at("handled_at", clock.instant())
                        .apply();
                history.record(problem, actor, "triage", "resolve-on-the-spot", answers.required("handling"));
                history.record(problem, actor, "triage", "answer", words.answer(answers));
            }
            case "merge" -> merge(problem, actor, answers.required("into"));
            case "refer-petition" -> refer(problem, actor, reason);
            case "refer-discipline" -> {
                refer(problem, actor, reason);
                referral.toDiscipline(problem, actor, answers);
            }
            default -> history.record(problem, actor, "triage", answers.outcome(), reason);
        }
    }

    /**
     * It goes to somebody outside. To whom, the case does not say: from now on only whoever reported or triaged it reads what it
     * says, and what was merged into it.
     */
    private void refer(Problem problem, String actor, @Nullable String reason) {
        history.record(problem, actor, "triage", "refer", reason);
        Stream.concat(Stream.of(problem), problems.mergedInto(problem.id()).stream())
                .forEach(same -> {
                    problems.change(same).at("sealed_at", clock.instant()).apply();
                    inbox.withhold(ProblemProcess.KEY, same.number(), words.of("problem.sealed"));
                });
    }

    /** What was reported stays on the case when the reporter writes it anew. */
    void supplement(String number, String actor, SubmittedForm answers) {
        Problem problem = problems.lock(number);
        if (answers.is("resubmit")) {
            String content = answers.required("content");
            problems.change(problem)
                    .set("content", content)
                    .status(Status.REGISTERED)
                    .apply();
            answers.text("contact").ifPresent(contact -> problems.saveContact(problem.id(), contact));
            String before =
                    content.equals(problem.content()) ? null : words.of("problem.content-before", problem.content());
            history.record(problem, actor, "supplement", "resubmit", before);
            return;
        }
        history.record(problem, actor, "supplement", answers.outcome(), answers.textOrNull("reason"));
    }

    void supplementExpired(String number) {
        history.record(problems.lock(number), null, "supplement", "expired", null);
    }

    /** Taking on starts the handling clock and the one for the first word with the people; an objection is counted. */
    void acknowledge(String number, String actor, SubmittedForm answers) {
        Problem problem = problems.lock(number);
        if (answers.is("accept")) {
            problems.change(problem)
                    .set("handler", actor)
                    .set("objection_open", false)
                    .apply();
            history.record(problem, actor, "acknowledge", "accept", null, problem.leadUnit(), null);
            startHandling(problem);
        } else {
            problems.change(problem)
                    .set("objections", problem.objections() + 1)
                    .status(Status.REGISTERED)
                    .apply();
            history.record(
                    problem, actor, "acknowledge", "object", problem.leadUnit(), null, answers.required("reason"));
        }
    }

    /**
     * The office takes an assignment back before the unit has taken it on. The unit is told, and the assignment becomes the
     * proposal.
     */
    void recall(String number, String actor, @Nullable String reason) {
        Problem problem = problems.lock(number);
        notices.toUnit("recalled", problem);
        problems.change(problem)
                .set("proposed_unit", problem.leadUnit())
                .setAll(
                        "proposed_assists",
                        problems.assists(problem.id()).stream()
                                .map(ProblemRepository.Assist::unit)
                                .toList())
                .set("lead_unit", null)
                .status(Status.REGISTERED)
                .apply();
        problems.assignAssists(problem.id(), List.of());
        history.record(problem, actor, "recall", "recall", problem.leadUnit(), null, reason);
    }

    /** The office takes on what it had declined: the case begins again under its number, with a new limit for the triage. */
    void reinstate(String number, String actor, String reason) {
        Problem problem = problems.lock(number);
        Instant now = clock.instant();
        problems.saveReinstatement(problem, now);
        problems.change(problem).status(Status.REGISTERED).at("ended_at", null).apply();
        history.record(problem, actor, "reinstate", "reinstate", reason);
        caseClock.start(problem, "triage");
        notices.toReporter("reinstated", problem);
    }

    /**
     * The case of a problem that was taken on again begins.
     *
     * @throws Conflict where nobody has
     */
    Problem reinstated(String number) {
        Problem problem = problems.lock(number);
        if (problem.status() != Status.REGISTERED || !history.lastIs(problem.id(), "reinstate")) {
            throw new Conflict("problem.message-late.reinstate", number);
        }
        return problem;
    }

    /** Five working days without a word: the unit keeps the case, and its head is told. */
    void objectionLapsed(String number) {
        Problem problem = problems.lock(number);
        problems.change(problem).set("objection_open", false).apply();
        history.record(problem, null, "acknowledge", "objection-lapsed", problem.leadUnit(), null, null);
        notices.toHeads("objection-lapsed", problem);
    }

    /** The approver's word is final: handling starts at once, and the unit can't object. */
    void adjudicate(String number, String actor, SubmittedForm answers, HandlingLimit limit) {
        Problem problem = problems.lock(number);
        assign(problem, actor, "adjudicate", answers, limit);
        Problem assigned = problems.get(number);
        problems.change(assigned)
                .set("objection_open", false)
                .set("handler", null)
                .apply();
        startHandling(assigned);
        notices.toUnit("adjudicated", assigned);
    }

    private void assign(Problem problem, String actor, String step, SubmittedForm answers, HandlingLimit limit) {
        String lead = answers.required("leadUnit");
        Set<String> assists = new TreeSet<>(answers.texts("assistingUnits"));
        assists.remove(lead);
        problems.change(problem)
                .set("lead_unit", lead)
                .set("complex", limit.complex())
                .set("limit_amount", limit.limit().amount())
                .set("limit_unit", limit.limit().unit().name())
                .set("objection_open", true)
                .set("handler", null)
                .apply();
        problems.assignAssists(problem.id(), assists);
        history.record(problem, actor, step, "assign", problem.leadUnit(), lead, instructions(answers));
        assists.forEach(unit -> history.record(problem, actor, step, "assist", null, unit, null));
    }

    /** 拟办意见: of an adjudication beside its reason. */
    private @Nullable String instructions(SubmittedForm answers) {
        Optional<String> opinion = answers.text("opinion");
        return answers.text("reason")
                .map(reason -> opinion.map(more -> words.of("problem.adjudicated", reason, more))
                        .orElse(reason))
                .or(() -> opinion)
                .orElse(null);
    }

    private void startHandling(Problem problem) {
        Problem assigned = problems.get(problem.number());
        caseClock.start(assigned, "handle", null, handlingLimit(assigned));
        caseClock.start(assigned, "first-contact");
    }

    static TimeLimit handlingLimit(Problem problem) {
        Integer amount = problem.limitAmount();
        String unit = problem.limitUnit();
        if (amount == null || unit == null) {
            throw new IllegalStateException("problem " + problem.number() + " has no time limit");
        }
        return new TimeLimit(amount, LimitUnit.valueOf(unit));
    }

    /** Whether whoever triaged the case brought it in as well. */
    boolean reportedByTriager(String number) {
        Problem problem = problems.get(number);
        String triager = problem.triager();
        return triager != null && history.reporters(problem.id()).contains(triager);
    }

    private void merge(Problem problem, String actor, String into) {
        Problem root = root(problem, into);
        problems.change(problem).set("merged_into", root.id()).apply();
        history.record(problem, actor, "triage", "merge", root.number());
        history.record(root, actor, "triage", "absorb", problem.number());
        notices.toReporters("merged", problem, root);
    }

    /**
     * Where a merge ends up: an open problem, followed through earlier merges.
     *
     * @throws InvalidInput when there is none, it is over, or it is the problem itself
     */
    Problem root(Problem problem, String into) {
        Problem target = problems.find(into).orElseThrow(() -> InvalidInput.of("into", "problem.merge-missing", into));
        while (target.mergedInto() != null) {
            target = problems.find(target.mergedInto()).orElseThrow();
        }
        if (target.id() == problem.id()) {
            throw InvalidInput.of("into", "problem.merge-itself", into);
        }
        Problem locked = problems.lock(target.number());
        if (locked.status().ended()) {
            throw InvalidInput.of("into", "problem.merge-ended", locked.number());
        }
        return locked;
    }

    /**
     * Who should handle a problem.
     *
     * @param leadUnit none: the office decides
     * @param reason why there is no proposal, in words; null where the decision table has its say
     */
    record Proposal(
            @Nullable String leadUnit,
            List<String> assistingUnits,
            @Nullable String reason) {

        Proposal {
            assistingUnits = List.copyOf(assistingUnits);
        }

        static Proposal none(String reason) {
            return new Proposal(null, List.of(), reason);
        }
    }

    /** What the decision table {@code handling-time-limit} says. */
    record HandlingLimit(TimeLimit limit, @Nullable Boolean complex) {}
}
