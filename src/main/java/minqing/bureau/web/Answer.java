package minqing.bureau.web;

import java.util.List;
import java.util.Map;
import minqing.platform.fault.FieldFault;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/**
 * What a failed request is answered, before it becomes problem+json or a page.
 *
 * @param headers what the status demands, such as the methods allowed
 * @param key the words for the person
 * @param arguments what the words are filled with
 * @param faults what is wrong by field; empty unless the status is 422
 */
record Answer(HttpStatusCode status, HttpHeaders headers, String key, List<Object> arguments, List<FieldFault> faults) {

    static Answer of(HttpStatusCode status, String key, Object... arguments) {
        return new Answer(status, HttpHeaders.EMPTY, key, List.of(arguments), List.of());
    }

    static Answer invalid(List<FieldFault> faults) {
        return new Answer(
                HttpStatusCode.valueOf(422), HttpHeaders.EMPTY, "fault.invalid-input", List.of(), List.copyOf(faults));
    }

    static Answer invalid(String field, String key, Object... furtherArguments) {
        Object[] arguments = new Object[furtherArguments.length + 1];
        arguments[0] = field;
        System.arraycopy(furtherArguments, 0, arguments, 1, furtherArguments.length);
        return invalid(List.of(new FieldFault(field, key, arguments)));
    }

    Answer with(Map<String, String> more) {
        HttpHeaders all = new HttpHeaders();
        all.putAll(headers);
        more.forEach(all::set);
        return new Answer(status, all, key, arguments, faults);
    }
}
