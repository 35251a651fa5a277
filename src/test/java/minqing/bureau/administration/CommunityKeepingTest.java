package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import minqing.bureau.administration.Client.Answer;
import org.junit.jupiter.api.Test;

/** An administrator keeps the communities, and of several at once one succeeds. */
class CommunityKeepingTest extends OrganizationKeepingTest {

    @Test
    void whoSawAnOlderVersionChangesNothing() throws Exception {
        admin.post(API + "/communities", "{\"id\":\"keptversion\",\"name\":\"版本社区\"}");
        assertThat(admin.put(API + "/communities/keptversion", "{\"name\":\"版本一社区\",\"version\":0}")
                        .status())
                .isEqualTo(200);
        Answer late = admin.put(API + "/communities/keptversion", "{\"name\":\"版本二社区\",\"version\":0}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("/detail")).contains("刚刚被他人更改");
        assertThat(admin.put(API + "/communities/keptversion", "{\"name\":\"版本三社区\"}")
                        .status())
                .isEqualTo(409);
        assertThat(organization.community("keptversion").orElseThrow().name()).isEqualTo("版本一社区");
    }

    @Test
    void ofManyWhoChangeTheSameAtOnceOneSucceeds() throws Exception {
        admin.post(API + "/communities", "{\"id\":\"keptrace\",\"name\":\"竞争社区\"}");
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            calls.add(admin.later(
                    "PUT", API + "/communities/keptrace", "{\"name\":\"竞争" + number + "社区\",\"version\":0}"));
        }
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            statuses.add(call.get().statusCode());
        }
        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
    }

    @Test
    void ofManyWhoMakeTheSameAtOnceOneSucceedsAndTheOthersLearnWhy() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            calls.add(admin.later("POST", API + "/communities", "{\"id\":\"kepttwin\",\"name\":\"同名社区\"}"));
        }
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            statuses.add(call.get().statusCode());
        }
        assertThat(statuses).containsOnly(201, 422).containsOnlyOnce(201);
    }
}
