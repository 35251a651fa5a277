package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import minqing.bureau.administration.Client.Answer;
import minqing.bureau.organization.Unit;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An administrator keeps the units; each has groups whose people may work, and what was stays known. */
class UnitKeepingTest extends OrganizationKeepingTest {

    @Autowired
    private AuthorizationService authorizations;

    @Test
    void aNewUnitHasGroupsWhosePeopleMayWorkAtOnce() throws Exception {
        Answer made = admin.post(
                API + "/units",
                "{\"code\":\"keptunit\",\"name\":\"留用科\",\"sealName\":\"某市留用科\",\"kind\":\"internal\",\"place\":2}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/place")).isEqualTo("2");
        assertThat(organization.units()).extracting(Unit::code).startsWith("epb", "keptunit", "jiancha");
        assertThat(groupName("unit-keptunit")).isEqualTo("留用科经办人");
        assertThat(groupName("head-keptunit")).isEqualTo("留用科负责人");
        assertThat(authorizations.isUserAuthorized(
                        "kept-nobody",
                        List.of("unit-keptunit"),
                        Permissions.CREATE_INSTANCE,
                        Resources.PROCESS_DEFINITION,
                        "problem-handling"))
                .isTrue();

        Answer changed = admin.put(
                API + "/units/keptunit",
                "{\"name\":\"留用处\",\"sealName\":\"某市留用处\",\"kind\":\"external\",\"place\":6,\"version\":0}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(groupName("unit-keptunit")).isEqualTo("留用处经办人");
        assertThat(organization.units()).extracting(Unit::code).endsWith("bieqiao", "keptunit");
        assertThat(changesOf("unit", "keptunit"))
                .containsExactly(
                        "admin create null null→留用科",
                        "admin change name 留用科→留用处",
                        "admin change sealName 某市留用科→某市留用处",
                        "admin change kind internal→external",
                        "admin change place 2→6");
    }

    @Test
    void aRetiredUnitIsOfferedNoMoreButStillKnown() throws Exception {
        admin.post(
                API + "/units",
                "{\"code\":\"keptgone\",\"name\":\"撤并科\",\"sealName\":\"某市撤并科\",\"kind\":\"internal\"}");
        Answer retired = admin.put(
                API + "/units/keptgone",
                "{\"name\":\"撤并科\",\"sealName\":\"某市撤并科\",\"kind\":\"internal\",\"retiredOn\":\"%s\",\"version\":0}"
                        .formatted(LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"))));
        assertThat(retired.status()).isEqualTo(200);
        assertThat(organization.units()).extracting(Unit::code).doesNotContain("keptgone");
        assertThat(organization.everyUnit()).extracting(Unit::code).contains("keptgone");
        assertThat(organization.unit("keptgone")).map(Unit::name).hasValue("撤并科");
        assertThat(admin.get(API + "/units").body()).doesNotContain("keptgone");
    }

    @Test
    void theBureauItselfStaysOneAndKeepsItsLeaders() throws Exception {
        Answer bureau = admin.get(API + "/units/epb");
        Answer refused = admin.put(
                API + "/units/epb",
                "{\"name\":\"市环境保护局\",\"sealName\":\"溧阳市环境保护局\",\"kind\":\"internal\",\"retiredOn\":\"2030-01-01\",\"version\":%s}"
                        .formatted(bureau.text("/version")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fields()).containsExactly("kind", "retiredOn");
    }

    private String groupName(String group) {
        return Optional.ofNullable(identities.createGroupQuery().groupId(group).singleResult())
                .map(found -> found.getName())
                .orElse("");
    }
}
