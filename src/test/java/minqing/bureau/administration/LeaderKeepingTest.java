package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;

import minqing.bureau.administration.Client.Answer;
import minqing.bureau.organization.Leader;
import org.junit.jupiter.api.Test;

/** An administrator keeps the leaders who take part. */
class LeaderKeepingTest extends OrganizationKeepingTest {

    @Test
    void whoLeavesEndsTheirPairingsAndComesBackWithoutThem() throws Exception {
        account("kept-leader", "留任者");
        String village = villageOf("keptleave");
        Answer made = admin.post(
                API + "/leaders", "{\"account\":\"kept-leader\",\"position\":\"副局长\",\"unit\":\"epb\",\"place\":3}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/name")).isEqualTo("留任者");
        assertThat(organization.leaders())
                .extracting(Leader::account)
                .containsExactly("wuzhidong", "xiejiandong", "kept-leader", "yangyumei", "zhouwei", "xujianyun");
        assertThat(directory.account("kept-leader").orElseThrow().groups()).contains("leader");
        admin.post(
                API + "/pairings",
                "{\"leader\":\"kept-leader\",\"village\":\"%s\",\"from\":\"2013-01-01\"}".formatted(village));
        Answer retired = admin.put(
                API + "/leaders/kept-leader",
                "{\"name\":\"留任者\",\"position\":\"副局长\",\"unit\":\"epb\",\"retiredOn\":\"2019-01-01\",\"version\":0}");
        assertThat(retired.status()).isEqualTo(200);
        assertThat(organization.leaders()).extracting(Leader::account).doesNotContain("kept-leader");
        assertThat(directory.account("kept-leader").orElseThrow().groups()).doesNotContain("leader");
        assertThat(paired(village, "2018-12-31")).containsExactly("kept-leader");
        assertThat(paired(village, "2019-01-01")).isEmpty();
        assertThat(leadersOn("2018-12-31")).contains("kept-leader");
        Answer late = admin.post(
                API + "/pairings",
                "{\"leader\":\"kept-leader\",\"village\":\"%s\",\"from\":\"2019-06-01\"}".formatted(village));
        assertThat(late.faults()).containsExactly("“领导”没有登记，或者已停用。");
    }
}
