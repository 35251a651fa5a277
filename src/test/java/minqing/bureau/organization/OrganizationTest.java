package minqing.bureau.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import minqing.testing.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Annex 1 as the demonstration brings it. */
class OrganizationTest extends ApplicationTest {

    @Autowired
    private Organization organization;

    @Autowired
    private Directory directory;

    @Autowired
    private OrganizationData data;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void fiveLeadersStandInTheOrderOfAnnexOne() {
        assertThat(organization.leaders()).extracting(Leader::name).containsExactly("吴志东", "谢建东", "杨育美", "周伟", "徐剑云");
        assertThat(organization.leaders()).extracting(Leader::ordinal).isSorted();
        assertThat(organization.leaders()).extracting(Leader::unit).containsOnly("epb");
    }

    @Test
    void twentySevenNaturalVillagesStandUnderThreeAdministrativeOnes() {
        Map<String, Long> villages = organization.villages().stream()
                .collect(Collectors.groupingBy(Village::administrativeVillage, Collectors.counting()));
        assertThat(villages).isEqualTo(Map.of("合星村", 5L, "小石桥村", 10L, "道成村", 12L));
        assertThat(organization.villages().get(0).name()).isEqualTo("上市村");
    }

    @Test
    void chenjiaVillageIsTwoVillagesPairedWithTwoLeaders() {
        assertThat(organization.villages())
                .filteredOn(village -> village.name().equals("陈家村"))
                .extracting(Village::id)
                .containsExactly("xiaoshiqiao-chenjia", "daocheng-chenjia");
        assertThat(organization.pairedLeaders("xiaoshiqiao-chenjia"))
                .extracting(Leader::account)
                .containsExactly("yangyumei");
        assertThat(organization.pairedLeaders("daocheng-chenjia"))
                .extracting(Leader::account)
                .containsExactly("zhouwei");
    }

    @Test
    void everyVillageIsPairedAsAnnexOneSays() {
        Map<String, Integer> villagesOf = organization.villages().stream()
                .flatMap(village -> organization.pairedLeaders(village.id()).stream())
                .collect(Collectors.toMap(Leader::account, leader -> 1, Integer::sum));
        assertThat(villagesOf)
                .isEqualTo(Map.of("wuzhidong", 5, "xiejiandong", 5, "yangyumei", 5, "zhouwei", 6, "xujianyun", 6));
    }

    @Test
    void aPairingThatHasEndedNoLongerCounts() {
        transaction.executeWithoutResult(status -> {
            database.sql("update village_pairing set valid_to = '2012-01-01' where natural_village = 'hexing-shangshi'")
                    .update();
            database.sql("insert into village_pairing values ('zhouwei', 'hexing-shangshi', '2012-01-01', null)")
                    .update();
            database.sql("insert into village_pairing values ('wuzhidong', 'hexing-shangshi', '2999-01-01', null)")
                    .update();
            assertThat(organization.pairedLeaders("hexing-shangshi"))
                    .extracting(Leader::account)
                    .containsExactly("zhouwei");
            status.setRollbackOnly();
        });
    }

    @Test
    void theSharedCommunityAndTheContactsAreThere() {
        assertThat(database.sql("""
                                select count(*) from community_pairing join community on community.id = community
                                where community.name = '昆仑东苑社区'
                                """).query(Integer.class).single()).isEqualTo(5);
        assertThat(database.sql("""
                                select administrative_village || ' ' || name from village_contact
                                where administrative_village in ('daocheng', 'hexing', 'xiaoshiqiao') order by 1
                                """).query(String.class).list())
                .containsExactly("daocheng 周国忠", "hexing 谭超", "xiaoshiqiao 周小保");
    }

    @Test
    void unitsSayWhetherTheBureauCommandsThem() {
        assertThat(organization.units())
                .containsExactly(
                        new Unit("epb", "市环境保护局", UnitKind.BUREAU),
                        new Unit("jiancha", "环境监察大队", UnitKind.INTERNAL),
                        new Unit("jiance", "环境监测站", UnitKind.INTERNAL),
                        new Unit("wukong", "污染防治科", UnitKind.INTERNAL),
                        new Unit("bieqiao", "别桥镇人民政府", UnitKind.EXTERNAL));
        assertThat(organization.unit("jiance").orElseThrow().heads()).isEqualTo("head-jiance");
        assertThat(organization.unit("jiance").orElseThrow().handlers()).isEqualTo("unit-jiance");
        assertThat(organization.unit("nowhere")).isEmpty();
        assertThat(organization.village("hexing-wuliting").orElseThrow())
                .isEqualTo(new Village("hexing-wuliting", "五里亭村", "合星村", "别桥镇"));
        assertThat(organization.village("nowhere")).isEmpty();
    }

    @Test
    void loadingTheSameFilesAgainChangesNothing() {
        List<String> before = everything();
        transaction.executeWithoutResult(status -> data.load("classpath:data/"));
        assertThat(everything()).isEqualTo(before).hasSizeGreaterThan(70);
    }

