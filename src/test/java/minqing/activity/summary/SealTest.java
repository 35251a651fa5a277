package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A sealed version: nobody changes it, and whatever was changed all the same is found and named. */
class SealTest extends SummaryTest {

    @Autowired
    private Verification verification;

    @Autowired
    private Sealing sealing;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update summary_version set remark = 'x' where id = :id",
                "update summary_version set hash = repeat('0', 64) where id = :id",
                "delete from summary_version where id = :id",
                "update summary_figure set value = value + 1 where version = :id",
                "delete from summary_figure where version = :id and sheet = 'year'",
                "insert into summary_record (version, cell, kind, record, amount) values (:id, 'labour', 'labour', 'x', 1)",
                "delete from summary_record where version = :id",
                "delete from summary_signature where version = :id",
                "update summary_signature set signer = 'office' where version = :id",
                "insert into summary_anomaly (version, kind, leader) values (:id, 'two-places', 'x')",
                "update summary_document set content = '' where version = :id",
                "delete from summary_document where version = :id"
            })
    void theDatabaseItselfRefusesToChangeIt(String change) {
        long id = version(aSealedMonth()).id();

        assertThatThrownBy(() -> database.sql(change).param("id", id).update())
                .hasMessageContaining("a sealed version is kept as it was sealed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"summary_version", "summary_figure", "summary_record", "summary_signature", "summary_document"})
    void theDatabaseItselfRefusesToEmptyTheTables(String table) {
        assertThatThrownBy(() -> database.sql("truncate " + table + " cascade").update())
                .hasMessageContaining("kept as it was sealed");
    }

    @Test
    void sealingAgainWhatIsSealedRepeatsNothing() {
        String key = aSealedMonth();
        SummaryVersion before = version(key);
        int links = summaries.chain(UNIT).size();

        sealing.seal(key);
        assertThat(version(key)).isEqualTo(before);
        assertThat(summaries.chain(UNIT)).hasSize(links);
        assertThat(events(key)).containsOnlyOnce("seal");
    }

    @Test
    void everySealedVersionIsChainedToTheOneBefore() {
        aSealedMonth();
        aSealedMonth();
        List<SummaryVersion> chain = summaries.chain(UNIT);

        for (int link = 1; link < chain.size(); link++) {
            assertThat(chain.get(link).previousHash())
                    .isEqualTo(chain.get(link - 1).hash());
            assertThat(chain.get(link).link()).isEqualTo(link + 1);
        }
    }

    @Test
    void aFigureChangedBehindTheDatabasesBackIsFound() {
        String key = aSealedMonth();
        long id = version(key).id();
        behindItsBack(
                "summary_figure",
                "update summary_figure set value = 99 where version = :id and sheet = 'period' and cell = 'labour'",
                id);
        try {
            Verification.Result result = verification.verify(summaries.get(key), version(key));
            assertThat(result.intact()).isFalse();
            assertThat(result.difference().where()).isEqualTo("frozen");
            assertThat(result.difference().found()).contains("99");
        } finally {
            behindItsBack(
                    "summary_figure",
                    "update summary_figure set value = 1 where version = :id and sheet = 'period' and cell = 'labour'",
                    id);
        }
        assertThat(verification.verify(summaries.get(key), version(key)).intact())
                .isTrue();
    }

    @Test
    void aDocumentChangedBehindTheDatabasesBackIsFound() {
        String key = aSealedMonth();
        long id = version(key).id();
        byte[] content = sealing.document(version(key), "pdf").orElseThrow();
        behindItsBack(
                "summary_document",
                "update summary_document set content = 'x' where version = :id and format = 'pdf'",
                id);
        assertThat(verification.verify(summaries.get(key), version(key)).difference())
                .isEqualTo(new Verification.Difference("document", "pdf", null, null, null));
        database.sql("alter table summary_document disable trigger all").update();
        database.sql("update summary_document set content = :content where version = :id and format = 'pdf'")
                .param("content", content)
                .param("id", id)
                .update();
        database.sql("alter table summary_document enable trigger all").update();
    }

    @Test
    void aMissingDocumentIsFound() {
        String key = aSealedMonth();
        long id = version(key).id();
        byte[] content = sealing.document(version(key), "xlsx").orElseThrow();
        behindItsBack("summary_document", "delete from summary_document where version = :id and format = 'xlsx'", id);
        assertThat(verification.verify(summaries.get(key), version(key)).difference())
                .isEqualTo(new Verification.Difference("document", "xlsx", null, null, null));
        database.sql("alter table summary_document disable trigger all").update();
        database.sql(
                        "insert into summary_document (version, format, content, hash) values (:id, 'xlsx', :content, :hash)")
                .param("id", id)
                .param("content", content)
                .param("hash", CanonicalForm.sha256(content))
                .update();
        database.sql("alter table summary_document enable trigger all").update();
        assertThat(verification.verify(summaries.get(key), version(key)).intact())
                .isTrue();
    }

    @Test
    void aChainCutShortIsFoundFromEveryLink() {
        String key = aSealedMonth();
        String end = sealing.endOfChain(UNIT).orElseThrow();
        // As if a later version had been sealed and deleted.
        database.sql("update summary_chain set last = last + 1, hash = repeat('a', 64) where unit = :unit")
                .param("unit", UNIT)
                .update();
        try {
            assertThat(verification
                            .verify(summaries.get(key), version(key))
                            .difference()
                            .where())
                    .isEqualTo("chain");
        } finally {
            database.sql("update summary_chain set last = last - 1, hash = :hash where unit = :unit")
                    .param("hash", end)
                    .param("unit", UNIT)
                    .update();
        }
        assertThat(verification.verify(summaries.get(key), version(key)).intact())
                .isTrue();
    }

    @Test
    void whatIsBroughtInOfEarlierYearsSinceIsToldAndIsNoFault() {
        YearMonth month = aMonthOfItsOwnYear();
        String key = signing(month);
        LocalDate day = schedule(month).periodFrom();
        labour(outing(month.minusMonths(1), "zhouwei", day.minusDays(20), day, false, true), day.minusDays(20));
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "approve");

        Verification.Result result = verification.verify(summaries.get(key), version(key));
        assertThat(result.intact()).isTrue();
        assertThat(result.yearSince().where()).isEqualTo("registers-year");
        assertThat(result.yearSince().found()).isEqualTo("1");
    }

    @Test
    void aRegisterThatNoLongerSaysWhatWasSealedIsFoundWithTheRecord() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        long outing = outing(month, "wuzhidong", day);
        long labour = labour(outing, day);
        String key = sealed(month);
        assertThat(verification.verify(summaries.get(key), version(key)).intact())
                .isTrue();

        database.sql("delete from outing_labour where id = :id")
                .param("id", labour)
                .update();
        Verification.Difference difference =
                verification.verify(summaries.get(key), version(key)).difference();
        assertThat(difference.where()).isEqualTo("registers");
        assertThat(difference.what()).isEqualTo("labour");
        assertThat(difference.expected()).isEqualTo("1");
        assertThat(difference.found()).isEqualTo("0");
        labour(outing, day);
        assertThat(verification
                        .verify(summaries.get(key), version(key))
                        .difference()
                        .record())
                .isEqualTo("labour " + labour);
    }

    private String aSealedMonth() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        labour(outing(month, "wuzhidong", day), day);
        return sealed(month);
    }

    private SummaryVersion version(String key) {
        return summaries.current(summaries.get(key));
    }

    private void behindItsBack(String table, String change, long id) {
        database.sql("alter table " + table + " disable trigger all").update();
        database.sql(change).param("id", id).update();
        database.sql("alter table " + table + " enable trigger all").update();
    }
}
