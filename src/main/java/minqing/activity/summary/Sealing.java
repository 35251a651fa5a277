package minqing.activity.summary;

import static minqing.platform.database.Columns.timestamp;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import minqing.platform.document.Format;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Freezes a signed version (定稿锁定): its documents are made, it is hashed together with the unit's version sealed before, and from
 * then on the database refuses to change it. Sealing again what is sealed changes nothing.
 */
@Service
class Sealing {

    private final JdbcClient database;
    private final SummaryRepository summaries;
    private final Signing signing;
    private final SummaryDocuments documents;
    private final Clock clock;

    Sealing(
            JdbcClient database,
            SummaryRepository summaries,
            Signing signing,
            SummaryDocuments documents,
            Clock clock) {
        this.database = database;
        this.summaries = summaries;
        this.signing = signing;
        this.documents = documents;
        this.clock = clock;
    }

    @Transactional
    public void seal(String key) {
        Summary summary = summaries.lock(key);
        SummaryVersion version = summaries.current(summary);
        if (!version.sealed()) {
            seal(summary, version);
        }
        summaries.status(summary, Summary.Status.SEALED);
    }

    private void seal(Summary summary, SummaryVersion version) {
        Link last = lockChain(summary.unit());
        Instant now = clock.instant();
        String canonical = canonical(summary, version);
        String hash = CanonicalForm.hash(last.hash(), canonical);
        documents
                .make(summary, version, hash, now)
                .forEach((format, content) -> database.sql("""
                        insert into summary_document (version, format, content, hash)
                        values (:version, :format, :content, :hash)""")
                        .param("version", version.id())
                        .param("format", format)
                        .param("content", content)
                        .param("hash", CanonicalForm.sha256(content))
                        .update());
        database.sql("""
                        update summary_version set sealed_at = :now, link = :link, previous_hash = :previous, hash = :hash,
                            canonical = :canonical
                        where id = :id""")
                .param("now", timestamp(now))
                .param("link", last.link() + 1)
                .param("previous", last.hash())
                .param("hash", hash)
                .param("canonical", canonical)
                .param("id", version.id())
                .update();
        database.sql("update summary_chain set last = :last, hash = :hash where unit = :unit")
                .param("last", last.link() + 1)
                .param("hash", hash)
                .param("unit", summary.unit())
                .update();
        summaries.event(summary, null, "seal", null);
    }

    /** The canonical form of what the tables hold of the version now. */
    String canonical(Summary summary, SummaryVersion version) {
        return CanonicalForm.of(
                summary,
                version,
                summaries.figures(version, "period"),
                summaries.figures(version, "year"),
                summaries.records(version, null),
                signing.approving(version));
    }

    /** A document as it was made at sealing; empty for a version that is not sealed. */
    Optional<byte[]> document(SummaryVersion version, String format) {
        return database.sql("select content from summary_document where version = :version and format = :format")
                .param("version", version.id())
                .param("format", format)
                .query((row, index) -> row.getBytes("content"))
                .optional();
    }

    /** The format of the first document that is missing or is not what was made at sealing. */
    Optional<String> damagedDocument(SummaryVersion version) {
        Map<String, Boolean> whole = new TreeMap<>();
        database.sql("select format, content, hash from summary_document where version = :version")
                .param("version", version.id())
                .query((row, index) -> whole.put(
                        row.getString("format"),
                        CanonicalForm.sha256(row.getBytes("content")).equals(row.getString("hash"))))
                .list();
        return Arrays.stream(Format.values())
                .map(Format::extension)
                .filter(format -> !whole.getOrDefault(format, false))
                .findFirst();
    }

    /** The hash of the unit's version sealed last. */
    Optional<String> endOfChain(String unit) {
        return database.sql("select hash from summary_chain where unit = :unit and last > 0")
                .param("unit", unit)
                .query(String.class)
                .optional();
    }

    private Link lockChain(String unit) {
        database.sql("insert into summary_chain (unit) values (:unit) on conflict (unit) do nothing")
                .param("unit", unit)
                .update();
        return database.sql("select last, hash from summary_chain where unit = :unit for update")
                .param("unit", unit)
                .query((row, index) -> new Link(row.getInt("last"), row.getString("hash")))
                .single();
    }

    private record Link(int link, @Nullable String hash) {}
}
