package minqing.activity.accusation;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import minqing.activity.problem.ProblemWords;
import minqing.bureau.organization.Directory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Turns codes into the words readers know; the words stand in {@code messages/accusation.properties}. */
@Component("accusationWords")
public class AccusationWords {

    private final MessageSource messages;
    private final Directory directory;
    private final ProblemWords problemWords;
    private final Clock clock;

    AccusationWords(MessageSource messages, Directory directory, ProblemWords problemWords, Clock clock) {
        this.messages = messages;
        this.directory = directory;
        this.problemWords = problemWords;
        this.clock = clock;
    }

    public String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, key, Locale.SIMPLIFIED_CHINESE);
    }

    public String person(@Nullable String account) {
        return account == null ? of("accusation.system") : directory.nameOf(account);
    }

    /** What was done at a step; what came from the ledger is called as there. */
    public String action(String step, String action) {
        return messages.getMessage(
                "accusation.action." + action, null, problemWords.action(step, action), Locale.SIMPLIFIED_CHINESE);
    }

    public String moment(@Nullable Instant at) {
        return at == null
                ? ""
                : DateTimeFormatter.ofPattern(of("accusation.pattern.moment")).format(at.atZone(clock.getZone()));
    }

    Mentions mentions() {
        return new Mentions(
                of("accusation.names.titles"),
                of("accusation.names.before-title"),
                of("accusation.names.unnamed"),
                of("accusation.names.compound-surnames"));
    }
}
