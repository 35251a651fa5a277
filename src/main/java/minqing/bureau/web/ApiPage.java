package minqing.bureau.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/** The page of Swagger UI, which as it comes is as wide on a phone as on a desk. */
@Component
class ApiPage extends SwaggerIndexPageTransformer {

    private static final String HEAD = "<head>";
    private static final String NARROW = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";

    ApiPage(
            SwaggerUiConfigProperties settings,
            SwaggerUiOAuthProperties oauth,
            SwaggerWelcomeCommon welcome,
            ObjectMapperProvider json) {
        super(settings, oauth, welcome, json);
    }

    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        Resource usual = super.transform(request, resource, chain);
        if (!"index.html".equals(resource.getFilename())) {
            return usual;
        }
        String page = usual.getContentAsString(StandardCharsets.UTF_8);
        return new TransformedResource(
                resource, page.replace(HEAD, HEAD + NARROW).getBytes(StandardCharsets.UTF_8));
    }
}
