package minqing.work.attachment;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What {@code attachment/list.html} shows. Any page has the files of its record with one line:
 * {@code <section th:replace="~{attachment/list :: of('problems', ${number})}"></section>}.
 */
@Component("attachmentList")
class AttachmentList {

    static final String BACK = "back";

    private static final String PLACE = "attachments";

    /** A page of our own; another site's address would begin otherwise. */
    private static final Pattern OWN_PAGE = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?");

    private final Attachments attachments;
    private final AttachmentLimits limits;
    private final CurrentUser user;
    private final Directory directory;
    private final MessageSource messages;
    private final Clock clock;

    AttachmentList(
            Attachments attachments,
            AttachmentLimits limits,
            CurrentUser user,
            Directory directory,
            MessageSource messages,
            Clock clock) {
        this.attachments = attachments;
        this.limits = limits;
        this.user = user;
        this.directory = directory;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * The files of a record as its page shows them.
     *
     * @param anchor where it stands on its page: records that keep their files may stand on one page together
     * @param title what the files are
     * @param back the page to come back to
     * @param mayAttach whether there is a form to attach more
     * @param needsReason whether one more has to say why
     * @param people whether more are taken to tell of people unless somebody says no
     * @param accept what the form lets one choose
     * @param largestCall in bytes, for the script
     */
    record View(
            String kind,
            String id,
            String anchor,
            String title,
            String back,
            List<Line> lines,
            boolean mayAttach,
            boolean needsReason,
            boolean people,
            String accept,
            long largestCall,
            String hint) {}

    /**
     * One file.
     *
     * @param what kind and size in words
     * @param personal whether it tells of people
     * @param open whether the reader may see its name and content
     * @param by who attached it
     * @param reason why it follows another, if it had to say so
     * @param removed who took it off, when and why, in words
     */
    record Line(
            long id,
            String name,
            String what,
            boolean picture,
            boolean personal,
            boolean open,
            String ending,
            String by,
            Instant at,
            @Nullable String reason,
            boolean removable,
            @Nullable String removed) {}

    /** The files of a record; none where there is nothing the reader may see. */
    public @Nullable View of(String kind, String id) {
        Account viewer = user.get();
        Attachments.Place place;
        try {
            place = attachments.readable(viewer, kind, id);
        } catch (Missing hidden) {
            return null;
        }
        return new View(
                kind,
                place.id(),
                anchor(place),
                title(kind),
                back(),
                attachments.of(place).stream()
                        .map(attachment -> line(viewer, place, attachment))
                        .toList(),
                attachments.mayAttach(viewer, place),
                attachments.needsReason(place),
                place.owner().knowsPeople(place.id()),
                accept(),
                limits.callSize().toBytes(),
                words(
                        "attachment.hint",
                        Sizes.of(limits.fileSize().toBytes()),
                        Sizes.of(limits.callSize().toBytes())));
    }

    /** Where the files of a record stand on their page; at its top where there is nothing the reader may see. */
    String anchor(String kind, String id) {
        try {
            return anchor(attachments.readable(user.get(), kind, id));
        } catch (Missing hidden) {
            return PLACE;
        }
    }

    private static String anchor(Attachments.Place place) {
        return place.owner().keepsFiles() ? PLACE + "-" + place.id() : PLACE;
    }

    private String title(String kind) {
        return messages.getMessage(
                "attachment.title." + kind, null, words("attachment.title"), Locale.SIMPLIFIED_CHINESE);
    }

    /** The kind of record that the cases of a process are. */
    public @Nullable String kindOfCases(String processKey) {
        return attachments.kindOfCases(processKey);
    }

    /** Day and minute, in the bureau's zone. */
    public String moment(Instant instant) {
        return DateTimeFormatter.ofPattern(words("attachment.pattern.moment"), Locale.SIMPLIFIED_CHINESE)
                .format(instant.atZone(clock.getZone()));
    }

    private Line line(Account viewer, Attachments.Place place, Attachment attachment) {
        FileType type = FileType.of(attachment.mediaType()).orElseThrow();
        Attachment.Removal removed = attachment.removed();
        boolean open = attachments.mayOpen(viewer, place, attachment);
        return new Line(
                attachment.id(),
                open ? attachment.name() : "",
                words("attachment.type." + type) + " · " + Sizes.of(attachment.size()),
                type.isPicture(),
                attachment.personal(),
                open,
                type.extensions().get(0),
                directory.nameOf(attachment.attachedBy()),
                attachment.attachedAt(),
                attachment.reason() == null ? null : words("attachment.line.reason", attachment.reason()),
                attachments.mayRemove(viewer, place, attachment),
                removed == null
                        ? null
                        : words(
                                "attachment.line.removed",
                                directory.nameOf(removed.by()),
                                moment(removed.at()),
                                removed.reason()));
    }

    /** What a phone offers for it: all its pictures, which it then makes JPEG of, and documents. */
    static String accept() {
        return Stream.concat(
                        Stream.of("image/*"),
                        Arrays.stream(FileType.values())
                                .flatMap(type -> type.isPicture()
                                        ? Stream.of(type.mediaType())
                                        : type.extensions().stream().map(ending -> "." + ending)))
                .collect(Collectors.joining(","));
    }

    /** How large and how many the photos may be that a page sends one by one. */
    public PhotoLimits photoLimits() {
        return new PhotoLimits(
                limits.fileSize().toBytes(), Sizes.of(limits.fileSize().toBytes()), limits.files());
    }

    /**
     * @param largest in bytes
     * @param most of one record
     */
    record PhotoLimits(long largest, String largestInWords, int most) {}

    /** Where the form was, or the page being shown. */
    private static String back() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return "/";
        }
        String given = attributes.getRequest().getParameter(BACK);
        String context = attributes.getRequest().getContextPath();
        return ownPage(
                given != null ? given : attributes.getRequest().getRequestURI().substring(context.length()));
    }

    /** The page, if it is one of ours. */
    static String ownPage(@Nullable String address) {
        return address != null && OWN_PAGE.matcher(address).matches() ? address : "/";
    }

    private String words(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
