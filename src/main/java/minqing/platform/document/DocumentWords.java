package minqing.platform.document;

import java.time.LocalDate;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** The words of {@code messages/document.properties}. */
final class DocumentWords {

    private final MessageSource messages;

    DocumentWords(MessageSource messages) {
        this.messages = messages;
    }

    /** The words under a key below {@code document.}; a missing key is a defect. */
    String of(String key, Object... arguments) {
        return messages.getMessage(
                "document." + key, arguments.length == 0 ? null : arguments, Locale.SIMPLIFIED_CHINESE);
    }

    /** A day without padding: 2026年7月5日. */
    String date(LocalDate day) {
        return of(
                "date",
                Integer.toString(day.getYear()),
                Integer.toString(day.getMonthValue()),
                Integer.toString(day.getDayOfMonth()));
    }

    String occasion(Occasion occasion) {
        String written = occasion.until() == null
                ? date(occasion.from())
                : of("until", date(occasion.from()), date(occasion.until()));
        return occasion.detail() == null ? written : written + occasion.detail();
    }

    /** What a label says without the spaces and line breaks that spread it over its cell. */
    static String plain(String label) {
        return label.replaceAll("[\\s\u3000]+", "");
    }
}
