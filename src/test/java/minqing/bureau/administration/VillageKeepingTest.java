package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;

import minqing.bureau.administration.Client.Answer;
import org.junit.jupiter.api.Test;

/** An administrator keeps administrative villages and the natural ones below them. */
class VillageKeepingTest extends OrganizationKeepingTest {

    @Test
    void aVillageUnderTwoParentsHasTwoKeysAndOneThatIsNotGivenIsMade() throws Exception {
        admin.post(API + "/administrative-villages", "{\"id\":\"kepteast\",\"name\":\"东片村\",\"town\":\"试验镇\"}");
        admin.post(API + "/administrative-villages", "{\"id\":\"keptwest\",\"name\":\"西片村\",\"town\":\"试验镇\"}");
        Answer east = admin.post(API + "/villages", "{\"administrativeVillage\":\"kepteast\",\"name\":\"同名村\"}");
        Answer west = admin.post(
                API + "/villages",
                "{\"administrativeVillage\":\"keptwest\",\"id\":\"keptwest-tongming\",\"name\":\"同名村\"}");
        assertThat(east.text("/id")).isEqualTo("kepteast-n1");
        assertThat(west.text("/id")).isEqualTo("keptwest-tongming");
        Answer again = admin.post(API + "/villages", "{\"administrativeVillage\":\"kepteast\",\"name\":\" 同 名村 \"}");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.faults()).containsExactly("“自然村名称”已被使用（可能是已停用的一项），请另选一个，或恢复原来那一项。");
        Answer stray = admin.post(
                API + "/villages",
                "{\"administrativeVillage\":\"kepteast\",\"id\":\"keptwest-stray\",\"name\":\"别处\"}");
        assertThat(stray.fields()).containsExactly("id");
        Answer moved = admin.put(
                API + "/villages/kepteast-n1",
                "{\"administrativeVillage\":\"keptwest\",\"name\":\"同名村\",\"version\":0}");
        assertThat(moved.faults()).containsExactly("“行政村”一经登记不能更改。");
    }

    @Test
    void aRetiredAdministrativeVillageTakesItsNaturalOnesAlong() throws Exception {
        String village = villageOf("keptmerge");
        admin.post(
                API + "/pairings",
                "{\"leader\":\"zhouwei\",\"village\":\"%s\",\"from\":\"2013-01-01\"}".formatted(village));
        admin.post(
                API + "/contacts",
                "{\"administrativeVillage\":\"keptmerge\",\"name\":\"合并联系\",\"from\":\"2013-01-01\"}");
        Answer retired = admin.put(
                API + "/administrative-villages/keptmerge",
                "{\"name\":\"keptmerge村\",\"town\":\"试验镇\",\"retiredOn\":\"2016-01-01\",\"version\":0}");
        assertThat(retired.status()).isEqualTo(200);
        assertThat(organization.villages()).extracting(one -> one.id()).doesNotContain(village);
        assertThat(organization.village(village)).isPresent();
        assertThat(paired(village, "2015-12-31")).containsExactly("zhouwei");
        assertThat(paired(village, "2016-01-01")).isEmpty();
        assertThat(contactsOf("keptmerge")).containsExactly("合并联系 2013-01-01 2016-01-01");
        assertThat(admin.put(API + "/villages/" + village, "{\"name\":\"东村\",\"version\":1}")
                        .faults()
                        .get(0))
                .contains("请先恢复行政村");
    }
}
