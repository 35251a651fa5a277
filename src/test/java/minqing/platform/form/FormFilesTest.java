package minqing.platform.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of the product, as it is deployed. */
class FormFilesTest {

    private static final Path FORMS = Path.of("forms");

    private static final Pattern PERSONAL =
            Pattern.compile("姓名|电话|手机|联系方式|住址|家庭|身份证|群众及|被检举|被反映|来访人|visitor|contact|phone|accused");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FORMS)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void thereAreOnlyFormsAmongTheForms() throws IOException {
        assertThat(files()).isNotEmpty().allMatch(file -> file.toString().endsWith(".form"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void tasklistThePageAndTheValidatorUnderstandTheForm(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.form$", "");

        FormSchema schema = FormSchemas.parse(name, Files.readString(file));

        assertThat(schema.fields()).isNotEmpty();
    }

    /** Of everything else a device keeps a draft: a new field of this kind says {@code "data": "personal"}. */
    @Test
    void noDeviceKeepsWhatIdentifiesAPetitionerOrTheAccused() throws IOException {
        Map<String, List<String>> notKept = new TreeMap<>();
        Map<String, String> secret = new TreeMap<>();
        List<String> unmarked = new ArrayList<>();
        for (Path file : files().toList()) {
            String name = file.getFileName().toString().replaceFirst("\\.form$", "");
            for (FormField field :
                    FormSchemas.parse(name, Files.readString(file)).fields()) {
                if (name.startsWith("accusation-")) {
                    // Of these nothing at all stays on a device.
                    assertThat(field.personal()).as(name + " " + field.key()).isTrue();
                    continue;
                }
                boolean text = field.type() == FieldType.TEXT || field.type() == FieldType.TEXTAREA;
                if (field.personal()) {
                    notKept.computeIfAbsent(name, key -> new ArrayList<>()).add(field.key());
                } else if (text
                        && !field.readOnly()
                        && PERSONAL.matcher(field.label() + " " + field.key()).find()) {
                    unmarked.add(name + " " + field.key());
                }
                if (field.secretWhen() != null) {
                    secret.put(name + " " + field.key(), field.secretWhen());
                }
            }
        }
        assertThat(unmarked).isEmpty();
        assertThat(notKept)
                .isEqualTo(Map.of(
                        "problem-report", List.of("contact"),
                        "supplement", List.of("contact"),
                        "triage", List.of("concerns", "accused")));
        assertThat(secret).isEqualTo(Map.of("triage outcome", "refer-discipline"));
    }
}
