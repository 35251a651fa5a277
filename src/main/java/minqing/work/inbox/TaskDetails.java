package minqing.work.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.platform.engine.AsSystem;
import minqing.platform.fault.InvalidInput;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormField;
import minqing.platform.form.FormOptions;
import minqing.platform.form.FormPrefill;
import minqing.platform.form.FormSchema;
import minqing.platform.form.FormValidator;
import minqing.platform.form.Option;
import org.camunda.bpm.engine.FormService;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** A task as one person sees it: what they can do with it, with which form, and what the case is. */
@Component
class TaskDetails {

    private final InboxTasks tasks;
    private final TaskWork work;
    private final CaseSources sources;
    private final TaskEntries entries;
    private final TaskForms forms;
    private final FormOptions options;
    private final FormPrefill prefill;
    private final FormValidator validator;
    private final NextSteps nextSteps;
    private final FormService formService;
    private final AsSystem asSystem;
    private final MessageSource messages;
    private final ObjectMapper json;

    TaskDetails(
            InboxTasks tasks,
            TaskWork work,
            CaseSources sources,
            TaskEntries entries,
            TaskForms forms,
            FormOptions options,
            FormPrefill prefill,
            FormValidator validator,
            NextSteps nextSteps,
            FormService formService,
            AsSystem asSystem,
            MessageSource messages,
            ObjectMapper json) {
        this.tasks = tasks;
        this.work = work;
        this.sources = sources;
        this.entries = entries;
        this.forms = forms;
        this.options = options;
        this.prefill = prefill;
        this.validator = validator;
        this.nextSteps = nextSteps;
        this.formService = formService;
        this.asSystem = asSystem;
        this.messages = messages;
        this.json = json;
    }

    /**
     * What the person can do.
     *
     * @param complete fill in and submit, which takes an offered task by the way
     * @param claim take it without completing it
     * @param release give it back
     * @param transfer hand it to one of these
     * @param ownWork whether it is theirs but must not be done by them
     */
    record Rights(boolean complete, boolean claim, boolean release, List<Account> transfer, boolean ownWork) {}

    Rights rights(Account account, TaskRow task) {
        if (!work.has(account, task)) {
            List<Account> others = work.mayHandOver(account, task) ? work.eligible(account, task) : List.of();
            return new Rights(false, false, false, others, false);
        }
        boolean mayTake = sources.mayTake(account, task.ref());
        boolean held = task.heldBy(account.id());
        return new Rights(
                mayTake,
                mayTake && !held,
                held && work.isOffered(task),
                work.eligible(account, task).stream()
                        .filter(one -> !one.id().equals(account.id()))
                        .toList(),
                !mayTake);
    }

    /** The task in short. Whoever may only hand it to somebody else, and not read the case, sees no word of the case. */
    TaskEntry entry(Account account, TaskRow task) {
        return work.mayHandOver(account, task)
                ? entries.held(account, List.of(task)).get(0)
                : entries.entry(task);
    }

    Optional<FormSchema> form(TaskRow task) {
        return task.open() ? forms.ofTask(task.id()) : Optional.empty();
    }

    /** The case, if the person may read it. */
    Optional<CaseStory> story(Account account, TaskRow task) {
        return sources.of(task.processKey())
                .filter(source -> sources.mayRead(account, task.processKey(), task.number()))
                .map(source -> source.story(account, task.number()));
    }

    /**
     * Why the task is with its holder: the last transfer, and the reasons from the case if the account may read the case. The
     * page and REST show the same.
     */
    List<Reason> reasons(Account account, TaskRow task) {
        if (!task.open()) {
            return List.of();
        }
        boolean readable = sources.mayRead(account, task.processKey(), task.number());
        List<Reason> reasons = new ArrayList<>();
        if (readable || work.has(account, task)) {
            tasks.lastTransfer(task.id()).map(this::transferred).ifPresent(reasons::add);
        }
        if (readable) {
            sources.of(task.processKey())
                    .map(source -> source.reasons(account, task.ref(), task.createdAt()))
                    .ifPresent(reasons::addAll);
        }
        return reasons;
    }

    private Reason transferred(InboxTasks.Transfer transfer) {
        String giver = transfer.giver();
        String what = words(transfer.recipient() == null ? "inbox.reasons.given-back" : "inbox.reasons.transferred");
        if (giver != null && !giver.equals(transfer.actor())) {
            what = words("inbox.reasons.from", what, entries.name(giver));
        }
        String said = transfer.reason();
        return new Reason(
                transfer.at(),
                entries.name(transfer.actor()),
                what,
                said == null ? null : words("inbox.reasons.transfer-reason"),
                said);
    }

    private String words(String key, @Nullable Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }

    /** What each choice leads to. */
    List<NextSteps.Next> next(TaskRow task, @Nullable FormSchema form, FormContext context) {
        List<Option> outcomes = form == null
                ? List.of()
                : form.field("outcome")
                        .map(field -> options.options(field, context))
                        .orElse(List.of());
        return nextSteps.of(task.definition(), task.elementKey(), outcomes);
    }

    /**
     * An outcome of which the person is told what follows before it is carried out.
     *
     * @param label the outcome in words
     */
    record Grave(String label, String follows) {}

    /** The outcome that was chosen, where the form says what follows it; empty too where something is wrong with the rest. */
    Optional<Grave> toConfirm(FormSchema form, Map<String, Object> submitted, FormContext context) {
        FormField outcome = form.field("outcome").orElse(null);
        if (outcome == null
                || !(submitted.get("outcome") instanceof String chosen)
                || outcome.follows(chosen) == null
                || isFaulty(form, submitted, context)) {
            return Optional.empty();
        }
        return options.options(outcome, context).stream()
                .filter(option -> option.value().equals(chosen))
                .map(option -> new Grave(option.label(), String.valueOf(outcome.follows(chosen))))
                .findFirst();
    }

    private boolean isFaulty(FormSchema form, Map<String, Object> submitted, FormContext context) {
        try {
            Map<String, Object> unused = validator.validate(form, submitted, context);
            return false;
        } catch (InvalidInput faulty) {
            return true;
        }
    }

    List<String> outcomes(FormSchema form, FormContext context) {
        return options.allowedOutcomes(form, context);
    }

    /** What is known already. It stands beside the story of the case, which notes what is read of it. */
    Map<String, Object> data(FormContext context) {
        return prefill.values(context);
    }

    /** The form as it was written, with the choices filled in that a static form can't hold. */
    JsonNode schema(TaskRow task, FormSchema form, FormContext context) {
        try (InputStream deployed = asSystem.get(() -> formService.getDeployedTaskForm(task.id()))) {
            JsonNode schema = json.readTree(deployed);
            fill(schema.path("components"), form, context);
            return schema;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void fill(JsonNode components, FormSchema form, FormContext context) {
        for (JsonNode component : components) {
            fill(component.path("components"), form, context);
            if (component instanceof ObjectNode field && field.has("valuesKey")) {
                form.field(field.path("key").asText()).ifPresent(known -> {
                    ArrayNode values = json.createArrayNode();
                    for (Option option : options.options(known, context)) {
                        values.addObject().put("label", option.label()).put("value", option.value());
                    }
                    field.set("values", values);
                    field.remove("valuesKey");
                });
            }
        }
    }
}
