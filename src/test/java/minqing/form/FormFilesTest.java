package minqing.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of the product, as it is deployed. */
class FormFilesTest {

    private static final Path FORMS = Path.of("forms");

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
}
