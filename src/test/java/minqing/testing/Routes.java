package minqing.testing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import minqing.web.Paging;
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

    /** By what the engine's lists are asked for the things of one case. */
    private static final Set<String> OF_ONE_CASE = Set.of(
            "businessKey",
            "processInstanceBusinessKey",
            "processInstanceBusinessKeyLike",
            "processInstanceId",
            "processInstanceIds",
            "processInstanceIdIn",
            "rootProcessInstanceId",
            "taskId",
            "executionId");

    private Routes() {}

    /**
     * An address.
     *
     * @param pattern with its variables as {@code {name}}, {@code {name:one|other}} or {@code {*name}}
     * @param parameters the names of what it takes from the query
     * @param uploads whether it takes files
     */
    public record Route(String method, String pattern, Set<String> parameters, boolean uploads) {

        public boolean reads() {
            return method.equals("GET");
        }

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
                        routes.add(new Route(method, pattern, parameters(handler), uploads(handler)));
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

    private static Set<String> parameters(HandlerMethod handler) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (parameter.getParameterType() == Paging.class) {
                names.addAll(Set.of("page", "size"));
            } else if (annotation != null && parameter.getParameterType() != MultipartFile.class) {
                names.add(
                        annotation.name().isEmpty() && annotation.value().isEmpty()
                                ? parameter.getParameter().getName()
                                : annotation.name().isEmpty() ? annotation.value() : annotation.name());
            }
        }
        return names;
    }

    private static boolean uploads(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter ->
                        parameter.getGenericParameterType().getTypeName().contains("MultipartFile"));
    }

    /** What the webapps ask the engine and Cockpit: the questions of its whole REST interface. */
    public static List<Route> ofTheWebapps() {
        Map<String, Set<String>> patterns = new TreeMap<>();
        collect(
                org.camunda.bpm.engine.rest.impl.NamedProcessEngineRestServiceImpl.class,
                "/camunda/api/engine/engine",
                patterns,
                0);
        collect(
                org.camunda.bpm.cockpit.impl.plugin.resources.BaseRootResource.class,
                "/camunda/api/cockpit/plugin/base",
                patterns,
                0);
        return patterns.entrySet().stream()
                .map(pattern -> new Route("GET", pattern.getKey(), pattern.getValue(), false))
                .toList();
    }

    /** A method that has a path and no verb leads to another resource. */
    private static void collect(Class<?> resource, String prefix, Map<String, Set<String>> patterns, int depth) {
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
            boolean asks = declared.stream().anyMatch(one -> one.isAnnotationPresent(GET.class));
            boolean verb = declared.stream()
                    .flatMap(one -> Stream.of(one.getAnnotations()))
                    .anyMatch(one -> one.annotationType().isAnnotationPresent(jakarta.ws.rs.HttpMethod.class));
            if (asks) {
                // A list of the engine reads what it is asked for from the query itself.
                boolean lists = List.of(method.getParameterTypes()).contains(UriInfo.class);
                patterns.merge(
                        prefix + path(path),
                        lists ? OF_ONE_CASE : Set.of(),
                        (one, other) -> one.isEmpty() ? other : one);
            } else if (path != null && !verb) {
                collect(method.getReturnType(), prefix + path(path), patterns, depth + 1);
            }
        }
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
