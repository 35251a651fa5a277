package minqing.bureau.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.platform.form.Written;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** What a person sees who may not go there, with the way back. */
@Controller
class DeniedPage {

    static final String PATH = "/access-denied";

    /** What every form is given when it is shown. */
    private static final Set<String> ADDED = Set.of("_csrf", FormsOfAccount.FIELD);

    private final CurrentUser user;

    DeniedPage(CurrentUser user) {
        this.user = user;
    }

    @RequestMapping(PATH)
    @ResponseStatus(HttpStatus.FORBIDDEN)
    String denied(HttpServletRequest request, Model model) {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Object refusal = request.getAttribute(WebAttributes.ACCESS_DENIED_403);
        if (refusal instanceof CsrfException && mayBeSentAgain(request)) {
            model.addAttribute("address", address(request));
            model.addAttribute("fields", sent(request));
            return "access/resend";
        }
        model.addAttribute("words", words(refusal));
        return "access/denied";
    }

    /**
     * What one of this person's own pages sent is shown again with a token that is good now, so that one more tap sends it.
     * What another site sent is not, for it would only have to make the person tap; nor what another person wrote.
     */
    private boolean mayBeSentAgain(HttpServletRequest request) {
        String type = request.getContentType();
        return HttpMethod.POST.matches(request.getMethod())
                && OwnPages.sent(request)
                && user.find()
                        .filter(account -> account.id().equals(request.getParameter(FormsOfAccount.FIELD)))
                        .isPresent()
                && Collections.list(request.getParameterNames()).stream().noneMatch(name -> name.contains("password"))
                && (type == null || type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE));
    }

    private static String address(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI));
    }

    private static List<SentField> sent(HttpServletRequest request) {
        List<SentField> fields = new ArrayList<>();
        int texts = 0;
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            for (String value : parameter.getValue()) {
                if (!ADDED.contains(parameter.getKey())) {
                    boolean text = Written.isText(value);
                    texts += text ? 1 : 0;
                    fields.add(new SentField(parameter.getKey(), value, text, texts));
                }
            }
        }
        return fields;
    }

    /**
     * One value that was sent.
     *
     * @param text whether somebody wrote it, so that it is shown; else it is a code that the page knew
     * @param place which of the texts it is
     */
    record SentField(String name, String value, boolean text, int place) {}

    /** A token that does not fit has a reason of its own: the page lay open for too long, or was not ours. */
    static String words(Object refusal) {
        return refusal instanceof CsrfException && refusal instanceof AccessDeniedException
                ? "access.denied.token"
                : "access.denied.right";
    }
}
