package minqing.bureau.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/**
 * Asks once more before something is done from a page that can't easily be taken back, and says what follows. It works without
 * script: the answer to the first tap is a page with what was sent and a button that sends it again with the yes.
 */
@Component
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class Confirmations {

    /** The parameter of the yes. It begins with an underscore: it is the page's, not a form's. */
    public static final String PARAMETER = "_confirmed";

    private static final String YES = "yes";
    private static final String NO = "no";

    private final MessageSource messages;

    Confirmations(MessageSource messages) {
        this.messages = messages;
    }

    /**
     * Goes on only where the person has said yes.
     *
     * @param back the address of the page the person came from
     * @param words the message that says what follows; behind {@code .what} the one that says what is done
     * @throws ConfirmationNeeded if not confirmed yet; the caller checks the user's right first
     */
    public void require(HttpServletRequest request, String back, String words, Object... arguments) {
        if (!isGiven(request)) {
            throw needed(request, message(words + ".what"), message(words, arguments), back, false);
        }
    }

    /**
     * Goes on only where the person has said yes to what a form says of the outcome that was chosen.
     *
     * @param back the address of the form, which shows what was filled in again when the person says no
     */
    public void requireOf(HttpServletRequest request, String back, String what, String follows) {
        if (!isGiven(request)) {
            throw needed(request, what, follows, back, true);
        }
    }

    /** Whether the person said no, and wants to see again what was filled in. */
    public static boolean isDenied(HttpServletRequest request) {
        return NO.equals(request.getParameter(PARAMETER));
    }

    private static boolean isGiven(HttpServletRequest request) {
        return YES.equals(request.getParameter(PARAMETER));
    }

    private static ConfirmationNeeded needed(
            HttpServletRequest request, String what, String follows, String back, boolean sendsBack) {
        List<ConfirmationNeeded.Sent> sent = request.getParameterMap().entrySet().stream()
                .filter(parameter -> !parameter.getKey().startsWith("_")
                        || parameter.getKey().equals(HandedIn.DRAFT))
                .flatMap(parameter -> ConfirmationNeeded.Sent.of(parameter.getKey(), parameter.getValue()).stream())
                .toList();
        return new ConfirmationNeeded(what, follows, back, sendsBack, sent);
    }

    @ExceptionHandler(ConfirmationNeeded.class)
    ModelAndView ask(ConfirmationNeeded needed, HttpServletRequest request) {
        return new ModelAndView(
                "confirm",
                Map.of(
                        "what",
                        needed.what(),
                        "follows",
                        needed.follows(),
                        "back",
                        needed.back(),
                        "sendsBack",
                        needed.sendsBack(),
                        "sent",
                        needed.sent(),
                        "address",
                        request.getRequestURI()
                                .substring(request.getContextPath().length())));
    }

    private String message(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
