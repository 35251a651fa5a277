package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import minqing.bureau.access.Visibility;
import minqing.bureau.organization.Account;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every account and every kind of outing and reception: the predicate of the lists and the check of the pages agree. */
class OutingVisibilityTest extends OutingTest {

    @Autowired
    private OutingVisibility visibility;

    @Autowired
    private OutingRepository outings;

    @Autowired
    private PartRepository partRows;

    @Test
    void theListAndThePageNeverDisagree() throws Exception {
        List<String> numbers = everyKindOfRow();
        List<Account> accounts =
                database.sql("select id_ from act_id_user order by id_").query(String.class).list().stream()
                        .flatMap(account -> directory.account(account).stream())
                        .toList();
        assertThat(accounts).hasSizeGreaterThan(20);
        Set<String> seen = new TreeSet<>();
        List<String> disagreements = new ArrayList<>();
        for (Account account : accounts) {
            for (String number : numbers) {
                Outing outing = outings.get(number);
                boolean read = visibility.outing().allows(account, outing);
                seen.add("outing " + read);
                if (listed(visibility.outing().sql(), "outing", "outing.id", outing.id(), account) != read) {
                    disagreements.add(account.id() + " outing " + outing.state());
                }
                for (Parts.Reception reception : partRows.of(outing.id()).receptions()) {
                    boolean knows = visibility.visitor().allows(account, new OutingVisibility.Held(outing, reception));
                    seen.add("visitor " + knows);
                    if (listed(
                                    visibility.visitor().sql(),
                                    "outing_reception part join outing on outing.id = part.outing"
                                            + " left join outing_problem became on became.reception = part.id",
                                    "part.id",
                                    reception.id(),
                                    account)
                            != knows) {
                        disagreements.add(account.id() + " visitor " + outing.state() + " " + reception.problem());
                    }
                }
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(seen).containsExactly("outing false", "outing true", "visitor false", "visitor true");
    }

    private boolean listed(String sql, String table, String key, long id, Account account) {
        return database.sql("select exists (select 1 from " + table + " where " + key + " = :id and " + sql + ")")
                .params(Visibility.parameters(account))
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** A leader's own, one held with another leader, one that became a problem, one entered by staff and one sent back. */
    private List<String> everyKindOfRow() throws Exception {
        List<String> numbers = new ArrayList<>();
        numbers.add(enter("wuzhidong", outing("receptions", List.of(reception(), reception("host", "zhouwei")))));
        Answer became = post(
                "xiejiandong",
                "/api/outings",
                outing("receptions", List.of(reception("summary", "河道淤积", "problem", fields("category", "water")))));
        assertThat(became.status()).as(became.body().toString()).isEqualTo(201);
        continueCases(List.of(became.body().at("/receptions/0/problem").asText()));
        numbers.add(became.body().get("id").asText());
        numbers.add(enter("jiancha", outing("leader", "wuzhidong", "receptions", List.of(reception()))));
        String sentBack = enter("jiance", outing("leader", "wuzhidong", "receptions", List.of(reception())));
        String task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(sentBack)
                .singleResult()
                .getId();
        assertThat(post("wuzhidong", "/api/tasks/" + task + "/complete", fields("outcome", "correct", "reason", "日期不对"))
                        .status())
                .isEqualTo(200);
        numbers.add(sentBack);
        return numbers;
    }
}
