package minqing.bureau.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names a place in a JSON document as its sender would: {@code labour[2].hours}. */
final class JsonFields {

    private static final Set<Class<?>> WHOLE = Set.of(
            byte.class,
            short.class,
            int.class,
            long.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class);

    private JsonFields() {}

    static String name(List<JsonMappingException.Reference> path) {
        StringBuilder name = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            append(name, step.getFieldName(), step.getIndex());
        }
        return name.toString();
    }

    static void append(StringBuilder name, @Nullable String field, int index) {
        if (field == null) {
            name.append('[').append(index).append(']');
        } else {
            name.append(name.isEmpty() ? "" : ".").append(field);
        }
    }

    /** What the value at the place should have been. */
    static @Nullable Class<?> target(JsonMappingException mapping) {
        return mapping instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    }

    static boolean isWhole(Class<?> type) {
        return WHOLE.contains(type);
    }
}
