package minqing.activity.accusation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is given an accusation, and who never finds one. */
class ReceiversTest extends AccusationTest {

    @Test
    void whoeverIsPickedNeverReceivesItAndTheNextInTurnDo() throws Exception {
        String code = reported("wuzhidong", "concerns", List.of("jijian"));

        assertThat(receives("jijian", code)).isFalse();
        assertThat(get("jijian", "/api/accusations/" + code).status()).isEqualTo(404);
        assertThat(receives("deputy", code)).isTrue();
        assertThat(receives("director", code)).isTrue();
        assertThat(receives("supervisor", code)).isFalse();

        String higher = reported("wuzhidong", "concerns", List.of("jijian", "deputy"), "accused", "陆永明 局长");
        assertThat(receives("director", higher)).isFalse();
        assertThat(receives("supervisor", higher)).isTrue();
        String highest = reported("wuzhidong", "concerns", List.of("jijian", "deputy", "director", "supervisor"));
        assertThat(receives("admin", highest)).isTrue();
        assertThat(receives("supervisor", highest)).isFalse();
    }

    /** Every way to write a name that was collected, in each of the three fields. */
    @Test
    void anOfficerIsNotGivenHisOwnHoweverTheNameIsWritten() throws Exception {
        Map<String, String> officers = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (String row : MentionsTest.spellings().toList()) {
            String[] columns = row.split(",", -1);
            String officer = officers.computeIfAbsent(columns[0], name -> account(name, "", "discipline"));
            boolean same = columns[2].strip().equals("yes");
            String field = List.of("title", "content", "accused").get(asked % 3);
            String code = reported("wuzhidong", field, (field.equals("content") ? "群众反映" : "") + columns[1]);
            asked++;
            if (receives(officer, code) == same) {
                wrong.add(field + " " + row);
            }
        }
        assertThat(asked).isGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    @Test
    void accountsMadeOrRenamedLaterAreComparedBecauseNothingIsStored() throws Exception {
        String code = reported("wuzhidong", "content", "反映钟离慕白同志收受礼金");
        assertThat(receives("jijian", code)).isTrue();

        String later = account("钟离", "慕白", "discipline");
        assertThat(receives(later, code)).isFalse();
        assertThat(get(later, "/api/accusations/" + code).status()).isEqualTo(404);
        rename(later, "钟", "小白");
        assertThat(receives(later, code)).isTrue();
        opened(later, code);
        assertThat(get(later, "/api/accusations/" + code).text()).contains("钟离慕白");

        // The name is borne again: what was open is shut, and what lay there is the others'.
        rename(later, "钟离", "慕白");
        assertThat(get(later, "/api/accusations/" + code).status()).isEqualTo(404);
        assertThat(complete(later, code, "outcome", "receive").status()).isEqualTo(404);
    }

    @Test
    void anOfficerOfAUnitThatIsNamedOrOfAHeadWhoIsNamedIsBarred() throws Exception {
        String officer = account("苗", "青云", "discipline", "unit-jiancha");

        assertThat(receives(officer, reported("wuzhidong", "content", "监察大队乱罚款")))
                .isFalse();
        assertThat(receives(officer, reported("wuzhidong", "accused", "蒋国栋"))).isFalse();
        assertThat(receives(officer, reported("wuzhidong", "concerns", List.of("jiancha-head"))))
                .isFalse();
        assertThat(receives(officer, reported("wuzhidong", "accused", "监测站"))).isTrue();
    }

    @Test
    void theReporterCanPassTheBureausOwnOfficersBy() throws Exception {
        String both = account("苗", "青云", "discipline", "approver");
        String code = reported("wuzhidong", "bypassDiscipline", true);

        assertThat(receives("jijian", code)).isFalse();
        assertThat(receives(both, code)).isFalse();
        assertThat(receives("deputy", code)).isTrue();
    }

    @Test
    void whatConcernsEverybodyWhoCouldReceiveItIsRefusedAndNothingIsKept() throws Exception {
        long before = count();
        Answer answer = post(
                "wuzhidong",
                "/api/accusations",
                report("concerns", List.of("jijian", "deputy", "director", "supervisor", "admin")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().get("errors").get(0).get("field").asText()).isEqualTo("accused");
        assertThat(answer.text()).contains("上级纪检机关");
        assertThat(count()).isEqualTo(before);

        Map<String, Object> nobody = report();
        nobody.remove("accused");
        assertThat(post("wuzhidong", "/api/accusations", nobody).status()).isEqualTo(422);
        assertThat(post("wuzhidong", "/api/accusations", report("concerns", List.of("no-such-account")))
                        .status())
                .isEqualTo(422);
        assertThat(post("wuzhidong", "/api/accusations", report("named", "vielleicht"))
                        .status())
                .isEqualTo(422);
        assertThat(post("inspector", "/api/accusations", report()).status()).isEqualTo(403);
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void aReceiverSeesACoverFirstAndBothAnswersAreLogged() throws Exception {
        String other = account("苗", "青云", "discipline");
        String secret = "内情" + UUID.randomUUID();
        String code = reported("wuzhidong", "content", secret);

        JsonNode line = lineOf("jijian", code);
        assertThat(line.has("title")).isFalse();
        JsonNode cover = get("jijian", "/api/accusations/" + code).body();
        assertThat(cover.get("as").asText()).isEqualTo("cover");
        assertThat(cover.get("origin").asText()).isEqualTo("report");
        assertThat(cover.has("content")).isFalse();
        assertThat(cover.has("log")).isFalse();
        assertThat(complete("jijian", code, "outcome", "receive").status()).isEqualTo(409);

        opened("jijian", code);
        assertThat(get("jijian", "/api/accusations/" + code).text()).contains(secret);
        assertThat(get(other, "/api/accusations/" + code).text()).doesNotContain(secret);
        assertThat(post(other, "/api/accusations/" + code + "/recuse", Map.of()).status())
                .isEqualTo(200);
        assertThat(get(other, "/api/accusations/" + code).status()).isEqualTo(404);
        assertThat(receives(other, code)).isFalse();
        assertThat(receives("jijian", code)).isTrue();
        assertThat(log(code))
                .containsExactly(
                        "wuzhidong report report",
                        "jijian receive open",
                        "jijian receive read",
                        other + " receive recuse");
    }

    @Test
    void steppingBackPassesItToTheNextInTurnUntilNobodyIsLeft() throws Exception {
        String code = reported("wuzhidong");
        for (String receiver : List.of("jijian", "deputy", "director", "supervisor")) {
            assertThat(receives(receiver, code)).as(receiver).isTrue();
            assertThat(post(receiver, "/api/accusations/" + code + "/complete", Map.of("outcome", "recuse"))
                            .status())
                    .as("%s has seen the cover only", receiver)
                    .isEqualTo(409);
            assertThat(post(receiver, "/api/accusations/" + code + "/recuse", Map.of())
                            .status())
                    .isEqualTo(200);
        }
        assertThat(receives("admin", code)).isTrue();
        Answer last = post("admin", "/api/accusations/" + code + "/recuse", Map.of());
        assertThat(last.status()).isEqualTo(409);
        assertThat(receives("admin", code)).isTrue();
        opened("admin", code);
        completed("admin", code, "outcome", "receive");
    }

    @Test
    void whatLayWithAReceiverWhoLeavesOrIsAwayGoesToTheOthersAndNobodyElseIsTold() throws Exception {
        String first = account("苗", "青云", "discipline");
        String code = reported("wuzhidong");
        opened(first, code);
        completed(first, code, "outcome", "receive");
        opened("jijian", code);
        // It lies with the first; the other one can take it over.
        assertThat(complete("jijian", code, "outcome", "settled", "reason", "了结")
                        .status())
                .isEqualTo(409);
        long notices =
                database.sql("select count(*) from notice").query(Long.class).single();

        assertThat(post("jijian", "/api/accusations/" + code + "/take", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(complete(first, code, "outcome", "settled", "reason", "了结").status())
                .isEqualTo(409);
        assertThat(post(first, "/api/accusations/" + code + "/take", Map.of()).status())
                .isEqualTo(200);

        engine.getIdentityService().deleteMembership(first, "discipline");
        assertThat(get(first, "/api/accusations/" + code).status()).isEqualTo(404);
        completed("jijian", code, "outcome", "settled", "reason", "了结");
        assertThat(database.sql("select count(*) from notice").query(Long.class).single())
                .isEqualTo(notices);
    }

    /** Whoever is neither reporter nor receiver is answered as if there were none. */
    @Test
    void toEverybodyElseItIsAsMissingAsOneThatWasNeverMade() throws Exception {
        String code = reported("wuzhidong", "concerns", List.of("zhouwei"), "accused", "监察大队");
        String never = "JB-2222-2222";
        for (String person : List.of(
                "zhouwei",
                "office",
                "office2",
                "deputy",
                "director",
                "supervisor",
                "inspector",
                "admin",
                "jiancha",
                "jiancha-head",
                "bieqiao",
                "xiejiandong")) {
            for (String path : List.of("", "/attachments", "/attachments/" + UUID.randomUUID())) {
                Answer real = get(person, "/api/accusations/" + code + path);
                Answer madeUp = get(person, "/api/accusations/" + never + path);
                assertThat(real.status()).as(person + path).isEqualTo(404);
                assertThat(real.text().replace(code, never)).isEqualTo(madeUp.text());
            }
            for (String action : List.of("open", "recuse", "take", "complete")) {
                Answer real = post(person, "/api/accusations/" + code + "/" + action, Map.of("outcome", "receive"));
                Answer madeUp = post(person, "/api/accusations/" + never + "/" + action, Map.of("outcome", "receive"));
                assertThat(real.status()).as(person + action).isEqualTo(404);
                assertThat(real.text().replace(code, never)).isEqualTo(madeUp.text());
            }
            assertThat(get(person, "/api/accusations?size=200").text())
                    .as(person)
                    .doesNotContain(code);
        }
        assertThat(get("wuzhidong", "/api/accusations?box=own&size=200").text()).contains(code);
        assertThat(get("wuzhidong", "/api/accusations?box=other").status()).isEqualTo(422);
        assertThat(get("wuzhidong", "/api/accusations/" + code.toLowerCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(200);
    }

    private JsonNode lineOf(String receiver, String code) throws Exception {
        for (JsonNode line :
                get(receiver, "/api/accusations?box=received&size=200").body().get("items")) {
            if (line.get("code").asText().equals(code)) {
                return line;
            }
        }
        throw new IOException(code + " is not in the list");
    }

    private long count() {
        return database.sql("select count(*) from accusation").query(Long.class).single();
    }
}
