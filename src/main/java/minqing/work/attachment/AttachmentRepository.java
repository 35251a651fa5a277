package minqing.work.attachment;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of attached files and, in a table of their own, their contents. Every change wants a transaction. */
@Repository
class AttachmentRepository {

    private final JdbcClient database;

    AttachmentRepository(JdbcClient database) {
        this.database = database;
    }

    /** What the files of a record take, without those removed. */
    record Usage(long files, long size) {}

    Usage usage(String kind, String owner) {
        return database.sql("""
                        select count(*) as files, coalesce(sum(size), 0) as size from attachment
                        where owner_kind = :kind and owner = :owner and removed_at is null""")
                .param("kind", kind)
                .param("owner", owner)
                .query((row, index) -> new Usage(row.getLong("files"), row.getLong("size")))
                .single();
    }

    /** The file of the record with this content, if it has one. */
    Optional<Attachment> find(String kind, String owner, byte[] sha256) {
        return database.sql("""
                        select * from attachment
                        where owner_kind = :kind and owner = :owner and sha256 = :sha256 and removed_at is null""")
                .param("kind", kind)
                .param("owner", owner)
                .param("sha256", sha256)
                .query(AttachmentRepository::read)
                .optional();
    }

    Attachment insert(
            String kind,
            String owner,
            Intake.Ready file,
            byte[] sha256,
            boolean personal,
            String account,
            Instant at,
            @Nullable String reason) {
        Attachment attachment = database.sql("""
                        insert into attachment (owner_kind, owner, name, media_type, size, sha256, personal, attached_by,
                                                attached_at, reason)
                        values (:kind, :owner, :name, :mediaType, :size, :sha256, :personal, :account, :at, :reason)
                        returning *""")
                .param("kind", kind)
                .param("owner", owner)
                .param("name", file.name())
                .param("mediaType", file.type().mediaType())
                .param("size", file.content().length)
                .param("sha256", sha256)
                .param("personal", personal)
                .param("account", account)
                .param("at", timestamp(at))
                .param("reason", reason)
                .query(AttachmentRepository::read)
                .single();
        database.sql(
                        "insert into attachment_content (attachment, content, thumbnail) values (:id, :content, :thumbnail)")
                .param("id", attachment.id())
                .param("content", file.content())
                .param("thumbnail", file.thumbnail())
                .update();
        return attachment;
    }

    /** Marks a file as telling of people; that is never taken back. */
    Attachment mark(Attachment attachment) {
        return database.sql("update attachment set personal = true where id = :id returning *")
                .param("id", attachment.id())
                .query(AttachmentRepository::read)
                .single();
    }

    /** All files of a record, in the order in which they were attached, those removed among them. */
    List<Attachment> of(String kind, String owner) {
        return database.sql("select * from attachment where owner_kind = :kind and owner = :owner order by id")
                .param("kind", kind)
                .param("owner", owner)
                .query(AttachmentRepository::read)
                .list();
    }

    Optional<Attachment> find(long id) {
        return database.sql("select * from attachment where id = :id")
                .param("id", id)
                .query(AttachmentRepository::read)
                .optional();
    }

    /** Whether it was there to be removed. */
    boolean remove(long id, String account, Instant at, String reason) {
        int removed = database.sql("""
                        update attachment set removed_by = :account, removed_at = :at, removal_reason = :reason
                        where id = :id and removed_at is null""")
                .param("account", account)
                .param("at", timestamp(at))
                .param("reason", reason)
                .param("id", id)
                .update();
        if (removed == 1) {
            database.sql("delete from attachment_content where attachment = :id")
                    .param("id", id)
                    .update();
        }
        return removed == 1;
    }

    /**
     * A piece of the content.
     *
     * @param from the first byte, from 0
     * @return at most {@code length} bytes; empty if the content is gone
     */
    Optional<byte[]> piece(long id, long from, int length) {
        return database.sql("""
                        select substring(content from cast(:from as integer) for :length) from attachment_content
                        where attachment = :id""")
                .param("from", from + 1)
                .param("length", length)
                .param("id", id)
                .query((row, index) -> row.getBytes(1))
                .optional();
    }

    Optional<byte[]> thumbnail(long id) {
        return database.sql("select thumbnail from attachment_content where attachment = :id and thumbnail is not null")
                .param("id", id)
                .query((row, index) -> row.getBytes(1))
                .optional();
    }

    private static Attachment read(ResultSet row, int index) throws SQLException {
        return new Attachment(
                row.getLong("id"),
                row.getString("owner_kind"),
                row.getString("owner"),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getString("attached_by"),
                instant(row, "attached_at"),
                row.getString("reason"),
                row.getBoolean("personal"),
                removal(row));
    }

    private static Attachment.@Nullable Removal removal(ResultSet row) throws SQLException {
        Instant at = instantOrNull(row, "removed_at");
        return at == null
                ? null
                : new Attachment.Removal(row.getString("removed_by"), at, row.getString("removal_reason"));
    }
}
