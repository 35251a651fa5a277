package minqing.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import minqing.bureau.web.Paging;
import org.camunda.bpm.admin.impl.plugin.resources.AdminPluginsRootResource;
import org.camunda.bpm.cockpit.impl.plugin.resources.BaseRootResource;
import org.camunda.bpm.cockpit.impl.plugin.resources.CockpitPluginsRootResource;
import org.camunda.bpm.engine.rest.dto.CamundaQueryParam;
import org.camunda.bpm.engine.rest.impl.NamedProcessEngineRestServiceImpl;
import org.camunda.bpm.tasklist.impl.plugin.resources.TasklistPluginsRootResource;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthenticationResource;
import org.camunda.bpm.welcome.impl.plugin.resources.WelcomePluginsRootResource;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every address the running application answers, taken from the application itself: one added tomorrow is among them. */
public final class Routes {

    private static final Pattern VARIABLE =
            Pattern.compile("\\{\\*?([A-Za-z-]+)(?:\\s*:\\s*((?:[^{}]|\\{[^{}]*})+))?}");

    private Routes() {}

    /**
     * An address.
     *
     * @param pattern with its variables as {@code {name}}, {@code {name:one|other}} or {@code {*name}}
     * @param parameters the names of what it takes from the query, or in the body of a question, with their types
     * @param uploads whether it takes files
     * @param reads whether it is a question and changes nothing
     */
    public record Route(String method, String pattern, Map<String, String> parameters, boolean uploads, boolean reads) {

        /** The variables of the address in their order. */
        public List<Variable> variables() {
            List<Variable> variables = new ArrayList<>();
            Matcher matcher = VARIABLE.matcher(pattern);
            while (matcher.find()) {
                variables.add(new Variable(matcher.group(1), matcher.group(2), matcher.group()));
            }
            return variables;
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    /**
     * A variable of an address.
     *
     * @param expression what it must match; null for anything
     * @param text as it stands in the pattern
     */
    public record Variable(String name, String expression, String text) {

        /** The words it can be, where it is one of a few. */
        public List<String> alternatives() {
            return expression != null && expression.matches("[a-z0-9|-]+")
                    ? List.of(expression.split("\\|"))
                    : List.of();
        }
    }

    /** Pages and REST. */
    public static List<Route> ofTheApplication(RequestMappingHandlerMapping mapping) {
        List<Route> routes = new ArrayList<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            String type = handler.getBeanType().getName();
            if (type.startsWith("minqing.") && !type.contains(".Trial")) {
                for (String pattern : info.getPatternValues()) {
                    for (String method : methods(info)) {
                        routes.add(new Route(
                                method, pattern, parameters(handler), uploads(handler), method.equals("GET")));
                    }
                }
            }
        });
        return routes.stream()
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    private static Collection<String> methods(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty()
                ? List.of("GET")
                : methods.stream().map(RequestMethod::name).toList();
    }

    private static Map<String, String> parameters(HandlerMethod handler) {
        Map<String, String> names = new TreeMap<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (parameter.getParameterType() == Paging.class) {
                names.putAll(Map.of("page", "int", "size", "int"));
            } else if (annotation != null && parameter.getParameterType() != MultipartFile.class) {
                names.put(
                        annotation.name().isEmpty() && annotation.value().isEmpty()
                                ? parameter.getParameter().getName()
                                : annotation.name().isEmpty() ? annotation.value() : annotation.name(),
                        parameter.getParameterType().getSimpleName());
            }
        }
        return names;
    }

