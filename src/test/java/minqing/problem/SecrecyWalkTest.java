package minqing.problem;

import static minqing.testing.Walker.plain;
import static minqing.testing.Walker.secret;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import minqing.testing.Drill;
import minqing.testing.Multipart;
import minqing.testing.Routes;
import minqing.testing.Routes.Route;
import minqing.testing.Walker;
import minqing.web.Caller;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every page, call, export, search and box of the running application, and every question of Camunda's webapps, asked by those
 * who must not find something: an accusation by whom it names, however it came to be one, and who brought a matter forward by
 * everybody who need not know.
 */
class SecrecyWalkTest extends CaseTest {

    private static final String VILLAGE = "hexing-shangshi";
    private static final String NUMBER = "2053-9998";
    private static final String NO_ID = "4e1f0a52-0000-4000-8000-a5a5a5a5a5a5";
    private static final String NO_ROW = "99999999";
    private static final String NO_WORD = "查无此言";

    /** A year that no other test has anything in. */
    private static final LocalDate DAY = LocalDate.of(2053, 5, 7);

    private static final YearMonth MONTH = YearMonth.of(2053, 5);

    /** Named themselves, or by their unit, with everything they can otherwise see. */
    private static final List<String> ACCUSED =
            List.of("zhouwei", "jiancha", "jiancha-head", "deputy", "supervisor", "inspector", "office2", "admin");

    /**
     * Whether everybody walks everywhere, which takes minutes. Otherwise the accused unit's people walk through the whole
     * application, and the webapps are left to {@link EngineSecrecyTest}.
     */
    private static final boolean WHOLE = Drill.WHOLE;

    private static final List<String> WALKING = WHOLE ? ACCUSED : List.of("jiancha");

    /** One of those who only work there, and one who sees everything else there. */
    private static final Set<String> IN_THE_WEBAPPS = Set.of("jiancha", "admin");

    @LocalServerPort
    private int port;

    @Autowired
    private ObjectMapper json;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    private final Map<String, Caller> callers = new HashMap<>();

    @Test
    void anAccusationIsFoundNowhereByWhomItNames() throws Exception {
        // No id of a reception is that of something else in a register, and no number of a problem is that of an
        // outing.
        database.sql("select setval(pg_get_serial_sequence('outing_reception', 'id'), 9000000)")
                .query(Long.class)
                .single();
        database.sql("insert into problem_number (year, last) values (2053, 500) on conflict do nothing")
                .update();
        setDay(DAY);
        Case reported = reported();
        Case ofAnOuting = ofAnOuting();
        Case referred = referredLater();
        Case ofAReception = ofAReception();
        List<Case> cases = List.of(reported, ofAnOuting, referred, ofAReception);
        String other = anotherProblem();
        String summary = compiledMonth();
        List<Route> routes = Routes.ofTheApplication(mapping);
        List<Route> webapps = Routes.ofTheWebapps();
        // The engine tells its log at length of every question that makes no sense.
        Logger engineLog = (Logger) LoggerFactory.getLogger("org.camunda.bpm.engine.rest.exception");
        engineLog.setLevel(Level.OFF);
        try {
            Walker walk = walk(cases, other, summary);
            Map<String, String> decision = Map.of(
                    "outcome", "assign",
                    "leadUnit", "jiancha",
                    "into", other,
                    "reason", "试一试",
                    "category", "noise",
                    "days", "3");
            walk.act("jiancha", caller("jiancha"), routes, Map.of());
            for (String person : WALKING) {
                Map<String, String> sent = new HashMap<>(decision);
                sent.put("assignee", person);
                walk.act(person, caller(person), routes, sent);
                if (WHOLE && person.equals("zhouwei")) {
                    walk.readInEveryWay(person, caller(person), routes);
                } else {
                    walk.read(person, caller(person), routes);
                }
                if (WHOLE && IN_THE_WEBAPPS.contains(person)) {
                    walk.read(person, caller(person), webapps);
                }
            }
            assertThat(walk.problems()).isEmpty();

            nothingCanBeSentToThem(cases, other);

            // Whoever may read it does, and nothing would be found of what is not there.
            walk.find("jijian", caller("jijian"), routes);
            assertThat(walk.foundBy("jijian"))
                    .contains(
                            "/",
                            "/informed",
                            "/problems",
                            "/problems/{number}",
                            "/api/problems",
                            "/api/problems/{number}",
                            "/tasks/{id}",
                            "/api/tasks",
                            "/api/tasks/{id}",
                            "/cases/{processKey}/{*path}",
                            "/api/{kind}/{id}/attachments",
                            "/api/attachments/{id}",
                            "/outings/{number}",
                            "/api/outings/{id}",
                            "/registers/{register}",
                            "/api/registers/receptions",
                            "/api/registers/{register:labour|receptions|forums|diaries|problems}.xlsx",
                            "/api/registers/{register:labour|receptions|forums|diaries|problems}/{id}.{format:docx|pdf}",
                            "/villages/{id}",
                            "/api/villages/{id}");
            forget(cases);
            if (WHOLE) {
                theEngineTellsItToAdministratorsAlone(walk(cases, other, summary), webapps);
            }
        } finally {
            engineLog.setLevel(null);
            forget(cases);
        }
    }

