package minqing.worlds;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import minqing.worlds.Question.Value;

/** What the addresses of the application and of the engine are filled with: what there is after a month. */
final class Filling {

    private static final String OF_A_CASE = " join act_hi_procinst p on p.id_ = t.proc_inst_id_ order by t.id_";

    private final World one;
    private final World other;
    private final Things things;
    private final Month month;
    private final Set<String> wanted = new LinkedHashSet<>();

    Filling(World one, World other, Things things, Month month) {
        this.one = one;
        this.other = other;
        this.things = things;
        this.month = month;
        for (World world : List.of(one, other)) {
            wanted.addAll(world.rememberedAs(name -> name.endsWith("problem")));
        }
    }

    Questions of(Questions questions) throws IOException, InterruptedException {
        ordinary(questions);
        engine(questions);
        return questions;
    }

    private List<Value> numbered(String table, String column, String beyond) throws IOException, InterruptedException {
        return things.numbered("select " + column + "::text from " + table + " order by id", wanted, beyond);
    }

    private void ordinary(Questions questions) throws IOException, InterruptedException {
        Set<String> marked = new LinkedHashSet<>();
        for (World world : List.of(one, other)) {
            marked.addAll(world.rememberedAs(name -> name.endsWith("outing") || name.endsWith("reception")));
        }
        List<Value> numbers = numbered("problem", "number", "2026-0999");
        List<Value> outings = things.numbered("select number from outing order by id", marked, "O2026-0999");
        List<Value> receptions = things.numbered("select id::text from outing_reception order by id", marked, "999999");
        List<Value> notices = numbered("notice", "id", "999999");
        List<Value> attachments = numbered("attachment", "id", "999999");
        List<Value> tasks =
                things.random("select number || ' ' || element_key as what, id from inbox_task order by id", wanted);
        List<Value> villages = Value.same("hexing-shangshi", "daocheng-duihe");
        List<Value> months = Value.same(Month.SEALED.toString(), Month.RUNNING.toString());
        List<Value> ofCases = new ArrayList<>(numbers);
        ofCases.addAll(outings);
        List<Value> rows = new ArrayList<>(things.some(numbers, 2));
        rows.addAll(things.some(receptions, 2));
        questions
                .fill(
                        "(/api)?/accusations",
                        "code",
                        things.secret(
                                "select code from accusation order by reported_at, code",
                                List.of("JB-2222-2222", "JB-3333-3333", "JB-4444-4444")))
                .fill(
                        "/api/accusations",
                        "id",
                        things.random("select name as what, id from accusation_file order by name", wanted))
                .fill("(/api)?/problems", "number", numbers)
                .fill("(/api)?/outings", "number", outings)
                .fill("/api/outings", "id", outings)
                .fill("(/api)?/outings", "reception", receptions)
                .fill("(/api)?/tasks", "id", tasks)
                .fill("/informed|/api/notices", "id", notices)
                .fill("/api/attachments", "id", attachments)
                .fill("/attachments", "kind", Value.same("problems", "outings"))
                .fill("/attachments", "id", ofCases)
                .fill("/attachments", "attachment", attachments)
                .fill("/api/\\{kind}", "kind", Value.same("problems", "outings"))
                .fill("/api/\\{kind}", "id", ofCases)
                .fill("/case", "processKey", Value.same("problem-handling", "outing-confirmation"))
                .fill("/case", "path", ofCases)
                .fill("/tasks|/start", "processKey", Value.same("problem-handling"))
                .fill("(/api)?/villages", "id", villages)
                .fill(
                        "(/api)?/registers",
                        "register",
                        Value.same("labour", "receptions", "forums", "diaries", "problems"))
                .fill("/api/registers", "id", rows)
                .fill("(/api)?/imports", "register", Value.same("labour", "receptions"))
                .fill("(/api)?/summaries", "unit", Value.same("epb"))
                .fill("(/api)?/summaries", "month", months)
                .fill(
                        "(/api)?/summaries",
                        "column",
                        Value.same("leaders", "labour", "visitors", "collected", "resolved", "diaries", "forums"))
                .fill("/signing", "id", Value.same("1"))
                .fill("(/api)?/calendar", "year", Value.same("2026"))
                .fill("(/api)?/statistics", "year", Value.same("2026"))
                .fill("(/api)?/statistics", "leader", Value.same("wuzhidong", "zhouwei"))
                .fill("(/api)?/statistics/\\{[^}]*\\}/problems", "measure", Value.same("collected", "resolved", "open"))
                .fill("(/api)?/statistics/\\{[^}]*\\}/leaders", "measure", Value.same("days", "village-days", "forums"))
                .fill("/people", "account", Value.same("zhouwei", "jijian"))
                .fill("/api/schedule", "month", months)
                .fill("(/api)?/organization", "id", Value.same("1", "hexing-shangshi"))
                .fill("(/api)?/organization", "code", Value.same("jiancha"))
                .fill("(/api)?/organization", "account", Value.same("zhouwei"));
        List<Value> texts = new ArrayList<>(things.some(numbers, 2));
        texts.addAll(Value.same("收受好处", "夜间施工", "查无此言"));
        questions
                .parameter("page", Value.same("1"))
                .parameter("size", Value.same("3"))
                .parameter("text", texts)
                .parameter("number", numbers)
                .parameter("status", Value.same("open", "ended", "triage", "merged", "referred", "closed"))
                .parameter("unit", Value.same("jiancha", "epb"))
                .parameter("village", villages)
                .parameter("community", Value.same("kunlundongyuan"))
                .parameter("category", Value.same("other", "noise"))
                .parameter("light", Value.same("none", "red", "yellow", "blue"))
                .parameter("late", Value.same("true", "false"))
                .parameter("days", Value.same("5"))
                .parameter("expired", Value.same("true"))
                .parameter("groups", Value.same("office", "discipline"))
                .parameter("account", Value.same("zhouwei", "jijian"))
                .parameter("kind", Value.same("households"))
                .parameter("theme", Value.same("listen"))
                .parameter("state", Value.same("counted", "deleted", "unconfirmed"))
                .parameter("period", months)
                .parameter("leader", Value.same("wuzhidong", "zhouwei"))
                .parameter("user", Value.same("wuzhidong", "office", "jijian"))
                .parameter("action", Value.same("read", "done"))
                .parameter("subject", Value.same("problem", "outing", "attachment"))
                .parameter("from", Value.same("2026-11-05"))
                .parameter("to", Value.same("2026-11-20"))
                .parameter("on", Value.same("2026-11-10"))
                .parameter("box", Value.same("todo", "done", "started", "informed", "received", "own"))
                .parameter("unmasked", Value.same("true"))
                .parameter("year", Value.same("2026"))
                .parameter("version", Value.same("1"))
                .parameter("register", Value.same("labour"))
                .parameter("error", Value.same("1"))
                .parameter("logout", Value.same("1"))
                .parameter("all", Value.same("1"));
    }