    @Test
    void laterStartsLeaveTheAdministratorsChangesAlone() {
        transaction.executeWithoutResult(status -> {
            database.sql("update unit set name = '监察支队', ordinal = 9, retired_on = '2020-01-01' where code = 'jiancha'")
                    .update();
            database.sql("update leader set name = '周维', position = '局长' where account = 'zhouwei'")
                    .update();
            database.sql("update natural_village set name = '上新村' where id = 'hexing-shangshi'")
                    .update();
            database.sql("update village_pairing set valid_to = '2015-01-01' where natural_village = 'hexing-shangshi'")
                    .update();
            database.sql("update village_contact set name = '谭越' where administrative_village = 'hexing'")
                    .update();
            database.sql("delete from community_pairing where leader = 'zhouwei'")
                    .update();
            List<String> before = everything();
            data.load("classpath:data/");
            assertThat(everything()).containsAll(before).hasSize(before.size() + 1);
            status.setRollbackOnly();
        });
    }

    private List<String> everything() {
        return database.sql("""
                        select row(unit.*)::text from unit union all select row(leader.*)::text from leader
                        union all select row(a.*)::text from administrative_village a
                        union all select row(n.*)::text from natural_village n
                        union all select row(v.*)::text from village_pairing v
                        union all select row(c.*)::text from community_pairing c
                        union all select row(c.*)::text from village_contact c order by 1
                        """).query(String.class).list();
    }

    @Test
    void aBureauBringsItsOwnFilesAndPaddedNamesLoseTheirSpaces(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("units.csv"), "code,name,seal_name,kind\n" + "testbureau,试验局,某市试验局,bureau\n");
        Files.writeString(
                directory.resolve("leaders.csv"), "account,name,position,unit\n" + "testleader,张  三,副局长,testbureau\n");
        Files.writeString(
                directory.resolve("villages.csv"),
                "id,town,administrative_village,natural_village\n"
                        + "testparent,试验镇,试验村,\ntestparent-east,试验镇,试验村,\"东村\"\n");
        Files.writeString(directory.resolve("communities.csv"), "id,name\ntestcommunity,试验社区\n");
        Files.writeString(
                directory.resolve("pairing.csv"),
                "participating_unit,leader,town,administrative_village,natural_village,village_contact,"
                        + "paired_community,valid_from\n"
                        + "试验局,张　三,试验镇,试验村,东村, 李四 ,试验社区,2020-01-01\n");
        transaction.executeWithoutResult(status -> {
            data.load(directory.toUri().toString());
            assertThat(organization.pairedLeaders("testparent-east"))
                    .extracting(Leader::name, Leader::position)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("张三", "副局长"));
            // Those that came before keep their order and stand before those who are new.
            assertThat(organization.leaders())
                    .extracting(Leader::name)
                    .containsExactly("吴志东", "谢建东", "杨育美", "周伟", "徐剑云", "张三");
            status.setRollbackOnly();
        });
    }

    @Test
    void aPairingWithSomebodyUnknownIsRefusedByName(@TempDir Path directory) throws Exception {
        for (String file : List.of("units", "leaders", "villages", "communities")) {
            Files.copy(Path.of("src/main/resources/data", file + ".csv"), directory.resolve(file + ".csv"));
        }
        Files.writeString(
                directory.resolve("pairing.csv"),
                "participating_unit,leader,town,administrative_village,natural_village,village_contact,paired_community\n"
                        + "市环境保护局,无此人,别桥镇,合星村,上市村,谭超,昆仑东苑社区\n");
        transaction.executeWithoutResult(status -> {
            assertThatThrownBy(() -> data.load(directory.toUri().toString()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("pairing.csv")
                    .hasMessageContaining("无此人");
            status.setRollbackOnly();
        });
    }

    @Test
    void theDatabaseRefusesAVillageWithoutItsParentInTheKey() {
        assertThatThrownBy(() -> database.sql(
                                "insert into natural_village values ('daocheng-elsewhere', 'hexing', '别处', 99)")
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void theDatabaseRefusesASecondPresentPairingOfTheSameTwo() {
        assertThatThrownBy(() -> database.sql(
                                "insert into village_pairing values ('wuzhidong', 'hexing-shangshi', '2020-01-01', null)")
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void theDemonstrationAccountsHaveTheirRoles() {
        assertThat(directory.members("leader"))
                .extracting(Account::id)
                .containsExactlyInAnyOrder("wuzhidong", "xiejiandong", "yangyumei", "zhouwei", "xujianyun");
        assertThat(directory.members("office")).extracting(Account::id).containsExactly("office", "office2");
        assertThat(directory.members("approver")).extracting(Account::id).containsExactly("deputy", "director");
        assertThat(directory.members("discipline")).extracting(Account::id).containsExactly("jijian");
        assertThat(directory.members("supervisor")).extracting(Account::id).containsExactly("supervisor");
        assertThat(directory.members("inspector")).extracting(Account::id).containsExactly("inspector");
        assertThat(directory.members("unit-jiancha"))
                .extracting(Account::id)
                .containsExactly("jiancha", "jiancha-head", "jiancha2");
        assertThat(directory.members("head-bieqiao")).extracting(Account::id).containsExactly("bieqiao-head");
        Account head = directory.account("jiancha-head").orElseThrow();
        assertThat(head.heads("jiancha")).isTrue();
        assertThat(head.heads("jiance")).isFalse();
        assertThat(head.units()).containsExactly("jiancha");
        assertThat(head.is(Role.LEADER)).isFalse();
        assertThat(directory.account("admin").orElseThrow().is(Role.ADMINISTRATOR))
                .isTrue();
        assertThat(directory.nameOf("zhouwei")).isEqualTo("周伟");
        assertThat(directory.nameOf("gone")).isEqualTo("gone");
        assertThat(directory.account("gone")).isEmpty();
    }
}
