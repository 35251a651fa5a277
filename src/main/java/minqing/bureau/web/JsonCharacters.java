package minqing.bureau.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import minqing.platform.database.Characters;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Reads a JSON body once before the method gets it, whatever type the method wants: a text that no table can hold, or a
 * name given twice, is refused by the name of its field.
 */
@ControllerAdvice
class JsonCharacters extends RequestBodyAdviceAdapter {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return AbstractJackson2HttpMessageConverter.class.isAssignableFrom(converter);
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        byte[] body = message.getBody().readAllBytes();
        check(body);
        return new HttpInputMessage() {
            @Override
            public InputStream getBody() {
                return new ByteArrayInputStream(body);
            }

            @Override
            public HttpHeaders getHeaders() {
                return message.getHeaders();
            }
        };
    }

    private static void check(byte[] body) throws IOException {
        Deque<Set<String>> names = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(body)) {
            boolean whole = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (whole) {
                    throw new JsonParseException(parser, "more than one value");
                }
                switch (token) {
                    case START_OBJECT -> names.push(new HashSet<>());
                    case END_OBJECT -> names.pop();
                    case FIELD_NAME -> checkName(parser, names.element());
                    case VALUE_STRING -> checkText(parser);
                    default -> {}
                }
                whole = parser.getParsingContext().inRoot();
            }
        }
    }

    private static void checkName(JsonParser parser, Set<String> earlier) throws IOException {
        String name = parser.currentName();
        if (!Characters.areStorable(name)) {
            throw refusal(Characters.visible(name), "fault.field.unknown");
        }
        if (!earlier.add(name)) {
            throw refusal(name(parser.getParsingContext()), "fault.field.duplicate");
        }
    }

    private static void checkText(JsonParser parser) throws IOException {
        if (!Characters.areStorable(parser.getText())) {
            throw refusal(name(parser.getParsingContext()), "fault.field.characters");
        }
    }

    private static InvalidInput refusal(String field, String key) {
        return new InvalidInput(List.of(new FieldFault(field, key, field)));
    }

    private static String name(JsonStreamContext place) {
        StringBuilder name = new StringBuilder();
        append(name, place);
        return name.toString();
    }

    private static void append(StringBuilder name, JsonStreamContext place) {
        if (place.getParent() != null) {
            append(name, place.getParent());
            if (place.inArray() || place.getCurrentName() != null) {
                JsonFields.append(name, place.inArray() ? null : place.getCurrentName(), place.getCurrentIndex());
            }
        }
    }
}
