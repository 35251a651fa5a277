package minqing.bureau.administration;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minqing.bureau.access.Visitor;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An administrator keeps the organization over REST and on pages; everything made here is called {@code kept…}. */
abstract class OrganizationKeepingTest extends ApplicationTest {

    static final String API = "/api/organization";

    @LocalServerPort
    int port;

    @Autowired
    Organization organization;

    @Autowired
    Directory directory;

    @Autowired
    IdentityService identities;

    @Autowired
    JdbcClient database;

    Client admin;

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

    Visitor administrator() {
        return admin.visitor();
    }

    /** A natural village of a new administrative one. */
    String villageOf(String parent) throws Exception {
        admin.post(
                API + "/administrative-villages",
                "{\"id\":\"%1$s\",\"name\":\"%1$s村\",\"town\":\"试验镇\"}".formatted(parent));
        return admin.post(API + "/villages", "{\"administrativeVillage\":\"%s\",\"name\":\"东村\"}".formatted(parent))
                .text("/id");
    }

    void account(String id, String name) {
        org.camunda.bpm.engine.identity.User user = identities.newUser(id);
        user.setFirstName(name);
        user.setPassword("Correct-Horse-42");
        identities.saveUser(user);
    }

    List<String> paired(String village, String day) {
        return organization.pairedLeaders(village, LocalDate.parse(day)).stream()
                .map(Leader::account)
                .toList();
    }

    List<String> leadersOn(String day) throws Exception {
        List<String> leaders = new ArrayList<>();
        admin.get("/api/pairings?on=" + day)
                .json()
                .get("items")
                .forEach(item -> leaders.add(item.at("/leader/id").asText()));
        return leaders;
    }

    List<String> contactsOf(String village) {
        return database.sql("""
                        select name || ' ' || valid_from || ' ' || coalesce(valid_to::text, 'null') from village_contact
                        where administrative_village = :village order by valid_from
                        """).param("village", village).query(String.class).list();
    }

    List<String> changesOf(String subject, String identifier) {
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

    long changes() {
        return database.sql("select count(*) from organization_change")
                .query(Long.class)
                .single();
    }
}