    /** Whoever watches is shown no accusation there, named in it or not; who administers the engine is. */
    private void theEngineTellsItToAdministratorsAlone(Walker unbarred, List<Route> webapps) throws Exception {
        unbarred.read("supervisor", caller("supervisor"), webapps);
        assertThat(unbarred.foundBy("supervisor")).isEmpty();
        List<String> seen = List.of(
                "/camunda/api/engine/engine/{name}/process-instance",
                "/camunda/api/engine/engine/{name}/process-instance/{id}",
                "/camunda/api/engine/engine/{name}/execution",
                "/camunda/api/engine/engine/{name}/variable-instance",
                "/camunda/api/engine/engine/{name}/history/process-instance",
                "/camunda/api/engine/engine/{name}/history/decision-instance",
                "/camunda/api/engine/engine/{name}/history/task",
                "/camunda/api/engine/engine/{name}/task/{id}");
        unbarred.find(
                "admin",
                caller("admin"),
                webapps.stream().filter(route -> seen.contains(route.pattern())).toList());
        assertThat(unbarred.foundBy("admin")).containsAll(seen);
    }

    @Test
    void whoBroughtAMatterForwardIsReadByNobodyWhoNeedNotKnow() throws Exception {
        setDay(DAY.plusDays(1));
        String mark = UUID.randomUUID().toString().substring(0, 8);
        String visitor = "端木" + hanzi(mark);
        String phone = "1395" + digits(mark);
        String matter = "宅基地纠葛" + mark;
        String told = "当面陈述" + mark;
        String summary = "反映村道破损" + mark;
        String contact = "百里" + hanzi(mark) + " 1397" + digits(mark);
        Map<String, Object> received =
                Map.of("visitor", visitor, "contact", phone, "matter", matter, "text", told, "summary", summary);
        String handedIn = handedIn(received);
        Map<String, Object> brought = new HashMap<>(received);
        brought.put("problem", Map.of("category", "noise"));
        JsonNode outing = entered(Map.of("receptions", List.of(brought)));
        String number = outing.get("id").asText();
        String reception = outing.at("/receptions/0/id").asText();
        String became = outing.at("/receptions/0/problem").asText();
        continueSteps(became);
        String problem = report("wuzhidong", Map.of("contact", contact));
        for (String one : List.of(became, problem)) {
            complete("office", one, "triage", "outcome", "assign", "leadUnit", "jiance");
        }
        List<String> tasks = tasksOf(List.of(became, problem));
        String first = "1395" + digits(mark);
        Walker walk = filled(new Walker())
                .hidden(visitor, phone, matter, told, contact.substring(0, 6), "1397" + digits(mark))
                .fill("(/api)?/problems", "number", plain(became, problem))
                .fill("(/api)?/outings", "number", plain(number, handedIn))
                .fill("/api/outings", "id", plain(number, handedIn))
                .fill("(/api)?/tasks", "id", plain(tasks.toArray(String[]::new)))
                .fill("/informed|/api/notices", "id", plain(NO_ROW))
                .fill("/api/attachments", "id", plain(NO_ROW))
                .fill("/api/\\{kind}", "kind", plain("problems", "outings"))
                .fill("/api/\\{kind}", "id", plain(became, number))
                .fill("/case", "processKey", plain("problem-handling", "outing-confirmation"))
                .fill("/case", "path", plain(became, problem, number, handedIn))
                .fill("/api/registers", "id", plain(reception, problem, became))
                .fill("(/api)?/summaries", "month", plain(MONTH.toString()))
                .parameter("number", plain(became, problem))
                .parameter(
                        "text",
                        Stream.of(visitor, phone, matter, told, contact)
                                .map(one -> new Walker.Value(one, NO_WORD + one.length()))
                                .toList());
        List<Route> routes = Routes.ofTheApplication(mapping);
        if (WHOLE) {
            walk.readInEveryWay("xiejiandong", caller("xiejiandong"), routes);
        }
        for (String person : List.of("deputy", "inspector", "jiance", "bieqiao", "admin")) {
            walk.read(person, caller(person), routes);
        }
        assertThat(walk.problems()).isEmpty();

        walk.find("wuzhidong", caller("wuzhidong"), routes);
        assertThat(walk.foundBy("wuzhidong"))
                .contains(
                        "/outings/{number}",
                        "/outings/{number}/edit",
                        "/api/outings/{id}",
                        "/registers/{register}",
                        "/api/registers/receptions",
                        "/api/registers/{register:labour|receptions|forums|diaries|problems}.xlsx",
                        "/api/registers/{register:labour|receptions|forums|diaries|problems}/{id}.{format:docx|pdf}",
                        "/problems/{number}",
                        "/api/problems/{number}",
                        "/cases/{processKey}/{*path}");
        assertThat(first).isEqualTo(phone);
    }

