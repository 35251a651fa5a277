package minqing.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import minqing.access.Visitor;
import minqing.administration.Client.Answer;
import minqing.organization.Account;
import minqing.organization.Directory;
import minqing.organization.Leader;
import minqing.organization.Organization;
import minqing.organization.Unit;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An administrator keeps units, leaders, villages, contacts and pairings; what was stays known. */
class OrganizationKeepingTest extends ApplicationTest {

    private static final String API = "/api/organization";

    @LocalServerPort
    private int port;

    @Autowired
    private Organization organization;

    @Autowired
    private Directory directory;

    @Autowired
    private IdentityService identities;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private JdbcClient database;

    private Client admin;

    @BeforeEach
    void theAdministratorCalls() throws Exception {
        admin = Client.as("admin", port);
    }

    /** Other tests look at the bureau of annex 1 alone. */
    @AfterEach
    void whatWasMadeHereIsRetired() {
        for (String table : List.of("leader", "unit", "administrative_village", "natural_village", "community")) {
            String key = table.equals("leader") ? "account" : table.equals("unit") ? "code" : "id";
            database.sql("update " + table + " set retired_on = '2020-01-01' where " + key + " like 'kept%'")
                    .update();
        }
        for (Account account : directory.accounts()) {
            if (account.id().startsWith("kept")) {
                account.groups().forEach(group -> identities.deleteMembership(account.id(), group));
            }
        }
    }

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
    void thePastOfAPairingStaysAnswerable() throws Exception {
        String village = villageOf("keptpast");
        Answer first = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2012-01-01\"}".formatted(village));
        assertThat(first.status()).isEqualTo(201);
        Answer ended = admin.put(API + "/pairings/" + first.text("/id"), "{\"to\":\"2015-07-01\"}");
        assertThat(ended.text("/to")).isEqualTo("2015-07-01");
        Answer next = admin.post(
                API + "/pairings",
                "{\"leader\":\"zhouwei\",\"village\":\"%s\",\"from\":\"2015-07-01\"}".formatted(village));
        assertThat(next.status()).isEqualTo(201);

        assertThat(paired(village, "2011-12-31")).isEmpty();
        assertThat(paired(village, "2012-01-01")).containsExactly("wuzhidong");
        assertThat(paired(village, "2015-06-30")).containsExactly("wuzhidong");
        assertThat(paired(village, "2015-07-01")).containsExactly("zhouwei");
        assertThat(organization.pairedLeaders(village))
                .extracting(Leader::account)
                .containsExactly("zhouwei");
        assertThat(admin.get("/api/pairings?on=2013-05-05").body()).contains(village);
        assertThat(leadersOn("2013-05-05")).contains("wuzhidong");

