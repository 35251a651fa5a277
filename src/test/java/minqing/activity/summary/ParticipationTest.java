package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import minqing.bureau.access.Visitor;
import minqing.bureau.organization.UnitEntry;
import minqing.bureau.organization.UnitKeeping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** An administrator sets a unit's first month and its signing order, and is refused once months have started. */
class ParticipationTest extends SummaryTest {

    private static final String OWN_UNIT = "secondbureau";

    private static final String PATH = "/api/organization/units/" + OWN_UNIT + "/summary";

    @Autowired
    private MockMvc http;

    @Autowired
    private UnitKeeping units;

    @LocalServerPort
    private int port;

    /** Another bureau, of which nothing starts: its months lie far ahead. */
    @BeforeEach
    void anotherBureau() {
        boolean there = units.all().stream().anyMatch(unit -> OWN_UNIT.equals(unit.code()));
        if (!there) {
            units.create("admin", new UnitEntry(OWN_UNIT, "第二局", "第二局（印章）", "bureau", null, null, null));
        }
    }

    @AfterEach
    void takesNoPartAnyMore() {
        database.sql("delete from summary where unit = :unit")
                .param("unit", OWN_UNIT)
                .update();
        database.sql("delete from signing_step where unit = :unit")
                .param("unit", OWN_UNIT)
                .update();
        database.sql("delete from participation where unit = :unit")
                .param("unit", OWN_UNIT)
                .update();
        UnitEntry unit = units.one(OWN_UNIT);
        units.change(
                "admin",
                OWN_UNIT,
                new UnitEntry(
                        OWN_UNIT,
                        unit.name(),
                        unit.sealName(),
                        unit.kind(),
                        null,
                        LocalDate.of(2012, 1, 1),
                        unit.version()));
    }

    @Test
    void theFirstMonthAndTheOrderAreSetAndNoted() throws Exception {
        set("admin", "{\"firstPeriod\":\"2100-02\",\"signers\":[\"director\",\"deputy\"]}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.firstPeriod").value("2100-02"))
                .andExpect(jsonPath("$.signers[0]").value("director"))
                .andExpect(jsonPath("$.movable").value(true));
        set("admin", "{\"firstPeriod\":\"2100-03\"}")
                .andExpect(jsonPath("$.firstPeriod").value("2100-03"))
                .andExpect(jsonPath("$.signers[0]").value("director"));
        http.perform(get(PATH).with(httpBasic("admin", "minqing-demo")))
                .andExpect(jsonPath("$.firstPeriod").value("2100-03"));

        assertThat(signing.order(OWN_UNIT)).containsExactly("director", "deputy");
        assertThat(database.sql("""
                                select field || ' ' || coalesce(before, '') || '>' || after from organization_change
                                where identifier = :unit and account = 'admin' and field in ('firstPeriod', 'signers')
                                order by id desc limit 3""").param("unit", OWN_UNIT).query(String.class).list())
                .containsExactly(
                        "firstPeriod 2100-02>2100-03",
                        "signers deputy director>director deputy",
                        "firstPeriod >2100-02");
    }

    @Test
    void whatIsWrongIsRefusedAndNothingIsHalfDone() throws Exception {
        for (String month : List.of("2026-13", "1999-01", "x", "")) {
            set("admin", "{\"firstPeriod\":\"" + month + "\"}")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("firstPeriod"));
        }
        for (String signers : List.of("[]", "[\"deputy\",\"deputy\"]", "[\"office\"]", "[\"nobody\"]", "[null]")) {
            set("admin", "{\"firstPeriod\":\"2100-02\",\"signers\":" + signers + "}")
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("signers"));
        }
        http.perform(get(PATH).with(httpBasic("admin", "minqing-demo")))
                .andExpect(jsonPath("$.firstPeriod").doesNotExist());
        set("office", "{\"firstPeriod\":\"2100-02\"}").andExpect(status().isForbidden());
        http.perform(put("/api/organization/units/jiancha/summary")
                        .with(httpBasic("admin", "minqing-demo"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"firstPeriod\":\"2100-02\"}"))
                .andExpect(status().isNotFound());
    }

    @Test
    void aMonthThatHasStartedKeepsTheFirstMonthAndOneBeingSignedTheOrder() throws Exception {
        set("admin", "{\"firstPeriod\":\"2100-02\",\"signers\":[\"deputy\"]}").andExpect(status().isOk());
        database.sql("""
                        insert into summary (unit, month, status, due_on, started_at)
                        values (:unit, date '2100-02-01', 'signing', date '2100-02-24', now())""").param("unit", OWN_UNIT).update();

        set("admin", "{\"firstPeriod\":\"2100-01\"}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(org.hamcrest.Matchers.containsString("已有月份启动")));
        set("admin", "{\"signers\":[\"director\",\"deputy\"]}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(org.hamcrest.Matchers.containsString("正在审签")));
        set("admin", "{\"firstPeriod\":\"2100-02\",\"signers\":[\"deputy\"]}").andExpect(status().isOk());
    }

    @Test
    void thePageStandsBesideTheUnit() throws Exception {
        Visitor admin = new Visitor(port);
        admin.logIn("admin", "minqing-demo");
        String address = "/organization/units/" + OWN_UNIT + "/summary";
        assertThat(admin.get("/organization/units", "Accept", "text/html").body())
                .contains("\"" + address + "\"")
                .doesNotContain("/organization/units/jiancha/summary");
        assertThat(admin.get(address, "Accept", "text/html").body())
                .contains("首个汇总月份", "审签顺序", "第 2 道")
                .doesNotContain("??");

        assertThat(admin.post(address, form(admin, address, "director")).statusCode())
                .isEqualTo(302);
        assertThat(signing.order(OWN_UNIT)).containsExactly("director");
        var refused = admin.post(address, form(admin, address, ""));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("审签顺序：");
        assertThat(admin.get("/organization/changes", "Accept", "text/html").body())
                .contains("首个汇总月份", "2100-05");

        Visitor office = new Visitor(port);
        office.logIn("office", "minqing-demo");
        assertThat(office.get(address, "Accept", "text/html").statusCode()).isEqualTo(403);
    }

    private static Map<String, String> form(Visitor visitor, String address, String signer) throws Exception {
        return Map.of("firstPeriod", "2100-05", "signers", signer, "_csrf", visitor.tokenOn(address));
    }

    private ResultActions set(String account, String body) throws Exception {
        return http.perform(put(PATH)
                .with(httpBasic(account, "minqing-demo"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }
}
