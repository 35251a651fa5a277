package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import minqing.bureau.access.Visitor;
import minqing.bureau.administration.Client.Answer;
import minqing.testing.DocumentText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole pairing table is brought in, all of it or nothing. */
class PairingImportTest extends OrganizationKeepingTest {

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
}
