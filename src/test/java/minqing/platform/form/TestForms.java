package minqing.platform.form;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Forms made up for a test, and what reads them, without a container. */
final class TestForms {

    static final FormContext CONTEXT = new FormContext("office", "test-process", "step", "t1", "2026-0001");

    /** Noon of 2026-07-05 in Liyang. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-05T04:00:00Z"), ZoneId.of("Asia/Shanghai"));

    private TestForms() {}

    /** A form called {@code test}; single quotes stand for double ones. */
    static FormSchema form(String... components) {
        return FormSchemas.parse("test", json(components));
    }

    static String json(String... components) {
        return ("{'id':'test','type':'default','schemaVersion':16,'components':[" + String.join(",", components) + "]}")
                .replace('\'', '"');
    }

    static OptionSource source(String key, String... values) {
        return new OptionSource() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public List<Option> options(FormContext context) {
                return List.of(values).stream()
                        .map(value -> new Option(value, value + "（" + context.user() + "）"))
                        .toList();
            }
        };
    }

    static PrefillSource known(String processKey, Map<String, Object> values) {
        return new PrefillSource() {
            @Override
            public String processKey() {
                return processKey;
            }

            @Override
            public Map<String, Object> values(FormContext context) {
                return values;
            }
        };
    }

    static FormOptions options() {
        return new FormOptions(List.of(source("villages", "chenjia", "lijia"), source("units", "jiancha", "jiance")));
    }

    static FormPrefill prefill(Map<String, Object> values) {
        return new FormPrefill(List.of(known("test-process", values), known("another", Map.of("secret", "x"))));
    }

    static FormValidator validator(Map<String, Object> known) {
        return new FormValidator(options(), prefill(known), CLOCK);
    }

    static FormViews views(Map<String, Object> known) {
        return new FormViews(options(), prefill(known), messages(), CLOCK);
    }

    static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/form", "messages/fault");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        return messages;
    }
}
