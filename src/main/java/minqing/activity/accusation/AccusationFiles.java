package minqing.activity.accusation;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import minqing.bureau.organization.Account;
import minqing.bureau.web.Digests;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Missing;
import minqing.work.attachment.CheckedFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;

/**
 * The files of accusations, in a table of their own. The reporter sees those that he or she attached, a receiver behind the
 * cover all of them; nobody takes one off, for it may be evidence.
 */
@Service
class AccusationFiles {

    private final JdbcClient database;
    private final AccusationRepository accusations;
    private final Accusations service;
    private final CheckedFiles checked;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AccusationFiles(
            JdbcClient database,
            AccusationRepository accusations,
            Accusations service,
            CheckedFiles checked,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.accusations = accusations;
        this.service = service;
        this.checked = checked;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A file without its content. */
    record StoredFile(UUID id, String name, String mediaType, long size, String attachedBy, Instant attachedAt) {}

    /**
     * Attaches all files or none; one that this person has attached already is not attached again.
     *
     * @throws Missing to everybody but reporter and receivers
     * @throws Conflict when it has ended
     */
    List<StoredFile> attach(Account account, String code, List<MultipartFile> sent) {
        requireMayAttach(account, code);
        return checked.inTurn(
                account,
                sent,
                files -> Objects.requireNonNull(transaction.execute(status -> store(account, code, files))));
    }

    private List<StoredFile> store(Account account, String code, List<CheckedFiles.Checked> files) {
        Accusation accusation = accusations.lock(requireMayAttach(account, code).code());
        List<StoredFile> stored = new ArrayList<>();
        for (CheckedFiles.Checked file : files) {
            stored.add(add(accusation.code(), account.id(), clock.instant(), file));
        }
        List<StoredFile> all = all(accusation.code());
        checked.requireRoom(all.size(), all.stream().mapToLong(StoredFile::size).sum());
        service.log(accusation, account, "attach", null);
        return stored;
    }

    /** Keeps a file that was looked at before. */
    StoredFile add(String code, String account, Instant at, CheckedFiles.Checked file) {
        byte[] sha256 = Digests.of(file.content());
        database.sql("""
                        insert into accusation_file (accusation, place, name, media_type, size, sha256, attached_by, attached_at,
                                                     content)
                        select :code, coalesce(max(place), 0) + 1, :name, :mediaType, :size, :sha256, :account, :at, :content
                        from accusation_file where accusation = :code
                        on conflict (accusation, sha256, attached_by) do nothing""")
                .param("code", code)
                .param("name", file.name())
                .param("mediaType", file.mediaType())
                .param("size", file.content().length)
                .param("sha256", sha256)
                .param("account", account)
                .param("at", timestamp(at))
                .param("content", file.content())
                .update();
        return database.sql("""
                        select id, name, media_type, size, attached_by, attached_at from accusation_file
                        where accusation = :code and sha256 = :sha256 and attached_by = :account""")
                .param("code", code)
                .param("sha256", sha256)
                .param("account", account)
                .query(AccusationFiles::read)
                .single();
    }

    /** The files that the account may see, in the order in which they were attached. */
    List<StoredFile> of(Account viewer, Accusation accusation, boolean behindTheCover) {
        return all(accusation.code()).stream()
                .filter(file -> behindTheCover || file.attachedBy().equals(viewer.id()))
                .toList();
    }

    private List<StoredFile> all(String code) {
        return database.sql("""
                        select id, name, media_type, size, attached_by, attached_at from accusation_file
                        where accusation = :code order by place""")
                .param("code", code)
                .query(AccusationFiles::read)
                .list();
    }

    /** A file to be opened, with its content; a receiver's reading is logged. */
    Content content(Account viewer, String code, String id) {
        Accusation accusation = service.find(code).orElseThrow(Accusations::missing);
        boolean receiver = service.isReceiver(viewer, accusation) && service.hasOpened(viewer, accusation);
        if (!receiver && !service.isOwn(viewer, accusation)) {
            throw Accusations.missing();
        }
        Content content = uuid(id).flatMap(file -> database.sql("""
                                select id, name, media_type, size, attached_by, attached_at, content from accusation_file
                                where accusation = :code and id = :id""")
                        .param("code", accusation.code())
                        .param("id", file)
                        .query((row, index) -> new Content(read(row, index), row.getBytes("content")))
                        .optional())
                .filter(found -> receiver || found.file().attachedBy().equals(viewer.id()))
                .orElseThrow(() -> new Missing("accusation.file-missing"));
        if (receiver) {
            service.log(accusation, viewer, "read-file", null);
        }
        return content;
    }

    /** A file and its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Content(StoredFile file, byte[] bytes) {}

    /** The reporter of one that is not over, and its receivers behind the cover. */
    boolean mayAttach(Account account, Accusation accusation) {
        return accusation.open()
                && (service.isOwn(account, accusation)
                        || service.isReceiver(account, accusation) && service.hasOpened(account, accusation));
    }

    private Accusation requireMayAttach(Account account, String code) {
        Accusation accusation = service.find(code)
                .filter(found -> service.isOwn(account, found) || service.isReceiver(account, found))
                .orElseThrow(Accusations::missing);
        if (!accusation.open()) {
            throw new Conflict("accusation.ended");
        }
        if (!mayAttach(account, accusation)) {
            throw new Conflict("accusation.covered");
        }
        return accusation;
    }

    private static Optional<UUID> uuid(@Nullable String id) {
        try {
            return id == null ? Optional.empty() : Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException madeUp) {
            return Optional.empty();
        }
    }

    private static StoredFile read(ResultSet row, int index) throws SQLException {
        return new StoredFile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("attached_by"),
                instant(row, "attached_at"));
    }
}
