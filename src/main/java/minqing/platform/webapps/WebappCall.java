package minqing.platform.webapps;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The changes a person may make through the calls behind Tasklist, Cockpit and Admin: to take, give back and hand in tasks,
 * to start a case, to keep filters, to help a job that failed, to stop and resume, and to manage accounts. Who of them may, the
 * engine's authorization decides; what is not listed is open to nobody, administrators included.
 *
 * @param method the HTTP method
 * @param path what the whole path must match
 * @param body what the call carries
 */
record WebappCall(String method, Pattern path, Body body) {

    /** What is expected in the body of a call. */
    enum Body {
        /** Nothing, or something nobody reads. */
        OPTIONAL,
        /** A JSON object. */
        OBJECT,
        /** Variables to complete a task with. */
        COMPLETION,
        /** Variables to start a case with. */
        START
    }

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String COCKPIT = "/camunda/api/cockpit/plugin/base/default";

    private static final List<WebappCall> ALLOWED = Stream.of(
                    // Tasks and starts
                    post(Body.OBJECT, "/task/{id}/claim"),
                    post(Body.OPTIONAL, "/task/{id}/unclaim"),
                    post(Body.COMPLETION, "/task/{id}/complete", "/task/{id}/submit-form"),
                    post(
                            Body.START,
                            "/process-definition/{id}/start",
                            "/process-definition/{id}/submit-form",
                            "/process-definition/key/{key}/start",
                            "/process-definition/key/{key}/submit-form"),
                    // Questions that are too long for an address
                    post(
                            Body.OBJECT,
                            "/{things}{slash}",
                            "/{things}/count",
                            "/history/{things}{slash}",
                            "/history/{things}/count",
                            "/filter/{id}/list",
                            "/filter/{id}/count",
                            "/filter/{id}/singleResult"),
                    Stream.of(
                            call("POST", Body.OBJECT, COCKPIT + "/{things}{slash}"),
                            call("POST", Body.OBJECT, COCKPIT + "/{things}/count"),
                            call("POST", Body.OBJECT, COCKPIT + "/process-instance/{id}"),
                            call("POST", Body.OBJECT, COCKPIT + "/process-instance/{id}/called-process-instances"),
                            call("POST", Body.OBJECT, COCKPIT + "/process-definition/{id}/called-process-definitions")),
                    // Filters
                    post(Body.OBJECT, "/filter/create"),
                    put(Body.OBJECT, "/filter/{id}"),
                    delete("/filter/{id}"),
                    // Operation
                    put(Body.OBJECT, "/job/{id}/retries", "/job-definition/{id}/retries"),
                    put(Body.OBJECT, "/external-task/{id}/retries", "/external-task/retries"),
                    post(Body.OBJECT, "/job/retries", "/process-instance/job-retries"),
                    put(
                            Body.OBJECT,
                            "/job/{id}/suspended",
                            "/job/suspended",
                            "/job-definition/{id}/suspended",
                            "/job-definition/suspended",
                            "/process-definition/{id}/suspended",
                            "/process-definition/key/{key}/suspended",
                            "/process-definition/suspended",
                            "/process-instance/{id}/suspended",
                            "/process-instance/suspended",
                            "/batch/{id}/suspended"),
                    delete("/incident/{id}"),
                    // Accounts
                    post(Body.OBJECT, "/user/create", "/group/create", "/authorization/create"),
                    post(Body.OBJECT, "/identity/password-policy"),
                    post(Body.OPTIONAL, "/user/{id}/unlock"),
                    put(Body.OBJECT, "/user/{id}/profile", "/user/{id}/credentials", "/group/{id}"),
                    put(Body.OBJECT, "/authorization/{id}"),
                    put(Body.OPTIONAL, "/group/{id}/members/{user}"),
                    delete("/user/{id}", "/group/{id}", "/group/{id}/members/{user}", "/authorization/{id}"),
                    Stream.of(call("POST", Body.OPTIONAL, "/camunda/api/admin/auth/user/default/logout")))
            .flatMap(calls -> calls)
            .toList();

    /** What the engine can be asked for; of anything else {@code POST /<name>} would not be a question. */
    private static final String THINGS = "(?:task|process-instance|execution|variable-instance|job|job-definition"
            + "|external-task|user|group|incident|activity-instance|detail|job-log|external-task-log)";

    /** Cockpit asks for incidents and some others with a slash at the end; a question is the same with it and without. */
    private static final String SLASH = "/?";

    static Optional<WebappCall> find(String method, String path) {
        return ALLOWED.stream()
                .filter(call ->
                        call.method.equals(method) && call.path.matcher(path).matches())
                .findFirst();
    }

    private static Stream<WebappCall> post(Body body, String... paths) {
        return Arrays.stream(paths).map(path -> call("POST", body, ENGINE + path));
    }

    private static Stream<WebappCall> put(Body body, String... paths) {
        return Arrays.stream(paths).map(path -> call("PUT", body, ENGINE + path));
    }

    private static Stream<WebappCall> delete(String... paths) {
        return Arrays.stream(paths).map(path -> call("DELETE", Body.OPTIONAL, ENGINE + path));
    }

    private static WebappCall call(String method, Body body, String path) {
        String pattern =
                path.replace("{things}", THINGS).replace("{slash}", SLASH).replaceAll("\\{[a-z]+}", "[^/]+");
        return new WebappCall(method, Pattern.compile(pattern), body);
    }

    /** Whether the call is a person's own work, whose refusal is told in the words of its reason. */
    boolean isWork() {
        return body == Body.COMPLETION || body == Body.START || path.pattern().endsWith("claim");
    }
}