    // ---- what there is to be found

    /** An accusation, and all that belongs to it and must not be found. */
    private record Case(String number, List<String> words, List<String> attachments, List<String> receptions) {}

    private Map<String, Object> marked(String mark) {
        return new HashMap<>(Map.of(
                "title", "作风反映" + mark,
                "content", "收受好处的经过" + mark + "，" + UUID.randomUUID(),
                "contact", "申屠" + hanzi(mark) + " 1385" + digits(mark) + " 别桥镇" + mark + "号"));
    }

    private List<String> wordsOf(String mark) {
        return List.of(
                "作风反映" + mark,
                "收受好处的经过" + mark,
                "申屠" + hanzi(mark),
                "1385" + digits(mark),
                "别桥镇" + mark + "号",
                "证据" + mark,
                "附件里的话" + mark);
    }

    private Case reported() throws Exception {
        String mark = mark();
        Map<String, Object> report = marked(mark);
        report.putAll(Map.of("accusation", true, "accused", everybodyNamed()));
        String number = report("wuzhidong", report);
        return new Case(number, wordsOf(mark), List.of(attach("wuzhidong", number, mark)), List.of());
    }

    private Case ofAnOuting() throws Exception {
        String mark = mark();
        Map<String, Object> problem = marked(mark);
        problem.putAll(Map.of("category", "other", "accusation", true, "accused", everybodyNamed()));
        JsonNode outing = entered(Map.of(
                "receptions",
                List.of(Map.of("visitor", "王大明", "matter", "咨询政策", "summary", "咨询政策")),
                "labour",
                List.of(Map.of("work", "清理河道" + mark.substring(0, 2))),
                "problems",
                List.of(problem)));
        String number = outing.at("/problems/0/number").asText();
        continueSteps(number);
        return new Case(number, wordsOf(mark), List.of(attach("wuzhidong", number, mark)), List.of());
    }

    /** An ordinary problem at first, with which those it will name have much to do before it names them. */
    private Case referredLater() throws Exception {
        String mark = mark();
        String number = report("wuzhidong", marked(mark));
        List<String> attachments = new ArrayList<>(List.of(attach("wuzhidong", number, mark)));
        complete("office2", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        attachments.add(attach("jiancha", number, mark, "，第二份"));
        send(
                "supervisor",
                "supervise",
                number,
                "reason",
                "请尽快办理",
                "replyBy",
                DAY.plusDays(7).toString());
        HttpResponse<String> urged = caller("zhouwei")
                .post("/api/problems/" + number + "/urge", "{\"reason\":\"请抓紧\"}", "Idempotency-Key", "walk-" + mark);
        assertThat(urged.statusCode()).as(urged.body()).isEqualTo(200);
        assertThat(urged.body()).contains(number);

        String duplicate = report("zhouwei", marked(mark));
        complete("office2", duplicate, "triage", "outcome", "merge", "into", number);
        complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "不属于本单位");
        complete(
                "office",
                number,
                "triage",
                "outcome",
                "refer-discipline",
                "reason",
                "涉及工作人员作风",
                "accused",
                everybodyNamed());

        HttpResponse<String> repeated = caller("zhouwei")
                .post("/api/problems/" + number + "/urge", "{\"reason\":\"请抓紧\"}", "Idempotency-Key", "walk-" + mark);
        assertThat(repeated.statusCode()).isEqualTo(404);
        assertThat(repeated.body()).doesNotContain(mark);
        List<String> words = new ArrayList<>(wordsOf(mark));
        words.add(duplicate);
        return new Case(number, words, attachments, List.of());
    }

