package minqing.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
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

    @RequestMapping(PATH)
    @ResponseStatus(HttpStatus.FORBIDDEN)
    String denied(HttpServletRequest request, Model model) {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute("words", words(request.getAttribute(WebAttributes.ACCESS_DENIED_403)));
        return "access/denied";
    }

    /** A token that does not fit has a reason of its own: the page lay open for too long, or was not ours. */
    static String words(Object refusal) {
        return refusal instanceof CsrfException && refusal instanceof AccessDeniedException
                ? "access.denied.token"
                : "access.denied.right";
    }
}
