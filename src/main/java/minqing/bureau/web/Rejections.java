package minqing.bureau.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** What a request is answered that the login's firewall does not let in at all. */
@Component
class Rejections implements RequestRejectedHandler {

    private static final Set<String> METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejection)
            throws IOException {
        if (!response.isCommitted()) {
            response.sendError(status(request).value());
        }
    }

    /** At an address written in such a way there is nothing; in any other case something the request carries is wrong. */
    private static HttpStatus status(HttpServletRequest request) {
        if (!METHODS.contains(request.getMethod())) {
            return HttpStatus.METHOD_NOT_ALLOWED;
        }
        String address = request.getRequestURI();
        boolean strange = address.chars()
                        .anyMatch(character -> character == '%'
                                || character == ';'
                                || character == '\\'
                                || character < ' '
                                || character > '~')
                || address.contains("//")
                || address.contains("/.");
        return strange ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_ENTITY;
    }
}
