package minqing.bureau.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/**
 * Every form of a page says, beside its token, whose page it is. What one person wrote is never shown to the next one who logs
 * in with the same browser, nor handed in under that name.
 */
@Component
class FormsOfAccount implements BeanPostProcessor {

    static final String FIELD = "_account";

    private final ObjectProvider<CurrentUser> user;

    FormsOfAccount(ObjectProvider<CurrentUser> user) {
        this.user = user;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof RequestDataValueProcessor tokens ? new WithAccount(tokens) : bean;
    }

    /** @param tokens adds the token to every form that changes something, and nothing to the others */
    private final class WithAccount implements RequestDataValueProcessor {

        private final RequestDataValueProcessor tokens;

        WithAccount(RequestDataValueProcessor tokens) {
            this.tokens = tokens;
        }

        @Override
        public String processAction(HttpServletRequest request, String action, String method) {
            return tokens.processAction(request, action, method);
        }

        @Override
        public String processFormFieldValue(
                HttpServletRequest request, @Nullable String name, String value, String type) {
            return tokens.processFormFieldValue(request, name, value, type);
        }

        @Override
        public @Nullable Map<String, String> getExtraHiddenFields(HttpServletRequest request) {
            Map<String, String> token = tokens.getExtraHiddenFields(request);
            if (token == null || token.isEmpty()) {
                return token;
            }
            Map<String, String> fields = new HashMap<>(token);
            user.getObject().find().ifPresent(account -> fields.put(FIELD, account.id()));
            return fields;
        }

        @Override
        public String processUrl(HttpServletRequest request, String url) {
            return tokens.processUrl(request, url);
        }
    }
}