    private void engine(Questions questions) throws IOException, InterruptedException {
        List<Value> instances = things.random(
                "select proc_def_key_ || ' ' || coalesce(business_key_, '') as what, id_ as id"
                        + " from act_hi_procinst order by id_",
                wanted);
        List<Value> tasks = ofACase("act_hi_taskinst", "t.task_def_key_");
        List<Value> activities = ofACase("act_hi_actinst", "t.act_id_");
        List<Value> jobs = things.random(
                "select coalesce(t.process_def_key_, '') || ' ' || t.handler_type_ || ' ' || coalesce(t.handler_cfg_, '')"
                        + " || ' ' || coalesce(p.business_key_, '') as what, t.id_ as id from act_ru_job t"
                        + " left join act_hi_procinst p on p.id_ = t.process_instance_id_ order by t.id_",
                wanted);
        List<Value> executions = things.random(
                "select coalesce(t.act_id_, '') || ' ' || coalesce(p.business_key_, '') as what, t.id_ as id"
                        + " from act_ru_execution t" + OF_A_CASE,
                wanted);
        List<Value> definitions = things.random(
                "select key_ || ' ' || version_ as what, id_ as id from act_re_procdef order by deployment_id_, key_",
                Set.of("problem-handling"));
        List<Value> decisions = things.random(
                "select key_ || ' ' || version_ as what, id_ as id from act_re_decision_def order by deployment_id_, key_",
                Set.of());
        List<Value> deployments = things.random(
                "select coalesce(name_, '') as what, id_ as id from act_re_deployment order by id_", Set.of());
        List<Value> keys = new ArrayList<>(things.numbered(
                "select business_key_ from act_hi_procinst where business_key_ is not null order by id_",
                wanted,
                "2026-0999"));
        questions
                .fill("/camunda", "name", Value.same("default"))
                .fill("/camunda", "engine", Value.same("default"))
                .fill("/camunda", "processEngineName", Value.same("default"))
                .fill("/camunda", "appName", Value.same("tasklist"))
                .fill("/camunda", "file", Value.same("app.js"))
                .fill("/camunda", "pluginName", Value.same("base"))
                .fill("/camunda", "messageName", Value.same("urge"))
                .fill("/camunda", "key", Value.same("problem-handling", "accusation-handling", "handling-time-limit"))
                .fill("/camunda.*/history/task", "id", tasks)
                .fill("/camunda.*/history/activity-instance", "id", activities)
                .fill("/camunda.*/history/variable-instance", "id", ofACase("act_hi_varinst", "t.name_"))
                .fill("/camunda.*/history/detail", "id", ofACase("act_hi_detail", "coalesce(t.name_, t.type_)"))
                .fill(
                        "/camunda.*/history/job-log",
                        "id",
                        things.random(
                                "select coalesce(t.act_id_, '') || ' ' || t.job_state_ || ' ' || coalesce(p.business_key_, '')"
                                        + " as what, t.id_ as id from act_hi_job_log t"
                                        + " left join act_hi_procinst p on p.id_ = t.process_instance_id_ order by t.id_",
                                wanted))
                .fill("/camunda.*/history/decision-instance", "id", ofACase("act_hi_decinst", "t.dec_def_key_"))
                .fill("/camunda.*/task/", "id", tasks)
                .fill("/camunda.*/execution/", "id", executions)
                .fill("/camunda.*/variable-instance/", "id", ofACase("act_ru_variable", "t.name_"))
                .fill(
                        "/camunda.*/job-definition/",
                        "id",
                        things.random(
                                "select proc_def_key_ || ' ' || act_id_ || ' ' || job_type_ || ' ' || coalesce(job_configuration_, '')"
                                        + " as what, id_ as id from act_ru_jobdef order by id_",
                                Set.of("triage")))
                .fill("/camunda.*/job/", "id", jobs)
                .fill("/camunda.*/process-definition/", "id", definitions)
                .fill("/camunda.*/decision-(requirements-)?definition/", "id", decisions)
                .fill("/camunda.*/deployment/", "id", deployments)
                .fill("/camunda.*/user/", "id", Value.same("jijian", "zhouwei"))
                .fill("/camunda.*/group/", "id", Value.same("discipline"))
                .fill(
                        "/camunda.*/authorization/",
                        "id",
                        things.random(
                                "select coalesce(group_id_, user_id_, '') || ' ' || resource_type_ || ' ' || case when resource_id_ ~ '[0-9a-f-]{36}'"
                                        + " then '' else resource_id_ end as what, id_ as id from act_ru_authorization order by id_",
                                Set.of("discipline")))
                .fill("/camunda.*/process-instance/", "id", instances)
                // The rest is about what the product has none of: cases of CMMN, tenants, external tasks.
                .fill("/camunda", "id", instances.subList(0, 1));
        for (String variable : List.of("processInstanceId", "activityInstanceId", "executionId", "data")) {
            questions.fill("/camunda", variable, instances);
        }
        questions
                .fill("/camunda", "processDefinitionId", definitions)
                .fill("/camunda", "taskId", tasks)
                .fill("/camunda", "jobId", jobs)
                .fill("/camunda", "version", Value.same("1"))
                .fill("/camunda", "userId", Value.same("jijian"))
                .fill("/camunda", "memberId", Value.same("jijian"))
                .fill("/camunda", "groupId", Value.same("discipline"))
                .fill("/camunda", "type", Value.same("comment"))
                .fill("/camunda", "tenantId", Value.same("none"))
                .fill("/camunda", "tenant-id", Value.same("none"))
                .fill("/camunda", "varName", Value.same("outcome"))
                .fill("/camunda", "variableName", Value.same("outcome"));
        for (String variable : List.of(
                "varId",
                "resourceId",
                "attachmentId",
                "commentId",
                "decisionDefinitionId",
                "requirementsDefinitionId",
                "operationId")) {
            questions.fill("/camunda", variable, instances.subList(0, 1));
        }
        engineParameters(questions, instances, tasks, activities, executions, definitions, keys);
    }

