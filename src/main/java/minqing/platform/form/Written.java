package minqing.platform.form;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Of what a form sent, the texts that somebody wrote: they are shown again where they could not be handed in. */
public final class Written {

    /** Codes, numbers, days and identifiers, which the form itself knows. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*|[+-]?\\d{1,6}|\\d{4}-\\d{2}(-\\d{2})?"
            + "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4}-\\d{4}");

    private Written() {}

    /** Whether somebody wrote the value, as far as one can see. */
    public static boolean isText(String value) {
        return !value.isBlank() && !CODE.matcher(value).matches();
    }

    /** The texts among the parameters of a form; none of its passwords, and nothing that belongs to the page. */
    public static List<String> texts(Map<String, String[]> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getKey().startsWith("_")
                        && !parameter.getKey().toLowerCase(Locale.ROOT).contains("password"))
                .flatMap(parameter -> Arrays.stream(parameter.getValue()))
                .filter(Written::isText)
                .distinct()
                .toList();
    }
}
