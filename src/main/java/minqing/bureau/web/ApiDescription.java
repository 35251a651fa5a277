package minqing.bureau.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** The description of REST at {@code /v3/api-docs}: what no controller says for itself because it holds for all. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";
    private static final String PROBLEM_TYPE = "application/problem+json";
    private static final String BASIC = "basic";
    private static final String SESSION = "session";
    private static final String TOKEN = "token";

    private final MessageSource messages;
    private final String version;
    private final String context;

    ApiDescription(
            MessageSource messages,
            @Value("${minqing.version:1}") String version,
            @Value("${server.servlet.context-path:}") String context) {
        this.context = context;
        this.messages = messages;
        this.version = version;
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Paging.class);
    }

    @Bean
    OpenAPI api() {
        return new OpenAPI()
                // Not the host by which the first caller came here.
                .servers(List.of(new Server().url(context.isEmpty() ? "/" : context)))
                .info(new Info()
                        .title(words("web.api.title"))
                        .description(words("web.api.description"))
                        .version(version))
                .components(new Components()
                        .addSecuritySchemes(
                                BASIC,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description(words("web.api.basic")))
                        .addSecuritySchemes(
                                SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("JSESSIONID")
                                        .description(words("web.api.session")))
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-CSRF-TOKEN")
                                        .description(words("web.api.token"))));
    }

    /** The page and the size of a list, which the methods take as one argument. */
    @Bean
    OperationCustomizer pagingParameters() {
        return (operation, method) -> {
            if (takesPaging(method)) {
                operation.addParametersItem(whole("page", "web.api.page", 0, null, 0));
                operation.addParametersItem(whole("size", "web.api.size", 1, Paging.LARGEST, Paging.USUAL));
            }
            return operation;
        };
    }

    /** Who may call, what can go wrong, and how a call is repeated. */
    @Bean
    OpenApiCustomizer commonAnswers() {
        return api -> {
            if (api.getPaths() == null) {
                return;
            }
            // What nothing refers to is left out, so it comes along with the references.
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getPaths()
                    .forEach((path, item) ->
                            item.readOperationsMap().forEach((method, operation) -> complete(path, method, operation)));
        };
    }

    private void complete(String path, PathItem.HttpMethod method, Operation operation) {
        boolean changes = method != PathItem.HttpMethod.GET && method != PathItem.HttpMethod.HEAD;
        SecurityRequirement session = new SecurityRequirement().addList(SESSION);
        operation.setSecurity(
                List.of(new SecurityRequirement().addList(BASIC), changes ? session.addList(TOKEN) : session));
        if (method == PathItem.HttpMethod.POST) {
            operation.addParametersItem(new Parameter()
                    .in("header")
                    .name(Idempotency.HEADER)
                    .description(words("web.api.idempotency"))
                    .schema(new StringSchema().minLength(1).maxLength(200)));
        }
        answer(operation, HttpStatus.UNAUTHORIZED);
        answer(operation, HttpStatus.FORBIDDEN);
        if (path.contains("{")) {
            answer(operation, HttpStatus.NOT_FOUND);
        }
        if (changes) {
            answer(operation, HttpStatus.BAD_REQUEST);
            answer(operation, HttpStatus.CONFLICT);
            answer(operation, HttpStatus.PAYLOAD_TOO_LARGE);
            answer(operation, HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        if (changes
                || (operation.getParameters() != null
                        && !operation.getParameters().isEmpty())) {
            answer(operation, HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    private void answer(Operation operation, HttpStatus status) {
        String code = String.valueOf(status.value());
        if (operation.getResponses() == null || operation.getResponses().containsKey(code)) {
            return;
        }
        ApiResponse response = new ApiResponse()
                .description(words("web.api." + code))
                .content(new Content()
                        .addMediaType(
                                PROBLEM_TYPE,
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
        if (status == HttpStatus.UNAUTHORIZED) {
            response.headers(Map.of("WWW-Authenticate", new Header().schema(new StringSchema())));
        }
        operation.getResponses().addApiResponse(code, response);
    }

    private Schema<?> problem() {
        ObjectSchema fault = new ObjectSchema();
        fault.addProperty("field", new StringSchema().description(words("web.api.problem.field")));
        fault.addProperty("message", new StringSchema().description(words("web.api.problem.message")));
        ObjectSchema problem = new ObjectSchema();
        problem.setDescription(words("web.api.problem"));
        problem.addProperty("type", new StringSchema());
        problem.addProperty("title", new StringSchema());
        problem.addProperty("status", new IntegerSchema());
        problem.addProperty("detail", new StringSchema().description(words("web.api.problem.detail")));
        problem.addProperty("instance", new StringSchema());
        problem.addProperty("errors", new ArraySchema().items(fault).description(words("web.api.problem.errors")));
        return problem;
    }

    private Parameter whole(String name, String key, int from, @Nullable Integer to, int usual) {
        Schema<Number> schema = new IntegerSchema();
        schema.setMinimum(BigDecimal.valueOf(from));
        if (to != null) {
            schema.setMaximum(BigDecimal.valueOf(to));
        }
        schema.setDefault(usual);
        return new Parameter().in("query").name(name).description(words(key)).schema(schema);
    }

    private static boolean takesPaging(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == Paging.class);
    }

    private String words(String key) {
        return messages.getMessage(key, null, Locale.SIMPLIFIED_CHINESE);
    }
}
