package minqing.work.attachment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.bureau.web.Digests;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;

/**
 * Attaches files to records, shows them and takes them off. The record decides who sees them: its files are as secret as
 * itself, and to whom it is hidden they do not exist.
 */
@Service
class Attachments {

    static final int LONGEST_REASON = 200;

    /** So many uploads are held in memory at once; the others wait their turn, for as long as a person would. */
    static final int AT_ONCE = 4;

    /** So many uploads of one person wait for one another. */
    private static final int MOST_WAITING_OF_ONE = 8;

    /**
     * So many wait altogether. Each may hold a connection to the database; with those that work and the jobs they leave
     * eight of the pool's 24 to everybody else.
     */
    private static final int MOST_WAITING = 5;

    private final ObjectProvider<AttachmentOwner<?>> owners;
    private final AttachmentRepository attachments;
    private final AttachmentLimits limits;
    private final Intake intake;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Map<String, Semaphore> turnsOf = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    Attachments(
            ObjectProvider<AttachmentOwner<?>> owners,
            AttachmentRepository attachments,
            AttachmentLimits limits,
            Intake intake,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.owners = owners;
        this.attachments = attachments;
        this.limits = limits;
        this.intake = intake;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A record whose files somebody may see. */
    record Place(AttachmentOwner<?> owner, String id) {

        String kind() {
            return owner.kind();
        }
    }

    /**
     * Attaches all files or none. A file whose content the record has already is not attached again; it only becomes
     * personal if this time it was said to be.
     *
     * @param reason why, where the record keeps its files for good and has some already
     * @param personal whether the files tell of people; null: if the record knows somebody
     * @return the files in the order sent
     * @throws Missing when there is no such record, or the person must not learn that there is
     * @throws InvalidInput when a file can't be taken, the record has no room for all of them, or a reason is missing
     */
    List<Attachment> attach(
            Account account,
            String kind,
            String id,
            List<MultipartFile> sent,
            @Nullable String reason,
            @Nullable Boolean personal) {
        Place place = readable(account, kind, id);
        requireMayAttach(account, place);
        return inTurn(
                account,
                sent,
                ready -> java.util.Objects.requireNonNull(transaction.execute(
                        status -> store(account, readable(account, kind, id), ready, reason, personal))));
    }

    /** Looks at the files when it is the upload's turn, and goes on with what is to be kept of them. */
    <T> T inTurn(Account account, List<MultipartFile> sent, Function<List<Intake.Ready>, T> keep) {
        List<MultipartFile> files = Intake.chosen(sent);
        // One upload of a person after another, so that nobody alone holds all the turns.
        Semaphore own = turnsOf.computeIfAbsent(account.id(), login -> new Semaphore(1, true));
        take(own);
        try {
            take(turns);
            try {
                return keep.apply(intake.ready(files));
            } finally {
                turns.release();
            }
        } finally {
            own.release();
        }
    }

    private List<Attachment> store(
            Account account,
            Place place,
            List<Intake.Ready> files,
            @Nullable String reason,
            @Nullable Boolean personal) {
        place.owner().lock(place.id());
        // What was true before the record was ours may have changed.
        requireMayAttach(account, place);
        String why = reason == null || reason.isBlank() ? null : withinLength(reason.strip());
        boolean reasonDue = why == null && needsReason(place);
        boolean people = personal == null ? place.owner().knowsPeople(place.id()) : personal;
        List<Attachment> attached = new ArrayList<>();
        for (Intake.Ready file : files) {
            byte[] sha256 = Digests.of(file.content());
            attached.add(attachments
                    .find(place.kind(), place.id(), sha256)
                    .map(there -> people && !there.personal() ? attachments.mark(there) : there)
                    .orElseGet(() -> {
                        if (reasonDue) {
                            throw InvalidInput.of("reason", "attachment.another-reason");
                        }
                        return attachments.insert(
                                place.kind(), place.id(), file, sha256, people, account.id(), clock.instant(), why);
                    }));
        }
        AttachmentRepository.Usage usage = attachments.usage(place.kind(), place.id());
        requireRoom(usage.files(), usage.size());
        return attached;
    }

    /** @throws InvalidInput when a record would have more or larger files than it may */
    void requireRoom(long files, long size) {
        if (files > limits.files()) {
            throw InvalidInput.of(Intake.FIELD, "attachment.record-full", limits.files());
        }
        if (size > limits.size().toBytes()) {
            throw InvalidInput.of(
                    Intake.FIELD,
                    "attachment.record-large",
                    Sizes.of(limits.size().toBytes()));
        }
    }

    /** The files of a record, in the order attached, those removed among them. */
    List<Attachment> of(Place place) {
        return attachments.of(place.kind(), place.id());
    }

    /**
     * A file that is there, to be opened.
     *
     * @throws Missing when there is none, it was removed, or the person must not learn that there is
     * @throws Forbidden when it tells of people whom the person must not know
     */
    Attachment get(Account viewer, long id) {
        Attachment attachment = known(viewer, id);
        if (!mayOpen(viewer, readable(viewer, attachment.kind(), attachment.owner()), attachment)) {
            throw new Forbidden("attachment.personal-forbidden");
        }
        return attachment;
    }

    private Attachment known(Account viewer, long id) {
        // Whether there is none, or none for this person, must sound the same.
        return attachments
                .find(id)
                .filter(attachment -> attachment.removed() == null)
                .filter(attachment ->
                        find(viewer, attachment.kind(), attachment.owner()).isPresent())
                .orElseThrow(Attachments::missing);
    }

    /** Whether the person may learn what the file is called and what it holds: what one has brought oneself, one knows. */
    boolean mayOpen(Account viewer, Place place, Attachment attachment) {
        return attachment.removed() == null
                && (!attachment.personal()
                        || attachment.attachedBy().equals(viewer.id())
                        || place.owner().maySeePeople(viewer, place.id()));
    }

    StoredContent content(Attachment attachment) {
        return new StoredContent(attachments, attachment);
    }

    /** @throws Missing also for a file that is no picture */
    byte[] thumbnail(Account viewer, long id) {
        return attachments.thumbnail(get(viewer, id).id()).orElseThrow(Attachments::missing);
    }

    /**
     * Takes a file off its record. Who, when and why stays, with the digest of what it was; the content goes, for often it
     * was attached by mistake and shows somebody it should not.
     */
    void remove(Account account, long id, @Nullable String reason) {
        String why = reason == null ? "" : reason.strip();
        transaction.executeWithoutResult(status -> {
            Attachment attachment = known(account, id);
            Place place = readable(account, attachment.kind(), attachment.owner());
            place.owner().lock(place.id());
            if (place.owner().keepsFiles()) {
                throw new Conflict("attachment.kept");
            }
            if (!mayRemove(account, place, attachment)) {
                throw new Forbidden("attachment.remove-forbidden");
            }
            if (why.isEmpty()) {
                throw InvalidInput.of("reason", "attachment.reason-required");
            }
            if (!attachments.remove(id, account.id(), clock.instant(), withinLength(why))) {
                throw new Conflict("attachment.removed");
            }
        });
    }

    private static String withinLength(String reason) {
        if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            throw InvalidInput.of("reason", "attachment.reason-long", LONGEST_REASON);
        }
        return reason;
    }