    /** A reception that became a problem, which became an accusation. */
    private Case ofAReception() throws Exception {
        String mark = mark();
        JsonNode outing = entered(Map.of(
                "receptions",
                List.of(Map.of(
                        "visitor", "申屠" + hanzi(mark),
                        "contact", "1385" + digits(mark),
                        "matter", "附件里的话" + mark,
                        "text", "别桥镇" + mark + "号",
                        "summary", "收受好处的经过" + mark))));
        String outingNumber = outing.get("id").asText();
        String reception = outing.at("/receptions/0/id").asText();
        // What it said before it became anything is in the outing's history.
        Map<String, Object> change = outingOf(Map.of(
                "receptions",
                List.of(Map.of(
                        "id", outing.at("/receptions/0/id").asLong(),
                        "visitor", "申屠" + hanzi(mark),
                        "contact", "1385" + digits(mark),
                        "matter", "附件里的话" + mark,
                        "text", "别桥镇" + mark + "号",
                        "summary", "收受好处的经过" + mark,
                        "remark", "已补记",
                        "problem", Map.of("category", "other", "title", "作风反映" + mark)))));
        change.putAll(Map.of("version", outing.get("version").asInt(), "reason", "补记"));
        HttpResponse<String> changed = caller("wuzhidong")
                .send(
                        "PUT",
                        "/api/outings/" + outingNumber,
                        json.writeValueAsBytes(change),
                        "Content-Type",
                        "application/json");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        String number = Caller.json(changed).at("/receptions/0/problem").asText();
        continueSteps(number);
        String attachment = attach("wuzhidong", number, mark);
        complete(
                "office",
                number,
                "triage",
                "outcome",
                "refer-discipline",
                "reason",
                "涉及工作人员作风",
                "accused",
                everybodyNamed());
        return new Case(number, wordsOf(mark), List.of(attachment), List.of(reception));
    }

    /** An ordinary problem that the accused may do with what they like. */
    private String anotherProblem() {
        return report("wuzhidong");
    }