    private static void engineParameters(
            Questions questions,
            List<Value> instances,
            List<Value> tasks,
            List<Value> activities,
            List<Value> executions,
            List<Value> definitions,
            List<Value> keys) {
        for (String name : List.of(
                "processInstanceId",
                "processInstanceIds",
                "processInstanceIdIn",
                "rootProcessInstanceId",
                "rootProcessInstanceIds",
                "superProcessInstanceId",
                "superProcessInstance",
                "subProcessInstance",
                "subProcessInstanceId")) {
            questions.parameter(name, instances);
        }
        for (String name : List.of("taskId", "taskIdIn", "taskIds")) {
            questions.parameter(name, tasks);
        }
        for (String name : List.of("executionId", "executionIdIn")) {
            questions.parameter(name, executions);
        }
        for (String name : List.of("activityInstanceId", "activityInstanceIdIn")) {
            questions.parameter(name, activities);
        }
        for (String name : List.of("processDefinitionId", "processDefinitionIdIn")) {
            questions.parameter(name, definitions);
        }
        for (String name : List.of(
                "businessKey",
                "processInstanceBusinessKey",
                "processInstanceBusinessKeyIn",
                "caseInstanceBusinessKey",
                "businessKeyIn")) {
            questions.parameter(name, keys);
        }
        for (String name : List.of("processDefinitionKey", "processDefinitionKeyIn", "processDefinitionKeys", "key")) {
            questions.parameter(name, Value.same("problem-handling", "accusation-handling"));
        }
        for (String name : List.of("activityId", "activityIdIn", "taskDefinitionKey", "taskDefinitionKeyIn")) {
            questions.parameter(name, Value.same("triage", "receive"));
        }
        for (String name : List.of("assignee", "assigneeIn", "userId", "startedBy", "candidateUser", "involvedUser")) {
            questions.parameter(name, Value.same("jijian", "office"));
        }
        for (String name : List.of("candidateGroup", "candidateGroups", "groupId", "groupIdIn", "memberOfGroup")) {
            questions.parameter(name, Value.same("discipline", "office"));
        }
        questions
                .parameter("name", Value.same("outcome"))
                .parameter("variableName", Value.same("outcome"))
                .parameter("variables", Value.same("outcome_eq_refer-discipline"))
                .parameter("processVariables", Value.same("outcome_eq_refer-discipline"))
                .parameter("sortBy", Value.same("instanceId"))
                .parameter("sortOrder", Value.same("asc"))
                .parameter("*Like", Value.same("%26-0%"))
                .parameter("*", Value.same("x"));
    }

    private List<Value> ofACase(String table, String what) throws IOException, InterruptedException {
        return things.random(
                "select " + what + " || ' ' || coalesce(p.business_key_, '') as what, t.id_ as id from " + table + " t"
                        + OF_A_CASE,
                wanted);
    }
}
