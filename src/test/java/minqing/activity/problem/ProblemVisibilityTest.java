package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import minqing.bureau.access.Visibility;
import minqing.bureau.organization.Account;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every account and every kind of row: the predicate of the lists, the check of the pages and both at the front door agree. */
class ProblemVisibilityTest extends CaseTest {

    private static final String CONTACT = "钱大妈 13912345678";

    @Autowired
    private ProblemVisibility visibility;

    @Test
    void theListAndThePageNeverDisagree() throws Exception {
        List<String> numbers = everyKindOfRow();
        List<Account> accounts =
                database.sql("select id_ from act_id_user order by id_").query(String.class).list().stream()
                        .flatMap(account -> directory.account(account).stream())
                        .toList();
        assertThat(accounts).hasSizeGreaterThan(20);
        Map<String, Visibility<Problem>> kinds = new LinkedHashMap<>();
        kinds.put("row", visibility.row());
        kinds.put("content", visibility.content());
        kinds.put("contact", visibility.contact());
        Set<String> seen = new TreeSet<>();
        List<String> disagreements = new ArrayList<>();
        for (Account account : accounts) {
            for (String number : numbers) {
                Problem problem = problems.get(number);
                kinds.forEach((kind, rule) -> {
                    boolean checked = rule.allows(account, problem);
                    seen.add(kind + " " + checked + (problem.sealed() ? " sealed" : ""));
                    if (listed(rule, account, problem) != checked) {
                        disagreements.add(account.id() + " " + kind + " of " + problem.status());
                    }
                });
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(seen)
                .contains("row true", "row false", "content true", "content false", "contact true", "contact false")
                .contains("row true sealed", "content true sealed", "content false sealed", "contact false sealed");
    }

    @Test
    void whatSomebodyFindsInTheLedgerOpensAndNothingElseDoes() throws Exception {
        List<String> numbers = everyKindOfRow();
        for (String account :
                List.of("wuzhidong", "office2", "jijian", "deputy", "inspector", "jiancha", "jiance", "admin")) {
            for (String number : numbers) {
                boolean found = get(account, "/api/problems?text=" + number)
                                .body()
                                .get("total")
                                .asInt()
                        == 1;
                assertThat(get(account, "/api/problems/" + number).status())
                        .as(account + " " + status(number))
                        .isEqualTo(found ? 200 : 404);
            }
        }
    }

    private boolean listed(Visibility<Problem> rule, Account account, Problem problem) {
        return database.sql("select exists (select 1 from problem where problem.id = :id and " + rule.sql() + ")")
                .params(Visibility.parameters(account))
                .param("id", problem.id())
                .query(Boolean.class)
                .single();
    }

    /** Problems of leaders, staff and a town, in every state that opens something to somebody. */
    private List<String> everyKindOfRow() {
        List<String> numbers = new ArrayList<>();
        String triage = report("wuzhidong", Map.of("contact", CONTACT));
        numbers.add(triage);
        numbers.add(report("bieqiao", Map.of("contact", CONTACT)));
        String supplement = report("jiance", Map.of("contact", CONTACT));
        complete("office", supplement, "triage", "outcome", "return-to-reporter", "reason", "请补充");
        numbers.add(supplement);
        String assisted = report("wuzhidong", Map.of("contact", CONTACT));
        complete(
                "office",
                assisted,
                "triage",
                "outcome",
                "assign",
                "leadUnit",
                "jiancha",
                "assistingUnits",
                List.of("jiance"));
        numbers.add(assisted);
        String objected = report("zhouwei", Map.of("contact", CONTACT));
        complete("office", objected, "triage", "outcome", "assign", "leadUnit", "wukong");
        complete("wukong", objected, "acknowledge", "outcome", "object", "reason", "不属本科");
        numbers.add(objected);
        String handled = report("xiejiandong", Map.of("contact", CONTACT));
        complete("office", handled, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha", handled, "acknowledge", "outcome", "accept");
        numbers.add(handled);
        String extended = report("xiejiandong", Map.of("contact", CONTACT));
        complete("office", extended, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha", extended, "acknowledge", "outcome", "accept");
        send("jiancha", "request-extension", extended, "days", 3, "reason", "等待结果");
        complete("deputy", extended, "approve-extension", "outcome", "approve", "reason", "同意");
        numbers.add(extended);
        numbers.add(verifying());
        String declined = report("wuzhidong", Map.of("contact", CONTACT));
        complete("office", declined, "triage", "outcome", "decline", "reason", "不属本局");
        numbers.add(declined);
        String merged = report("yangyumei", Map.of("contact", CONTACT));
        String referred = report("wuzhidong", Map.of("contact", CONTACT));
        complete("office", merged, "triage", "outcome", "merge", "into", referred);
        complete("office2", referred, "triage", "outcome", "refer-petition", "reason", "属信访事项");
        numbers.add(merged);
        numbers.add(referred);
        return numbers;
    }
}