    /** The month in which all of it is counted, before the office. */
    private String compiledMonth() throws Exception {
        // After the day of the reminder: the month is compiled at once.
        setDay(LocalDate.of(2053, 5, 21));
        HttpResponse<String> started = caller("office").post("/api/summaries/epb/" + MONTH, "{}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
        String key = "epb/" + MONTH;
        fire(key, "compile-time");
        // There is more than one save point on the way.
        continueSteps(key);
        continueSteps(key);
        assertThat(caller("jijian")
                        .get("/api/summaries/" + key + "/cells/collected")
                        .body())
                .contains("\"problem\"");
        return key;
    }

    /** They stop being named: what the test leaves behind hides nothing from anybody in the tests to come. */
    private void forget(List<Case> cases) {
        for (Case one : cases) {
            database.sql("""
                            delete from problem_accused where problem in (
                                select id from problem where number = :number
                                union select id from problem where merged_into = (select id from problem where number = :number))""").param("number", one.number()).update();
        }
    }

    private void nothingCanBeSentToThem(List<Case> cases, String other) throws Exception {
        for (Case one : cases) {
            List<Task> intakes = tasks(one.number(), "discipline-intake");
            for (Task intake : intakes) {
                for (String person : ACCUSED) {
                    HttpResponse<String> handed = caller("jijian")
                            .post("/api/tasks/" + intake.getId() + "/transfer", "{\"assignee\":\"" + person + "\"}");
                    assertThat(handed.statusCode()).as(person).isEqualTo(422);
                }
                for (String field : List.of("leadUnit", "assistingUnits", "assignee")) {
                    HttpResponse<String> assigned = caller("jijian")
                            .post(
                                    "/api/tasks/" + intake.getId() + "/complete",
                                    "{\"outcome\":\"refer-discipline\",\"reason\":\"r\",\"" + field
                                            + "\":\"jiancha\"}");
                    assertThat(assigned.statusCode()).as(field).isEqualTo(422);
                }
            }
            HttpResponse<String> merged = caller("office2")
                    .post(
                            "/api/tasks/" + task(other, "triage").getId() + "/complete",
                            "{\"outcome\":\"merge\",\"into\":\"" + one.number() + "\"}");
            HttpResponse<String> intoNothing = caller("office2")
                    .post(
                            "/api/tasks/" + task(other, "triage").getId() + "/complete",
                            "{\"outcome\":\"merge\",\"into\":\"" + NUMBER + "\"}");
            assertThat(merged.statusCode()).isEqualTo(422);
            assertThat(merged.body().replace(one.number(), NUMBER)).isEqualTo(intoNothing.body());
            for (String said : List.of("recurrenceOf")) {
                HttpResponse<String> reported = caller("zhouwei")
                        .post("/api/problems", json.writeValueAsString(reportOf(Map.of(said, one.number()))));
                assertThat(reported.statusCode()).as(reported.body()).isEqualTo(422);
            }
        }
    }

    // ---- the walk

    private Walker walk(List<Case> cases, String other, String summary) {
        List<String> numbers = cases.stream().map(Case::number).toList();
        List<String> tasks = tasksOf(numbers);
        List<String> attachments =
                cases.stream().flatMap(one -> one.attachments().stream()).toList();
        List<String> receptions =
                cases.stream().flatMap(one -> one.receptions().stream()).toList();
        List<String> outings = database.sql("select number from outing where number like 'O2053-%' order by id")
                .query(String.class)
                .list();
        List<String> notices = database.sql("select id::text from notice where number in (:numbers)")
                .param("numbers", numbers)
                .query(String.class)
                .list();
        Set<String> instances = new TreeSet<>(engine
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKeyIn(numbers.toArray(String[]::new))
                .list()
                .stream()
                .map(org.camunda.bpm.engine.history.HistoricProcessInstance::getId)
                .toList());
        String running = numbers.get(0);
        String instance = instance(running).getId();
        String execution = engine.getRuntimeService().createExecutionQuery().processInstanceId(instance).list().stream()
                .map(org.camunda.bpm.engine.runtime.Execution::getId)
                .filter(id -> !id.equals(instance))
                .findFirst()
                .orElse(instance);
        String ended = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(numbers.get(2))
                .singleResult()
                .getId();
        String definition = instance(running).getProcessDefinitionId();
        List<Walker.Value> numbersAsked = secret(NUMBER, numbers);
        List<Walker.Value> keysAsked = secret(NUMBER, List.of(running, numbers.get(2)));
        Walker walk = filled(new Walker())
                .hidden(numbers.toArray(String[]::new))
                .hidden(tasks.toArray(String[]::new))
                .hidden(instances.toArray(String[]::new))
                .fill("(/api)?/problems", "number", numbersAsked)
                .fill("(/api)?/outings", "number", plain(outings.toArray(String[]::new)))
                .fill("/api/outings", "id", plain(outings.toArray(String[]::new)))
                .fill("(/api)?/outings", "reception", secret(NO_ROW, receptions))
                .fill("(/api)?/tasks", "id", secret(NO_ID, tasks))
                .fill("/informed|/api/notices", "id", secret(NO_ROW, notices))
                .fill("/api/attachments", "id", secret(NO_ROW, attachments))
                .fill("/attachments", "kind", plain("problems"))
                .fill("/attachments", "id", numbersAsked)
                .fill("/attachments", "attachment", secret(NO_ROW, attachments.subList(0, 1)))
                .fill("/api/\\{kind}", "kind", plain("problems"))
                .fill("/api/\\{kind}", "id", numbersAsked)
                .fill("/case", "processKey", plain("problem-handling"))
                .fill("/case", "path", numbersAsked)
                .fill(
                        "/api/registers",
                        "id",
                        Stream.concat(numbersAsked.stream(), secret(NO_ROW, receptions).stream())
                                .toList())
                .fill("(/api)?/summaries", "month", plain(MONTH.toString()))
                .fill("/camunda", "name", plain("default"))
                .fill("/camunda", "engine", plain("default"))
                .fill("/camunda", "file", plain("app.js"))
                .fill("/camunda", "messageName", plain("urge"))
                .fill(
                        "/camunda.*/task/",
                        "id",
                        secret(NO_ID, List.of(task(running, "discipline-intake").getId())))
                .fill("/camunda.*/execution/", "id", secret(NO_ID, List.of(execution)))
                .fill("/camunda.*/history/", "id", secret(NO_ID, List.of(ended)))
                .fill("/camunda.*/process-definition/", "id", plain(definition))
                .fill("/camunda", "id", secret(NO_ID, List.of(instance)))
                .fill("/camunda", "key", plain("problem-handling"))
                .parameter("number", numbersAsked)
                .parameter("processInstanceBusinessKey", keysAsked)
                .parameter("businessKey", keysAsked)
                .parameter(
                        "processInstanceBusinessKeyLike",
                        List.of(new Walker.Value(
                                "%" + numbers.get(2).substring(1) + "%", "%" + NUMBER.substring(1) + "%")));
        for (String parameter : List.of(
                "processInstanceId",
                "processInstanceIds",
                "processInstanceIdIn",
                "rootProcessInstanceId",
                "executionId")) {
            walk.parameter(parameter, secret(NO_ID, List.of(instance, ended)));
        }
        walk.parameter("taskId", secret(NO_ID, List.of(tasks.get(0))));
        for (String variable : List.of(
                "varName",
                "varId",
                "variableName",
                "taskId",
                "resourceId",
                "attachmentId",
                "commentId",
                "activityInstanceId",
                "processInstanceId",
                "processDefinitionId",
                "groupId",
                "userId",
                "tenantId",
                "type",
                "decisionDefinitionId",
                "version",
                "data",
                "jobId",
                "memberId",
                "requirementsDefinitionId",
                "tenant-id")) {
            walk.fill("/camunda", variable, secret(NO_ID, List.of(instance)));
        }
        List<Walker.Value> texts = new ArrayList<>(numbersAsked);
        for (Case one : cases) {
            walk.hidden(one.words().toArray(String[]::new));
            texts.addAll(secret(NO_WORD, one.words().subList(0, 2)));
        }
        texts.addAll(secret(NO_WORD, cases.get(3).words()));
        return walk.parameter("text", texts);
    }

    /** What is the same for everything that is looked for. */
    private Walker filled(Walker walk) {
        walk.fill("/tasks|/start", "processKey", plain("problem-handling"))
                .fill("(/api)?/villages", "id", plain(VILLAGE))
                .fill("(/api)?/registers", "register", plain("labour", "receptions", "forums", "diaries", "problems"))
                .fill("(/api)?/imports", "register", plain("labour", "receptions"))
                .fill("(/api)?/summaries", "unit", plain("epb"))
                .fill(
                        "(/api)?/summaries",
                        "column",
                        plain("leaders", "labour", "visitors", "collected", "resolved", "diaries", "forums"))
                .fill("/signing", "id", plain("1"))
                .fill("(/api)?/calendar", "year", plain("2053"))
                .fill("(/api)?/statistics", "year", plain("2053"))
                .fill("(/api)?/statistics", "leader", plain("wuzhidong"))
                .fill("(/api)?/statistics/\\{[^}]*\\}/problems", "measure", plain("collected", "resolved", "open"))
                .fill("(/api)?/statistics/\\{[^}]*\\}/leaders", "measure", plain("days", "village-days", "forums"))
                .fill("/people", "account", plain("zhouwei"))
                .fill("/api/schedule", "month", plain(MONTH.toString()))
                .fill("(/api)?/organization", "id", plain("1", VILLAGE))
                .fill("(/api)?/organization", "code", plain("jiancha"))
                .fill("(/api)?/organization", "account", plain("zhouwei"));
        walk.narrowing("page", plain("1"))
                .narrowing("size", plain("10"))
                .narrowing("status", plain("open", "ended", "discipline-intake", "merged", "referred"))
                .narrowing("unit", plain("jiancha", "epb"))
                .narrowing("village", plain(VILLAGE))
                .narrowing("community", plain("kunlundongyuan"))
                .narrowing("category", plain("other", "noise"))
                .narrowing("light", plain("none", "red", "yellow", "blue"))
                .narrowing("late", plain("true", "false"))
                .narrowing("days", plain("5"))
                .narrowing("expired", plain("true"))
                .narrowing("groups", plain("office"))
                .narrowing("account", plain("zhouwei"))
                .narrowing("kind", plain("households"))
                .narrowing("theme", plain("listen"))
                .narrowing("state", plain("counted", "deleted"))
                .narrowing("period", plain(MONTH.toString()))
                .narrowing("leader", plain("wuzhidong"))
                .narrowing("user", plain("wuzhidong", "office"))
                .narrowing("action", plain("read", "done"))
                .narrowing("subject", plain("problem", "outing", "attachment"))
                .narrowing("from", plain("2053-05-01"))
                .narrowing("to", plain("2053-05-31"))
                .parameter("on", plain("2053-05-07"))
                .parameter("box", plain("todo", "done", "started", "informed"))
                .parameter("unmasked", plain("true", "false"))
                .parameter("year", plain("2053"))
                .parameter("version", plain("1"))
                .parameter("register", plain("labour"));
        for (String word : List.of("error", "logout", "all")) {
            walk.parameter(word, plain("1"));
        }
        return walk;
    }

    // ---- doing it

    private Caller caller(String account) throws IOException, InterruptedException {
        Caller known = callers.get(account);
        if (known == null) {
            known = Caller.as(account, port);
            callers.put(account, known);
        }
        return known;
    }

    private String everybodyNamed() {
        return Stream.concat(
                        Stream.of("环境监察大队"),
                        ACCUSED.stream()
                                .filter(account -> !account.startsWith("jiancha"))
                                .map(directory::nameOf))
                .reduce((one, other) -> one + "、" + other)
                .orElseThrow();
    }

    private Map<String, Object> outingOf(Map<String, Object> more) {
        Map<String, Object> outing =
                new HashMap<>(Map.of("date", DAY.toString(), "kind", "households", "village", VILLAGE));
        outing.putAll(more);
        return outing;
    }

    private JsonNode entered(Map<String, Object> more) throws Exception {
        HttpResponse<String> entered =
                caller("wuzhidong").post("/api/outings", json.writeValueAsString(outingOf(more)));
        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(201);
        return Caller.json(entered);
    }

    /** Entered by staff, sent back once and set right, and confirmed. */
    private String handedIn(Map<String, Object> reception) throws Exception {
        Map<String, Object> outing = outingOf(Map.of("leader", "wuzhidong", "receptions", List.of(reception)));
        String number = Caller.json(call("jiancha", "POST", "/api/outings", outing))
                .get("id")
                .asText();
        decide(number, "wuzhidong", Map.of("outcome", "correct", "reason", "日期不对"));
        outing.putAll(Map.of("version", 1, "reason", "已更正"));
        call("jiancha", "PUT", "/api/outings/" + number, outing);
        decide(number, "wuzhidong", Map.of("outcome", "confirm"));
        return number;
    }

    private void decide(String number, String account, Map<String, Object> answer) throws Exception {
        String task = tasks(number, null).stream()
                .filter(open -> account.equals(open.getAssignee()))
                .findFirst()
                .orElseThrow()
                .getId();
        call(account, "POST", "/api/tasks/" + task + "/complete", answer);
    }

    private HttpResponse<String> call(String account, String method, String path, Map<String, Object> body)
            throws Exception {
        HttpResponse<String> answer =
                caller(account).send(method, path, json.writeValueAsBytes(body), "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return answer;
    }

    private String attach(String account, String number, String mark) throws Exception {
        return attach(account, number, mark, "");
    }

    private String attach(String account, String number, String mark, String more) throws Exception {
        HttpResponse<String> attached = caller(account)
                .upload(
                        "/api/problems/" + number + "/attachments",
                        new Multipart()
                                .file(
                                        "files",
                                        "证据" + mark + ".txt",
                                        ("附件里的话" + mark + more).getBytes(StandardCharsets.UTF_8)));
        assertThat(attached.statusCode()).as(attached.body()).isEqualTo(201);
        return Caller.json(attached).at("/items/0/id").asText();
    }

    private List<String> tasksOf(List<String> numbers) {
        return new ArrayList<>(new TreeSet<>(database.sql("select id from inbox_task where number in (:numbers)")
                .param("numbers", numbers)
                .query(String.class)
                .list()));
    }

    private static String mark() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 7);
    }

    /** A name nobody else has, of the same length for every mark. */
    private static String hanzi(String mark) {
        StringBuilder name = new StringBuilder();
        mark.chars().limit(3).forEach(one -> name.append((char) ('\u8C00' + one)));
        return name.toString();
    }

    private static String digits(String mark) {
        return "%07d".formatted(Math.floorMod(mark.hashCode(), 10_000_000));
    }
}