    /** Whether one more file has to say why it follows those that are there. */
    boolean needsReason(Place place) {
        return place.owner().keepsFiles()
                && attachments.usage(place.kind(), place.id()).files() > 0;
    }

    /**
     * Whoever attached it, as long as the record changes; the office always, for it answers for what is kept; nobody where
     * files stay for good.
     */
    boolean mayRemove(Account account, Place place, Attachment attachment) {
        return attachment.removed() == null
                && !place.owner().keepsFiles()
                && (account.is(Role.OFFICE)
                        || attachment.attachedBy().equals(account.id()) && mayAttach(account, place));
    }

    boolean mayAttach(Account account, Place place) {
        return place.owner().mayAttach(account, place.id()) && place.owner().isOpen(place.id());
    }

    private static void requireMayAttach(Account account, Place place) {
        if (!place.owner().mayAttach(account, place.id())) {
            throw new Forbidden("attachment.forbidden");
        }
        if (!place.owner().isOpen(place.id())) {
            throw new Conflict("attachment.ended");
        }
    }

    Place readable(Account viewer, String kind, String id) {
        return find(viewer, kind, id).orElseThrow(Attachments::missingRecord);
    }

    private Optional<Place> find(Account viewer, String kind, String id) {
        return owners.stream()
                .filter(owner -> owner.kind().equals(kind))
                .findFirst()
                .flatMap(owner -> owner.canonicalId(id)
                        .filter(canonical -> owner.mayRead(viewer, canonical))
                        .map(canonical -> new Place(owner, canonical)));
    }

    /** The kind of record that the cases of a process are, if files can be attached to them. */
    @Nullable
    String kindOfCases(String processKey) {
        return owners.stream()
                .filter(owner -> processKey.equals(owner.processKey()))
                .map(AttachmentOwner::kind)
                .findFirst()
                .orElse(null);
    }

    private static Missing missing() {
        return new Missing("attachment.missing");
    }

    private static Missing missingRecord() {
        return new Missing("attachment.record-missing");
    }

    private void take(Semaphore turn) {
        boolean taken = false;
        int others = waiting.getAndIncrement();
        try {
            // No time at all is asked for with a time: only so it comes after those who wait.
            boolean crowded = others >= MOST_WAITING || turn.getQueueLength() >= MOST_WAITING_OF_ONE;
            taken = turn.tryAcquire(crowded ? 0 : limits.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
        if (!taken) {
            throw new Conflict("attachment.busy");
        }
    }
}
