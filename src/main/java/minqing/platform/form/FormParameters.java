package minqing.platform.form;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a page's form as the validator takes them. */
public final class FormParameters {

    private FormParameters() {}

    /**
     * One value becomes a {@code String}, several a {@code List}. Parameters that begin with an underscore belong to the
     * page ({@code _csrf}), not to the form, and are left out.
     */
    public static Map<String, Object> values(Map<String, String[]> parameters) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((name, given) -> {
            if (!name.startsWith("_") && given.length > 0) {
                values.put(name, given.length == 1 ? given[0] : List.copyOf(Arrays.asList(given)));
            }
        });
        return values;
    }
}