        // Ended is ended; the same two may begin anew, but not at a time that crosses.
        assertThat(admin.put(API + "/pairings/" + first.text("/id"), "{\"to\":\"2016-01-01\"}")
                        .status())
                .isEqualTo(409);
        Answer crossing = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2014-01-01\"}".formatted(village));
        assertThat(crossing.status()).isEqualTo(422);
        assertThat(crossing.faults().get(0)).contains("时间不能重叠");
        Answer anew = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2020-01-01\"}".formatted(village));
        assertThat(anew.status()).isEqualTo(201);
        Answer twice = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2021-01-01\"}".formatted(village));
        assertThat(twice.faults().get(0)).contains("已经结对");
        admin.put(API + "/pairings/" + next.text("/id"), "{\"to\":\"2022-01-01\"}");
        admin.put(API + "/pairings/" + anew.text("/id"), "{\"to\":\"2022-01-01\"}");
        assertThat(changesOf("pairing", "wuzhidong " + village))
                .containsExactly(
                        "admin create from null→2012-01-01",
                        "admin end to null→2015-07-01",
                        "admin create from null→2020-01-01",
                        "admin end to null→2022-01-01");
    }

    @Test
    void aPairingCalledOffBeforeItBeganNeverHeld() throws Exception {
        String village = villageOf("keptoff");
        Answer made = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2090-01-01\"}".formatted(village));
        Answer early = admin.put(API + "/pairings/" + made.text("/id"), "{\"to\":\"2089-12-31\"}");
        assertThat(early.faults()).containsExactly("“终止日期”应晚于开始日期。");
        assertThat(admin.put(API + "/pairings/" + made.text("/id"), "{}").faults())
                .containsExactly("请填写“终止日期”。");
        assertThat(admin.put(API + "/pairings/" + made.text("/id"), "{\"to\":\"2090-01-01\"}")
                        .status())
                .isEqualTo(200);
        assertThat(paired(village, "2090-01-01")).isEmpty();
        Answer again = admin.post(
                API + "/pairings",
                "{\"leader\":\"wuzhidong\",\"village\":\"%s\",\"from\":\"2090-01-01\"}".formatted(village));
        assertThat(again.status()).isEqualTo(201);
        admin.put(API + "/pairings/" + again.text("/id"), "{\"to\":\"2090-01-01\"}");
    }

    @Test
    void aNewContactEndsTheOneBefore() throws Exception {
        villageOf("keptcontact");
        Answer first = admin.post(
                API + "/contacts",
                "{\"administrativeVillage\":\"keptcontact\",\"name\":\"甲联系\",\"from\":\"2012-01-01\"}");
        assertThat(first.status()).isEqualTo(201);
        Answer next = admin.post(
                API + "/contacts?known=" + first.text("/id"),
                "{\"administrativeVillage\":\"keptcontact\",\"name\":\"乙联系\",\"from\":\"2018-03-01\"}");
        assertThat(next.status()).isEqualTo(201);
        Answer overtaken = admin.post(
                API + "/contacts?known=" + first.text("/id"),
                "{\"administrativeVillage\":\"keptcontact\",\"name\":\"丙联系\",\"from\":\"2019-01-01\"}");
        assertThat(overtaken.status()).isEqualTo(409);
        Answer same = admin.post(API + "/contacts", "{\"administrativeVillage\":\"keptcontact\",\"name\":\"乙联系\"}");
        assertThat(same.faults()).containsExactly("“新联系人”与现任联系人相同。");
        Answer crossing = admin.post(
                API + "/contacts",
                "{\"administrativeVillage\":\"keptcontact\",\"name\":\"丁联系\",\"from\":\"2017-01-01\"}");
        assertThat(crossing.fields()).containsExactly("from");
        assertThat(contactsOf("keptcontact")).containsExactly("甲联系 2012-01-01 2018-03-01", "乙联系 2018-03-01 null");
        assertThat(admin.put(API + "/contacts/" + next.text("/id"), "{\"to\":\"2020-01-01\"}")
                        .status())
                .isEqualTo(200);
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wuzhidong",
                "office",
                "jijian",
                "director",
                "supervisor",
                "inspector",
                "jiancha",
                "jiancha-head",
                "bieqiao"
            })
    void onlyAdministratorsKeepTheOrganization(String account) throws Exception {
        Client client = Client.as(account, port);
        Map<String, Integer> statuses = new java.util.TreeMap<>();
        for (String path : List.of(
                "/units/epb",
                "/leaders/zhouwei",
                "/administrative-villages",
                "/villages/hexing-shangshi",
                "/communities",
                "/contacts",
                "/pairings",
                "/changes",
                "/communities/kunlundongyuan",
                "/administrative-villages/hexing")) {
            statuses.put("GET " + path, client.get(API + path).status());
        }
        for (String path : List.of(
                "/units",
                "/leaders",
                "/administrative-villages",
                "/villages",
                "/communities",
                "/contacts",
                "/pairings")) {
            statuses.put("POST " + path, client.post(API + path, "{}").status());
        }
        for (String path : List.of(
                "/units/epb",
                "/leaders/zhouwei",
                "/villages/hexing-shangshi",
                "/communities/kunlundongyuan",
                "/administrative-villages/hexing",
                "/contacts/1",
                "/pairings/1")) {
            statuses.put("PUT " + path, client.put(API + path, "{}").status());
        }
        statuses.put(
                "import",
                client.upload(API + "/pairings/import", new byte[] {1}).status());
        assertThat(statuses.values()).containsOnly(403);
        assertThat(client.get("/api/pairings").status()).isEqualTo(200);

        Visitor visitor = client.visitor();
        for (String page : List.of(
                "",
                "/units",
                "/leaders",
                "/villages",
                "/communities",
                "/pairings",
                "/import",
                "/accounts",
                "/changes",
                "/units/new",
                "/units/epb",
                "/contacts/hexing",
                "/accounts/new",
                "/accounts/office",
                "/pairings.csv",
                "/pairings/new")) {
            assertThat(visitor.get("/organization" + page, "Accept", "text/html")
                            .statusCode())
                    .as(page)
                    .isEqualTo(403);
        }
        String token = visitor.tokenOn("/pairings");
        for (String page : List.of(
                "/units/new",
                "/leaders/zhouwei",
                "/accounts/new",
                "/accounts/office",
                "/accounts/office/reset",
                "/accounts/office/disable",
                "/accounts/office/unlock",
                "/contacts/hexing")) {
            assertThat(visitor.post("/organization" + page, Map.of("_csrf", token), "Accept", "text/html")
                            .statusCode())
                    .as(page)
                    .isEqualTo(403);
        }
        assertThat(visitor.get("/pairings", "Accept", "text/html").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/units | {} | code,name,sealName,kind",
                "/units | {\"code\":\"Kept\",\"name\":\"x\",\"sealName\":\"x\",\"kind\":\"internal\"} | code",
                "/units | {\"code\":\"jiancha\",\"name\":\"环境监测站\",\"sealName\":\"y\",\"kind\":\"boss\"} | code,name,kind",
                "/units | {\"code\":\"keptbad\",\"name\":\"=1+1\",\"sealName\":\"a\\u0007b\",\"kind\":\"internal\",\"place\":0} | name,sealName,place",
                "/units | {\"code\":\"keptbad\",\"name\":\"a\\u202eb\",\"sealName\":\"c\",\"kind\":\"internal\"} | name",
                "/units | {\"code\":\"keptbad\",\"name\":\"n\",\"sealName\":\"c\",\"kind\":\"internal\",\"surprise\":1} | surprise",
                "/units | {\"code\":\"keptbad\",\"name\":\"n\",\"sealName\":\"c\",\"kind\":\"internal\",\"place\":\"2\"} | place",
                "/leaders | {\"account\":\"nobody-here\",\"name\":\"x\",\"position\":\"y\",\"unit\":\"nowhere\"} | unit,account",
                "/leaders | {\"account\":\"zhouwei\",\"name\":\"x\",\"position\":\"\",\"unit\":\"epb\"} | account,position",
                "/administrative-villages | {\"id\":\"a-b\",\"name\":\"合星村\"} | id,town",
                "/administrative-villages | {\"name\":\"合星村\",\"town\":\"别桥镇\"} | name",
                "/villages | {\"administrativeVillage\":\"nowhere\",\"name\":\"x\"} | administrativeVillage",
                "/communities | {\"name\":\"昆仑东苑社区\"} | name",
                "/contacts | {\"administrativeVillage\":\"hexing\",\"from\":\"1999-01-01\"} | name,from",
                "/pairings | {\"leader\":\"zhouwei\",\"village\":\"hexing-shangshi\",\"community\":\"kunlundongyuan\"} | village",
                "/pairings | {\"leader\":\"nobody\",\"village\":\"nowhere\"} | leader,village",
                "/pairings | {\"leader\":\"zhouwei\",\"village\":\"hexing-shangshi\",\"from\":\"2020-01-01\",\"to\":\"2020-01-01\"} | to",
                "/pairings | {\"leader\":\"zhouwei\",\"village\":\"hexing-shangshi\",\"from\":\"yesterday\"} | from",
            })
    void whatIsWrongIsNamedFieldByFieldAndNothingIsKept(String path, String body, String fields) throws Exception {
        long before = changes();
        Answer refused = admin.post(API + path, body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.fields()).containsExactlyInAnyOrder(fields.split(","));
        assertThat(refused.faults()).allMatch(fault -> fault.contains("“"));
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        assertThat(admin.get(API + "/units/nowhere").status()).isEqualTo(404);
        assertThat(admin.put(API + "/villages/nowhere", "{\"name\":\"x\",\"version\":0}")
                        .status())
                .isEqualTo(404);
        assertThat(admin.put(API + "/pairings/999999999", "{\"to\":\"2020-01-01\"}")
                        .status())
                .isEqualTo(404);
        assertThat(admin.put(API + "/pairings/x", "{\"to\":\"2020-01-01\"}").status())
                .isEqualTo(404);
        assertThat(admin.get("/api/pairings?on=2026-13-01").fields()).containsExactly("on");
        assertThat(admin.get("/api/pairings?on=+999999-01-01").status()).isEqualTo(422);
        assertThat(admin.get("/api/pairings?on=1000-01-01").fields()).containsExactly("on");
    }

    @Test
    void annexOneIsDataInItsOrder() throws Exception {
        Answer table = admin.get("/api/pairings?on=2011-07-01");
        assertThat(table.text("/total")).isEqualTo("5");
        assertThat(table.text("/items/0/leader/name")).isEqualTo("吴志东");
        assertThat(table.text("/items/0/unit/name")).isEqualTo("市环境保护局");
        assertThat(table.json().at("/items/0/villages/0/villages").findValuesAsText("name"))
                .containsExactly("上市村", "五里亭村", "西神圩村", "史家棚村", "承家村");
        assertThat(table.text("/items/0/villages/0/contact")).isEqualTo("谭超");
        assertThat(table.text("/items/2/villages/0/villages/0/id")).isEqualTo("xiaoshiqiao-chenjia");
        assertThat(table.text("/items/4/communities/0/name")).isEqualTo("昆仑东苑社区");
        assertThat(admin.get("/api/pairings?on=2011-06-30").text("/total")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf, application/pdf"
    })
    void annexOneIsADocument(String format, String type) throws Exception {
        HttpResponse<byte[]> answer = admin.download("/api/pairings." + format + "?on=2011-07-01");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment", "." + format);
        String text = DocumentText.of(format, answer.body());
        assertThat(text)
                .contains("结对表", "吴志东", "徐剑云", "合星村：上市村、五里亭村、西神圩村、史家棚村、承家村", "联系：谭超", "结对村（别桥镇）")
                .containsOnlyOnce("昆仑东苑社区");
        assertThat(admin.get("/api/pairings.exe").status()).isEqualTo(404);
    }

    @Test
    void aTableIsBroughtInWithItsVillagesOrNotAtAll() throws Exception {
        String table = "参与单位,领导干部,乡镇,行政村,自然村,村联系人,结对社区,开始日期,终止日期\r\n"
                + "市环境保护局,周  伟,导入镇,导入一村,东村,导入甲,导入社区,2014-01-01,2016/1/1\r\n"
                + "市环境保护局,周伟,导入镇,导入一村,\"西村\",导入甲,导入社区,2014年1月1日,2016.1.1\r\n";
        Answer unknown = admin.upload(API + "/pairings/import", table.getBytes(StandardCharsets.UTF_8));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.fields())
                .containsExactly(
                        "2.administrative_village",
                        "2.paired_community",
                        "3.administrative_village",
                        "3.paired_community");
        assertThat(unknown.faults().get(0)).isEqualTo("第 2 行“行政村”：没有登记过“导入一村”，或者已停用。");
        // As office programs write it.
        Answer done = admin.upload(API + "/pairings/import?register=true", table.getBytes(Charset.forName("GB18030")));
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(done.text("/rows") + done.text("/paired") + done.text("/registered"))
                .isEqualTo("2" + "3" + "4");
        try {
            Answer on = admin.get("/api/pairings?on=2015-01-01");
            assertThat(on.body()).contains("东村", "西村", "导入甲", "导入社区");
            assertThat(admin.get("/api/pairings?on=2016-01-01").body()).doesNotContain("导入甲", "导入社区");
            Answer again = admin.upload(API + "/pairings/import", table.getBytes(StandardCharsets.UTF_8));
            assertThat(again.text("/paired") + again.text("/ended")).isEqualTo("00");
        } finally {
            database.sql("update natural_village set retired_on = '2020-01-01' where administrative_village in "
                            + "(select id from administrative_village where town = '导入镇')")
                    .update();
            database.sql("update administrative_village set retired_on = '2020-01-01' where town = '导入镇'")
                    .update();
            database.sql("update community set retired_on = '2020-01-01' where name = '导入社区'")
                    .update();
        }
    }

    @Test
    void everyFaultOfATableIsNamedByLineAndColumnAndNoRowIsKept() throws Exception {
        String head =
                "participating_unit,leader,town,administrative_village,natural_village,village_contact,paired_community,valid_from,valid_to\n";
        String good = "市环境保护局,吴志东,别桥镇,道成村,对河村,,,2001-01-01,2001-02-01\n";
        String table = head + good
                + "无此局,吴志东,别桥镇,道成村,对河村,,,,\n"
                + "市环境保护局,无此人,别桥镇,道成村,对河村,,,,\n"
                + "市环境保护局,吴志东,别桥镇,道成村,无此村,,无此社区,,\n"
                + "市环境保护局,吴志东,别桥镇,道成村,,,,2014-02-30,\n"
                + good
                + "市环境保护局,吴志东,别桥镇,道成村,姚家村,=cmd(),,2014-02-01,2013-01-01\n"
                + "市环境保护局,吴志东,别桥镇,道成村,姚家村,,,,,多了\n";
        Answer refused = admin.upload(API + "/pairings/import", table.getBytes(StandardCharsets.UTF_8));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.fields())
                .containsExactly(
                        "3.participating_unit",
                        "4.leader",
                        "5.natural_village",
                        "5.paired_community",
                        "6.natural_village",
                        "6.valid_from",
                        "7.natural_village",
                        "8.village_contact",
                        "8.valid_to",
                        "9");
        assertThat(refused.faults()).contains("第 7 行“自然村”：与第 2 行重复。", "第 6 行“开始日期”：应为日期，形如 2026-07-05。");
        assertThat(paired("daocheng-duihe", "2001-01-15")).isEmpty();
        Answer crossing = admin.upload(
                API + "/pairings/import",
                (head + good + "市环境保护局,周伟,别桥镇,道成村,对河村,,,2010-01-01,2012-01-01\n").getBytes(StandardCharsets.UTF_8));
        assertThat(crossing.fields()).containsExactly("3.natural_village");
        assertThat(paired("daocheng-duihe", "2001-01-15")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "a,b\n1,2\n", "\u0000\u0001", "participating_unit\n", "\"", "领导干部,领导干部\nx,y\n"})
    void aFileThatIsNoTableIsRefusedInWords(String file) throws Exception {
        Answer refused = admin.upload(API + "/pairings/import", file.getBytes(StandardCharsets.UTF_8));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.faults()).isNotEmpty().allMatch(fault -> !fault.isBlank());
    }

    @Test
    void aFileInNoKnownEncodingIsRefused() throws Exception {
        Answer refused =
                admin.upload(API + "/pairings/import", new byte[] {(byte) 0xff, (byte) 0xff, 0x20, (byte) 0xff});
        assertThat(refused.faults()).containsExactly("文件的编码无法识别，请另存为 CSV（UTF-8）后再试。");
    }

    @Test
    void todaysTableWrittenOutAndBroughtInAgainChangesNothing() throws Exception {
        Visitor visitor = administrator();
        HttpResponse<String> file = visitor.get("/organization/pairings.csv");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("pairing.csv");
        assertThat(file.body())
                .startsWith("\uFEFF参与单位,领导干部,乡镇")
                .contains("市环境保护局,吴志东,别桥镇,合星村,上市村,谭超,昆仑东苑社区,2011-07-01,");
        long before = changes();
        Answer again =
                admin.upload(API + "/pairings/import?replace=true", file.body().getBytes(StandardCharsets.UTF_8));
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.text("/rows") + " " + again.text("/paired") + " " + again.text("/ended"))
                .isEqualTo("27 0 0");
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void theEmptyTableIsFilledInAndBroughtIn() throws Exception {
        villageOf("keptsheet");
        byte[] empty = admin.download("/organization/pairings.xlsx").body();
        Answer nothing = admin.upload(API + "/pairings/import", empty);
        assertThat(nothing.status()).isEqualTo(422);
        Answer done = admin.upload(
                API + "/pairings/import",
                DocumentText.filled(
                        empty, List.of("市环境保护局", "周伟", "试验镇", "keptsheet村", "东村", "", "", "2014-01-01", "2015-01-01")));
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(paired("keptsheet-n1", "2014-12-31")).containsExactly("zhouwei");
        assertThat(paired("keptsheet-n1", "2015-01-01")).isEmpty();
        Answer wrong = admin.upload(
                API + "/pairings/import",
                DocumentText.filled(empty, List.of("市环境保护局", "无此人", "试验镇", "keptsheet村", "东村", "", "", "", "")));
        assertThat(wrong.faults()).singleElement().asString().contains("“领导干部”：没有登记过“无此人”");
        assertThat(admin.upload(API + "/pairings/import", new byte[] {'P', 'K', 3, 4, 0, 0})
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aTableThatReplacesEndsWhatItDoesNotName() throws Exception {
        account("kept-replaced", "更替者");
        admin.post(
                API + "/units",
                "{\"code\":\"keptbureau\",\"name\":\"更替局\",\"sealName\":\"某市更替局\",\"kind\":\"bureau\"}");
        admin.post(API + "/leaders", "{\"account\":\"kept-replaced\",\"position\":\"局长\",\"unit\":\"keptbureau\"}");
        String old = villageOf("keptreplace");
        admin.post(API + "/villages", "{\"administrativeVillage\":\"keptreplace\",\"name\":\"新村\"}");
        admin.post(
                API + "/pairings",
                "{\"leader\":\"kept-replaced\",\"village\":\"%s\",\"from\":\"2012-01-01\"}".formatted(old));
        String table =
                "participating_unit,leader,town,administrative_village,natural_village\n更替局,更替者,试验镇,keptreplace村,新村\n";
        Answer done = admin.upload(
                API + "/pairings/import?from=2017-01-01&replace=true", table.getBytes(StandardCharsets.UTF_8));
        assertThat(done.text("/paired") + done.text("/ended")).as(done.body()).isEqualTo("11");
        assertThat(paired(old, "2016-12-31")).containsExactly("kept-replaced");
        assertThat(paired(old, "2017-01-01")).isEmpty();
        assertThat(organization.pairedLeaders("wuzhidong")).isEmpty();
        assertThat(paired("hexing-shangshi", "2026-01-01")).containsExactly("wuzhidong");
    }

    @Test
    void thePagesWorkWithoutScriptAndShowFaultsBesideTheField() throws Exception {
        Visitor visitor = administrator();
        String token = visitor.tokenOn("/organization/communities/new");
        HttpResponse<String> refused = visitor.post(
                "/organization/communities/new", Map.of("_csrf", token, "name", "昆仑东苑社区", "id", "Kept!", "place", "x"));
        assertThat(refused.statusCode()).isEqualTo(422);
        Document page = Jsoup.parse(refused.body());
        assertThat(page.select("#entry-place-error").text()).isEqualTo("“排序”应为整数。");
        assertThat(page.select("#entry-name").attr("value")).isEqualTo("昆仑东苑社区");
        refused =
                visitor.post("/organization/communities/new", Map.of("_csrf", token, "name", "昆仑东苑社区", "id", "Kept!"));
        page = Jsoup.parse(refused.body());
        assertThat(page.select("#entry-name-error").text()).contains("“社区名称”已被使用");
        assertThat(page.select("#entry-id-error").text()).contains("“代码”");
        HttpResponse<String> done = visitor.post(
                "/organization/communities/new", Map.of("_csrf", token, "name", "网页社区", "id", "keptpage", "place", ""));
        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(visitor.get("/organization/communities").body())
                .contains("已保存", "网页社区")
                .doesNotContain("??");
        Document form =
                Jsoup.parse(visitor.get("/organization/communities/keptpage").body());
        assertThat(form.select("input[name=version]").attr("value")).isEqualTo("0");
        HttpResponse<String> overtaken = visitor.post(
                "/organization/communities/keptpage", Map.of("_csrf", token, "name", "网页二社区", "version", "7"));
        assertThat(overtaken.statusCode()).isEqualTo(409);
        assertThat(overtaken.body()).contains("刚刚被他人更改");
        assertThat(visitor.post("/organization/communities/keptpage", Map.of("name", "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/organization/units",
                "/organization/leaders",
                "/organization/villages",
                "/organization/communities",
                "/organization/pairings?all=true",
                "/organization/import",
                "/organization/accounts",
                "/organization/changes",
                "/organization/units/new",
                "/organization/units/jiancha",
                "/organization/leaders/new",
                "/organization/leaders/zhouwei",
                "/organization/administrative-villages/new",
                "/organization/administrative-villages/hexing",
                "/organization/villages/new?administrativeVillage=hexing",
                "/organization/villages/hexing-shangshi",
                "/organization/communities/new",
                "/organization/pairings/new",
                "/organization/pairings/1",
                "/organization/contacts/hexing",
                "/organization/accounts/new",
                "/organization/accounts/office",
                "/pairings",
                "/pairings?on=2000-01-01",
                "/password"
            })
    void everyPageStandsInTheFrameWithItsWords(String path) throws Exception {
        HttpResponse<String> answer = administrator().get(path, "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(200);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("main h1")).hasSize(1);
        assertThat(page.text()).doesNotContain("??", "organization.", "administration.", "access.password");
        assertThat(page.select("main input:not([type=hidden]):not([type=checkbox]), main select"))
                .allMatch(field -> !page.select("label[for=" + field.id() + "]").isEmpty());
    }

    @Test
    void severalVillagesArePairedAtOnceFromThePageOrNone() throws Exception {
        villageOf("keptmany");
        admin.post(API + "/villages", "{\"administrativeVillage\":\"keptmany\",\"name\":\"西村\"}");
        Visitor visitor = administrator();
        String token = visitor.tokenOn("/organization/pairings/new");
        HttpResponse<String> nothing = visitor.post(
                "/organization/pairings/new", Map.of("_csrf", token, "leader", "zhouwei", "from", "2014-01-01"));
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(nothing.body()).contains("请至少选择一个");
        HttpResponse<String> done = visitor.post(
                "/organization/pairings/new",
                Map.of(
                        "_csrf",
                        token,
                        "leader",
                        "zhouwei",
                        "village",
                        "keptmany-n1",
                        "from",
                        "2014-01-01",
                        "to",
                        "2015-01-01"));
        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(paired("keptmany-n1", "2014-06-01")).containsExactly("zhouwei");
        assertThat(visitor.get("/organization/pairings?all=true&leader=zhouwei").body())
                .contains("keptmany村 东村");
        assertThat(visitor.get("/organization/pairings?leader=zhouwei").body()).doesNotContain("keptmany村 东村");
    }

    @Test
    void whatWasNotedOfAChangeIsKept() {
        assertThatThrownBy(() -> database.sql("update organization_change set account = 'x'")
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> database.sql("delete from organization_change").update())
                .isInstanceOf(DataAccessException.class);
    }

    private Visitor administrator() {
        return admin.visitor();
    }

    /** A natural village of a new administrative one. */
    private String villageOf(String parent) throws Exception {
        admin.post(
                API + "/administrative-villages",
                "{\"id\":\"%1$s\",\"name\":\"%1$s村\",\"town\":\"试验镇\"}".formatted(parent));
        return admin.post(API + "/villages", "{\"administrativeVillage\":\"%s\",\"name\":\"东村\"}".formatted(parent))
                .text("/id");
    }

    private void account(String id, String name) {
        org.camunda.bpm.engine.identity.User user = identities.newUser(id);
        user.setFirstName(name);
        user.setPassword("Correct-Horse-42");
        identities.saveUser(user);
    }

    private List<String> paired(String village, String day) {
        return organization.pairedLeaders(village, LocalDate.parse(day)).stream()
                .map(Leader::account)
                .toList();
    }

    private List<String> leadersOn(String day) throws Exception {
        List<String> leaders = new ArrayList<>();
        admin.get("/api/pairings?on=" + day)
                .json()
                .get("items")
                .forEach(item -> leaders.add(item.at("/leader/id").asText()));
        return leaders;
    }

    private List<String> contactsOf(String village) {
        return database.sql("""
                        select name || ' ' || valid_from || ' ' || coalesce(valid_to::text, 'null') from village_contact
                        where administrative_village = :village order by valid_from
                        """).param("village", village).query(String.class).list();
    }

    private List<String> changesOf(String subject, String identifier) {
        return database.sql("""
                        select account || ' ' || action || ' ' || coalesce(field, 'null') || ' '
                               || coalesce(before, 'null') || '→' || coalesce(after, 'null')
                        from organization_change where subject = :subject and identifier = :identifier order by id
                        """)
                .param("subject", subject)
                .param("identifier", identifier)
                .query(String.class)
                .list();
    }

    private long changes() {
        return database.sql("select count(*) from organization_change")
                .query(Long.class)
                .single();
    }

    private String groupName(String group) {
        return Optional.ofNullable(identities.createGroupQuery().groupId(group).singleResult())
                .map(found -> found.getName())
                .orElse("");
    }
}
