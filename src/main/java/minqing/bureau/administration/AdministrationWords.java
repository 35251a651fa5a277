package minqing.bureau.administration;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.FieldLabel;
import minqing.bureau.organization.OrganizationChanges.OrganizationChange;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The words of the administrator's pages. */
@Component
public class AdministrationWords {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final MessageSource messages;
    private final Directory directory;
    private final Clock clock;

    AdministrationWords(MessageSource messages, Directory directory, Clock clock) {
        this.messages = messages;
        this.directory = directory;
        this.clock = clock;
    }

    public String moment(Instant at) {
        return MOMENT.format(at.atZone(clock.getZone()));
    }

    /** Who made a change. */
    public String who(OrganizationChange change) {
        return change.account() == null
                ? of(messages, "administration.changes.start")
                : directory.nameOf(change.account());
    }

    /** What of it changed. */
    public String field(OrganizationChange change) {
        return change.field() == null
                ? ""
                : messages.getMessage(FieldLabel.of(change.subject(), change.field()), Locale.SIMPLIFIED_CHINESE);
    }

    static String of(MessageSource messages, String key) {
        return messages.getMessage(key, null, Locale.SIMPLIFIED_CHINESE);
    }

    /** The name of a field on the form of a subject. */
    static String label(MessageSource messages, String subject, String key) {
        return messages.getMessage(FieldLabel.of(subject, key), Locale.SIMPLIFIED_CHINESE);
    }

    /** What is said below a field, if anything is. */
    static @Nullable String hint(MessageSource messages, String subject, String key) {
        String own =
                messages.getMessage("administration.hint." + subject + "." + key, null, "", Locale.SIMPLIFIED_CHINESE);
        String words = own == null || own.isEmpty()
                ? messages.getMessage("administration.hint." + key, null, "", Locale.SIMPLIFIED_CHINESE)
                : own;
        return words == null || words.isEmpty() ? null : words;
    }
}