    private static boolean uploads(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter ->
                        parameter.getGenericParameterType().getTypeName().contains("MultipartFile"));
    }

    /** What the webapps ask the engine and their plugins, and what they send: the whole REST interface behind them. */
    public static List<Route> ofTheWebapps() {
        Map<String, Route> routes = new TreeMap<>();
        Map<String, Class<?>> queries = queries();
        collect(NamedProcessEngineRestServiceImpl.class, "/camunda/api/engine/engine", queries, routes, 0);
        collect(BaseRootResource.class, "/camunda/api/cockpit/plugin/base", queries, routes, 0);
        collect(CockpitPluginsRootResource.class, "/camunda/api/cockpit/plugin", queries, routes, 0);
        collect(TasklistPluginsRootResource.class, "/camunda/api/tasklist/plugin", queries, routes, 0);
        collect(AdminPluginsRootResource.class, "/camunda/api/admin/plugin", queries, routes, 0);
        collect(WelcomePluginsRootResource.class, "/camunda/api/welcome/plugin", queries, routes, 0);
        collect(
                UserAuthenticationResource.class,
                "/camunda/api/admin" + UserAuthenticationResource.PATH,
                queries,
                routes,
                0);
        return List.copyOf(routes.values());
    }

    /** By which query a resource reads the address of a question: {@code interface#method}. */
    private static Map<String, Class<?>> queries() {
        Map<String, Class<?>> queries = new TreeMap<>();
        for (JavaClass resource : new ClassFileImporter().importPackages("org.camunda.bpm.engine.rest.impl")) {
            for (JavaMethod method : resource.getMethods()) {
                if (method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(UriInfo.class))) {
                    method.getConstructorCallsFromSelf().stream()
                            .map(call -> call.getTargetOwner())
                            .filter(made -> made.getSimpleName().endsWith("QueryDto"))
                            .findFirst()
                            .ifPresent(query -> resource.getAllRawInterfaces()
                                    .forEach(one ->
                                            queries.put(one.getName() + "#" + method.getName(), query.reflect())));
                }
            }
        }
        return queries;
    }

    /** A method that has a path and no verb leads to another resource. */
    private static void collect(
            Class<?> resource, String prefix, Map<String, Class<?>> queries, Map<String, Route> routes, int depth) {
        for (Method method : resource.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || depth > 6) {
                continue;
            }
            List<Method> declared = declared(resource, method);
            Path path = declared.stream()
                    .map(one -> one.getAnnotation(Path.class))
                    .filter(one -> one != null)
                    .findFirst()
                    .orElse(null);
            Optional<String> verb = declared.stream()
                    .flatMap(one -> Stream.of(one.getAnnotations()))
                    .map(one -> one.annotationType().getAnnotation(HttpMethod.class))
                    .filter(one -> one != null)
                    .map(HttpMethod::value)
                    .findFirst();
            if (verb.isPresent()) {
                Map<String, String> parameters = new TreeMap<>();
                declared.forEach(one -> parameters.putAll(parameters(one)));
                Optional<Class<?>> asked = Stream.of(method.getParameterTypes())
                        .filter(type -> type.getSimpleName().endsWith("QueryDto"))
                        .findFirst();
                if (List.of(method.getParameterTypes()).contains(UriInfo.class)) {
                    declared.stream()
                            .map(one -> queries.get(one.getDeclaringClass().getName() + "#" + one.getName()))
                            .filter(one -> one != null)
                            .findFirst()
                            .ifPresent(query -> parameters.putAll(parameters(query)));
                }
                asked.ifPresent(query -> parameters.putAll(parameters(query)));
                Route route = new Route(
                        verb.get(),
                        prefix + path(path),
                        parameters,
                        false,
                        verb.get().equals("GET") || asked.isPresent());
                routes.merge(
                        route.toString(),
                        route,
                        (one, other) ->
                                one.parameters().size() < other.parameters().size() ? other : one);
            } else if (path != null) {
                collect(method.getReturnType(), prefix + path(path), queries, routes, depth + 1);
            }
        }
    }

    private static Map<String, String> parameters(Method method) {
        Map<String, String> names = new TreeMap<>();
        for (java.lang.reflect.Parameter parameter : method.getParameters()) {
            QueryParam annotation = parameter.getAnnotation(QueryParam.class);
            if (annotation != null) {
                names.put(annotation.value(), parameter.getType().getSimpleName());
            }
        }
        return names;
    }

    private static Map<String, String> parameters(Class<?> query) {
        Map<String, String> names = new TreeMap<>();
        for (Method method : query.getMethods()) {
            CamundaQueryParam annotation = method.getAnnotation(CamundaQueryParam.class);
            if (annotation != null && method.getParameterCount() == 1) {
                names.put(annotation.value(), method.getParameterTypes()[0].getSimpleName());
            }
        }
        return names;
    }

    private static List<Method> declared(Class<?> type, Method method) {
        List<Method> declared = new ArrayList<>(List.of(method));
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            Stream.concat(Stream.of(one), Stream.of(one.getInterfaces()))
                    .flatMap(each -> Stream.of(each.getMethods()))
                    .filter(each -> each.getName().equals(method.getName())
                            && Arrays.equals(each.getParameterTypes(), method.getParameterTypes()))
                    .forEach(declared::add);
        }
        return declared;
    }

    private static String path(Path path) {
        if (path == null || path.value().isEmpty() || path.value().equals("/")) {
            return "";
        }
        String value = path.value().endsWith("/")
                ? path.value().substring(0, path.value().length() - 1)
                : path.value();
        return value.startsWith("/") ? value : "/" + value;
    }
}
