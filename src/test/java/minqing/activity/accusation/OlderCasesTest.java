package minqing.activity.accusation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.organization.Account;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The first start after accusations left the ledger: cases of the model before, one at each kind of step, go on with today's
 * model; that of an accusation is gone from runtime and history, and it stands on its own process.
 */
class OlderCasesTest extends AccusationTest {

    private static final String KEY = "problem-handling";

    private final List<Deployment> deployed = new ArrayList<>();

    @Autowired
    private MovedAccusations movedAccusations;

    @AfterEach
    void takeTheModelsAway() {
        deployed.forEach(one -> engine.getRepositoryService().deleteDeployment(one.getId(), true));
    }

    @Test
    void openCasesGoOnWithTodaysModelAndAnAccusationOnItsOwn() throws Exception {
        ProcessDefinition today = latest();
        String model = resource(today, today.getResourceName());
        deploy(today, modelBefore());
        ProcessDefinition before = latest();
        Map<String, String> open = new HashMap<>();
        open.put("triage", problem());
        open.put("supplement", to(problem(), "office", "triage", "outcome", "return-to-reporter", "reason", "请补充地点"));
        open.put("acknowledge", to(problem(), "office", "triage", "outcome", "assign", "leadUnit", "jiancha"));
        open.put("handle", to(assigned(), "jiancha", "acknowledge", "outcome", "accept"));
        open.put(
                "review",
                to(
                        to(assigned(), "jiancha", "acknowledge", "outcome", "accept"),
                        "jiancha",
                        "handle",
                        handled("done")));
        open.forEach((step, number) -> {
            assertThat(instance(KEY, number).getProcessDefinitionId()).isEqualTo(before.getId());
            assertThat(task(KEY, number).getTaskDefinitionKey()).isEqualTo(step);
        });
        String moving = problem("urgent");
        assertThat(task(KEY, moving).getTaskDefinitionKey()).isEqualTo("discipline-intake");
        String instance = instance(KEY, moving).getId();
        deploy(today, model);
        assertThat(latest().getId()).isNotEqualTo(before.getId());
        String code = accusationBefore(moving);

        movedAccusations.afterSingletonsInstantiated();

        open.forEach((step, number) -> {
            assertThat(instance(KEY, number).getProcessDefinitionId()).as(step).isEqualTo(latest().getId());
            assertThat(task(KEY, number).getTaskDefinitionKey()).isEqualTo(step);
            assertThat(database.sql(
                                    "select distinct definition from inbox_task where number = :number and ended_at is null")
                            .param("number", number)
                            .query(String.class)
                            .single())
                    .isEqualTo(latest().getId());
        });
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionId(before.getId())
                        .count())
                .isZero();
        Map.of(
                        "act_hi_procinst", "proc_inst_id_",
                        "act_hi_actinst", "proc_inst_id_",
                        "act_hi_taskinst", "proc_inst_id_",
                        "act_hi_varinst", "proc_inst_id_",
                        "act_hi_op_log", "proc_inst_id_",
                        "act_hi_job_log", "process_instance_id_",
                        "act_ru_execution", "proc_inst_id_",
                        "act_ru_task", "proc_inst_id_",
                        "act_ru_job", "process_instance_id_")
                .forEach((table, column) -> assertThat(
                                database.sql("select count(*) from " + table + " where " + column + " = :instance")
                                        .param("instance", instance)
                                        .query(Long.class)
                                        .single())
                        .as(table)
                        .isZero());
        assertThat(task(code).getTaskDefinitionKey()).isEqualTo("receive");
        assertThat(receives("jijian", code)).isTrue();
        assertThat(database.sql("select count(*) from accusation_move")
                        .query(Long.class)
                        .single())
                .isZero();

