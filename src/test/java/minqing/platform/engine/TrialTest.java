package minqing.platform.engine;

import java.util.List;
import java.util.Map;
import minqing.testing.ApplicationTest;
import minqing.testing.EngineTables;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A case of the model {@code engine-trial}, and somebody who works on it with all the engine's permissions. */
public abstract class TrialTest extends ApplicationTest {

    protected static final String PERSON = "engine-trial-person";

    /** Personal data that must leave no trace. */
    protected static final String NAME = "欧阳试探";

    protected static final String PHONE = "13951770042";

    @Autowired
    protected RepositoryService repository;

    @Autowired
    protected RuntimeService runtime;

    @Autowired
    protected TaskService tasks;

    @Autowired
    protected FormService forms;

    @Autowired
    protected HistoryService history;

    @Autowired
    protected IdentityService identity;

    @Autowired
    protected ManagementService management;

    @Autowired
    protected AuthorizationService authorizations;

    @Autowired
    protected EngineTables engineTables;

    @Autowired
    protected EngineTrial trial;

    @BeforeEach
    void deployTheTrialAndSignIn() {
        identity.clearAuthentication();
        repository
                .createDeployment()
                .name("engine-trial")
                .enableDuplicateFiltering(true)
                .addClasspathResource("engine/engine-trial.bpmn")
                .addClasspathResource("engine/engine-trial-report.form")
                .addClasspathResource("engine/engine-trial-handle.form")
                .deploy();
        trial.failure = null;
        allowEverything();
        signIn();
    }

    @AfterEach
    void signOut() {
        identity.clearAuthentication();
        trial.failure = null;
    }

    private void allowEverything() {
        for (Resources resource :
                List.of(Resources.PROCESS_DEFINITION, Resources.PROCESS_INSTANCE, Resources.TASK, Resources.BATCH)) {
            if (authorizations
                            .createAuthorizationQuery()
                            .userIdIn(PERSON)
                            .resourceType(resource)
                            .count()
                    == 0) {
                Authorization all = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
                all.setUserId(PERSON);
                all.setResource(resource);
                all.setResourceId(Authorization.ANY);
                all.addPermission(Permissions.ALL);
                authorizations.saveAuthorization(all);
            }
        }
    }

    protected void signIn() {
        identity.setAuthenticatedUserId(PERSON);
    }

    protected String definition() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(EngineTrial.KEY)
                .latestVersion()
                .singleResult()
                .getId();
    }

    protected ProcessInstance started() {
        return forms.submitStartForm(
                definition(), "trial-1", Map.of("title", "村口路灯不亮", "remark", NAME, "contact", PHONE));
    }

    protected Task taskOf(ProcessInstance instance) {
        return tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
    }

    protected Task waiting() {
        return taskOf(started());
    }
}
