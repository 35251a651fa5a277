package minqing.platform.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import minqing.platform.form.ConditionParser.Operand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The conditions against a table of answers. The table is what Tasklist's own FEEL (the one in the webapps' form-js)
 * answers; the page's script is held against the same table in {@link FormScriptTest}.
 */
class ConditionTest {

    static final Map<String, Operand> OPERANDS = Map.of(
            "text", new Operand(FieldType.Kind.TEXT, null),
            "choice", new Operand(FieldType.Kind.CHOICE, Set.of("x", "y", "z")),
            "anything", new Operand(FieldType.Kind.CHOICE, null),
            "number", new Operand(FieldType.Kind.NUMBER, null),
            "other", new Operand(FieldType.Kind.NUMBER, null),
            "box", new Operand(FieldType.Kind.FLAG, null),
            "second", new Operand(FieldType.Kind.FLAG, null),
            "list", new Operand(FieldType.Kind.CHOICES, Set.of("x", "y")),
            "day", new Operand(FieldType.Kind.MOMENT, null));

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @SuppressWarnings("unchecked")
    private static Map<String, Object> values(String json) throws Exception {
        Map<String, Object> values = new HashMap<>(JSON.readValue(json, Map.class));
        values.replaceAll((key, value) -> value instanceof Integer whole ? java.math.BigDecimal.valueOf(whole) : value);
        return values;
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/form/conditions.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void aConditionAnswersAsTasklistDoes(String expression, String values, String answer) throws Exception {
        Condition condition = ConditionParser.parse(expression, OPERANDS);

        assertThat(condition.holds(values(values)::get)).isEqualTo(answer.equals("true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=",
                "= ",
                "choice = \"x\"",
                "=choice = \"x\" choice",
                "=choice = \"x\", choice = \"y\"",
                "=choice == \"x\"",
                "=choice = 'x'",
                "=choice = \"x",
                "=choice = \"\\n\"",
                "=choice",
                "=text",
                "=choice = choice",
                "=choice = \"unheard\"",
                "=list contains(list, \"unheard\")",
                "=choice = 5",
                "=choice > \"x\"",
                "=text = null",
                "=text < 5",
                "=number = \"5\"",
                "=number = 5.",
                "=number > null",
                "=number + 1 = 5",
                "=-number = 5",
                "=box = null",
                "=box = \"true\"",
                "=list = null",
                "=list = []",
                "=day = \"2026-01-01\"",
                "=unknown = 1",
                "=true",
                "=null",
                "=not",
                "=not box",
                "=not(box",
                "=box and",
                "=and box",
                "=box or or second",
                "=(box",
                "=box)",
                "=choice in ()",
                "=choice in (\"x\"",
                "=choice in (null)",
                "=number in [1..5]",
                "=number in (> 5)",
                "=list contains(list, 5)",
                "=list contains(choice, \"x\")",
                "=list contains(list)",
                "=count(list) = 0",
                "=some x in list satisfies x = \"x\"",
                "=if box then true else false",
                "=text.length = 5",
                "=choice = \"x\" // comment",
                "=((((((((((((((((((((((box))))))))))))))))))))))"
            })
    void whatIsOutsideTheSubsetIsRefused(String expression) {
        assertThatThrownBy(() -> ConditionParser.parse(expression, OPERANDS))
                .isInstanceOf(ConditionParser.Unusable.class)
                .hasMessageContaining("the condition " + expression);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=choice = \"x\"                         | [=, choice, x]",
                "=\"x\" != choice                        | [!=, choice, x]",
                "=null = day                             | [=, day, null]",
                "=5 < number                             | [>, number, 5]",
                "=number >= -5.5                         | [>=, number, -5.5]",
                "=box and not(second) or number > 1      | [or, [and, [field, box], [not, [field, second]]], [>, number, 1]]",
                "=box and (second or number > 1)         | [and, [field, box], [or, [field, second], [>, number, 1]]]",
                "=choice in (\"x\", \"y\")               | [in, choice, [x, y]]",
                "=list contains([\"x\",\"y\"], choice)   | [in, choice, [x, y]]",
                "=list  contains(list, \"x\")            | [contains, list, x]"
            })
    void thePageIsGivenATree(String expression, String tree) throws Exception {
        assertThat(ConditionParser.parse(expression, OPERANDS)).hasToString(tree);
    }

    @Test
    void aConditionNamesItsFields() throws Exception {
        assertThat(ConditionParser.parse(
                                "=box and not(choice = \"x\") or number in (1, 2) or list contains(list, \"x\")",
                                OPERANDS)
                        .fields())
                .containsExactly("box", "choice", "number", "list");
    }
}