        // They go on to their ends: referred, handled, reviewed; timers are there as before.
        to(open.get("triage"), "office", "triage", "outcome", "refer-petition", "reason", "属于信访");
        assertThat(instance(KEY, open.get("triage"))).isNull();
        to(open.get("supplement"), "wuzhidong", "supplement", "outcome", "resubmit", "content", "补充了地点");
        assertThat(task(KEY, open.get("supplement")).getTaskDefinitionKey()).isEqualTo("triage");
        to(open.get("acknowledge"), "jiancha", "acknowledge", "outcome", "accept");
        to(open.get("handle"), "jiancha", "handle", handled("done"));
        assertThat(task(KEY, open.get("handle")).getTaskDefinitionKey()).isEqualTo("review");
        to(open.get("review"), "jiancha-head", "review", "outcome", "approve");
        assertThat(task(KEY, open.get("review")).getTaskDefinitionKey()).isEqualTo("verify");
        assertThat(engine.getManagementService()
                        .createJobQuery()
                        .processInstanceId(instance(KEY, open.get("review")).getId())
                        .activityId("next-reminder")
                        .count())
                .isEqualTo(1);

        // Nothing is left to do the next time.
        movedAccusations.afterSingletonsInstantiated();
        assertThat(task(code).getTaskDefinitionKey()).isEqualTo("receive");
    }

    @Test
    void whatRunsBesideTheHandlingAndWhatWaitsForItsDayGoesOnToo() throws Exception {
        ProcessDefinition today = latest();
        String model = resource(today, today.getResourceName());
        deploy(today, modelBefore());
        ProcessDefinition before = latest();
        String number = to(
                problem(),
                "office",
                "triage",
                "outcome",
                "assign",
                "leadUnit",
                "jiancha",
                "assistingUnits",
                List.of("jiance"));
        to(number, "jiancha", "acknowledge", "outcome", "accept");
        assertThat(post(
                                "jiancha",
                                "/api/problems/" + number + "/request-extension",
                                Map.of("days", 3, "reason", "需要取样"))
                        .status())
                .isEqualTo(200);
        assertThat(steps(number)).containsExactlyInAnyOrder("handle", "assist", "approve-extension");
        String verified = handledAndReviewed("done");
        assertThat(steps(verified)).containsExactly("verify");
        String waiting = handledAndReviewed("cannot-yet");
        assertThat(steps(waiting)).isEmpty();
        deploy(today, model);

        movedAccusations.afterSingletonsInstantiated();

        for (String moved : List.of(number, verified, waiting)) {
            assertThat(instance(KEY, moved).getProcessDefinitionId())
                    .isEqualTo(latest().getId())
                    .isNotEqualTo(before.getId());
        }
        assertThat(steps(number)).containsExactlyInAnyOrder("handle", "assist", "approve-extension");
        to(number, "deputy", "approve-extension", "outcome", "approve", "days", 3);
        to(number, "jiance", "assist", "outcome", "done", "result", "已取样监测");
        to(number, "jiancha", "handle", handled("done"));
        assertThat(steps(number)).containsExactly("review");
        to(verified, "wuzhidong", "verify", "outcome", "resolved", "satisfaction", "satisfied");
        assertThat(instance(KEY, verified)).isNull();
        Job interval = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance(KEY, waiting).getId())
                .activityId("review-interval")
                .singleResult();
        engine.getManagementService().executeJob(interval.getId());
        continueSteps(waiting);
        assertThat(steps(waiting)).containsExactly("periodic-review");
        to(waiting, "office", "periodic-review", "outcome", "handle", "reason", "管网已完工");
        assertThat(steps(waiting)).containsExactly("handle");
    }

    private String handledAndReviewed(String outcome) throws Exception {
        String number = to(assigned(), "jiancha", "acknowledge", "outcome", "accept");
        to(number, "jiancha", "handle", handled(outcome));
        return to(number, "jiancha-head", "review", "outcome", "approve");
    }

    private List<String> steps(String number) {
        return engine.getTaskService().createTaskQuery().processInstanceBusinessKey(number).list().stream()
                .map(Task::getTaskDefinitionKey)
                .toList();
    }

    /** As the migration of the tables leaves an open accusation behind. */
    private String accusationBefore(String number) {
        String code = Codes.random();
        database.sql("""
                        insert into accusation (code, title, content, accused, named, bypass_discipline, reporter, reported_at,
                            origin, step)
                        values (:code, '旧检举', '内容', '某老板', false, false, 'wuzhidong', now(), 'report', 'waiting')""").param("code", code).update();
        database.sql("insert into accusation_move (number, code) values (:number, :code)")
                .param("number", number)
                .param("code", code)
                .update();
        return code;
    }

    /** The model before; instead of the ledger's flag the urgency says which way a case goes. */
    private static String modelBefore() throws IOException {
        try (InputStream source = OlderCasesTest.class.getResourceAsStream("/models/problem-handling-before.bpmn")) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${problemProcess.accusation(execution)}", "${urgency == 'urgent'}")
                    .replace("${!problemProcess.accusation(execution)}", "${urgency != 'urgent'}")
                    .replace("${problemProcess.disciplineOfficers(execution)}", "jijian")
                    .replaceFirst(
                            "(?s)(<bpmn:userTask id=\"discipline-intake\"[^>]*>\\s*)<bpmn:extensionElements>.*?</bpmn:extensionElements>",
                            "$1");
        }
    }

    private String problem() throws Exception {
        return problem("normal");
    }

    private String problem(String urgency) throws Exception {
        Answer answer = post(
                "wuzhidong",
                "/api/problems",
                Map.of(
                        "title", "旧模型问题",
                        "content", "群众反映，" + UUID.randomUUID(),
                        "village", "hexing-shangshi",
                        "urgency", urgency,
                        "category", "noise"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        String number = answer.body().get("number").asText();
        continueSteps(number);
        return number;
    }

    private String assigned() throws Exception {
        return to(problem(), "office", "triage", "outcome", "assign", "leadUnit", "jiancha");
    }

    private Object[] handled(String outcome) {
        return new Object[] {
            "outcome", outcome,
            "handling", "已到现场处理",
            "answer", "已告知处理结果",
            "answeredOn", java.time.LocalDate.now(clock).toString(),
            "answerMethod", "telephone"
        };
    }

    private String to(String number, String account, String step, Object... fields) {
        Map<String, Object> values = new HashMap<>();
        for (int index = 0; index < fields.length; index += 2) {
            values.put((String) fields[index], fields[index + 1]);
        }
        Task task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(step)
                .singleResult();
        Account person = directory.account(account).orElseThrow();
        engine.getIdentityService().setAuthentication(account, List.copyOf(person.groups()));
        try {
            engine.getTaskService().complete(task.getId(), values);
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
        continueSteps(number);
        return number;
    }

    private void continueSteps(String number) {
        ProcessInstance instance = instance(KEY, number);
        if (instance == null) {
            return;
        }
        for (Job job : engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .messages()
                .list()) {
            engine.getManagementService().executeJob(job.getId());
        }
    }

    private ProcessInstance instance(String key, String number) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(key)
                .processInstanceBusinessKey(number)
                .singleResult();
    }

    private Task task(String key, String number) {
        return engine.getTaskService()
                .createTaskQuery()
                .processDefinitionKey(key)
                .processInstanceBusinessKey(number)
                .singleResult();
    }

    private void deploy(ProcessDefinition like, String model) {
        RepositoryService repository = engine.getRepositoryService();
        DeploymentBuilder deployment = repository
                .createDeployment()
                .name("problem-handling of a test")
                .addString("problem-handling.bpmn", model);
        for (String name : repository.getDeploymentResourceNames(like.getDeploymentId())) {
            if (name.endsWith(".form")) {
                deployment.addInputStream(name, repository.getResourceAsStream(like.getDeploymentId(), name));
            }
        }
        deployed.add(0, deployment.deploy());
    }

    private String resource(ProcessDefinition definition, String name) throws IOException {
        try (InputStream source =
                engine.getRepositoryService().getResourceAsStream(definition.getDeploymentId(), name)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private ProcessDefinition latest() {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(KEY)
                .latestVersion()
                .singleResult();
    }
}
