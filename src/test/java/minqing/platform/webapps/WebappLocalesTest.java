package minqing.platform.webapps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.jar.JarEntry;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine's web applications show a raw key where a translation is missing. Their Chinese locale is therefore compared,
 * label by label, with the English one they bring along: a newer version with new labels fails here.
 */
class WebappLocalesTest {

    private static final String APPS = "META-INF/resources/webjars/camunda/app/";

    /** Where our sentence says something else than the English one, and so need not repeat its links. */
    private static final Set<String> OWN_WORDS = Set.of("/labels/BANNER_CE_EOL_TEXT", "/labels/FIRST_LOGIN_INFO");

    /** Patterns for dates, whose letters are not words. */
    private static final Pattern DATE_PATTERN = Pattern.compile("/dateLocales/(?:calendar|longDateFormat)/.*");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}]*}}|\\{}|&[a-z]+;|%[ds]");
    private static final Pattern TAG = Pattern.compile("</?(?:a|b|br|code|em|i|li|p|span|strong|ul)\\b[^>]*>");
    private static final Pattern SCRIPT = Pattern.compile("'\\.\\./\\.\\./\\.\\./(js/[^']+)'");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void everyWebApplicationThatSpeaksEnglishSpeaksChinese() throws IOException {
        assertThat(apps()).isNotEmpty().allSatisfy(app -> {
            assertThat(WebappLocalesTest.class.getClassLoader().getResource(locale(app, "zh-CN")))
                    .as(app)
                    .isNotNull();
            assertThat(text(APPS + app + "/scripts/config.js"))
                    .as(app)
                    .contains("availableLocales: ['zh-CN', 'en']", "fallbackLocale: 'zh-CN'");
        });
    }

    @ParameterizedTest
    @MethodSource("apps")
    void everyScriptThatIsNamedIsThere(String app) throws IOException {
        List<String> scripts = SCRIPT.matcher(text(APPS + app + "/scripts/config.js"))
                .results()
                .map(script -> script.group(1))
                .toList();
        assertThat(scripts)
                .contains("js/webapp-language")
                .allSatisfy(script -> assertThat(
                                WebappLocalesTest.class.getClassLoader().getResource("static/" + script + ".js"))
                        .as(script)
                        .isNotNull());
    }

    @ParameterizedTest
    @MethodSource("apps")
    void chineseHasTheLabelsOfEnglishAndNoOthers(String app) throws IOException {
        Set<String> missing = english(app).keySet();
        missing.removeAll(chinese(app).keySet());
        Set<String> unknown = chinese(app).keySet();
        unknown.removeAll(english(app).keySet());
        assertThat(missing).as("missing").isEmpty();
        assertThat(unknown).as("unknown").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("apps")
    void noLabelIsEmpty(String app) throws IOException {
        // The plural ending alone has nothing to stand for in Chinese.
        assertThat(violations(
                        app,
                        (english, chinese) ->
                                !chinese.isBlank() || Set.of("", "s").contains(english.strip())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("apps")
    void everyLabelIsTranslated(String app) throws IOException {
        Map<String, String> violations = violations(
                app,
                (english, chinese) -> !LETTER.matcher(chinese).find()
                        || CHINESE.matcher(chinese).find());
        violations.keySet().removeIf(DATE_PATTERN.asMatchPredicate());
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("apps")
    void placeholdersAndTagsSurviveTranslation(String app) throws IOException {
        Map<String, String> violations = violations(
                app,
                (english, chinese) -> found(PLACEHOLDER, english).equals(found(PLACEHOLDER, chinese))
                        && found(TAG, english).equals(found(TAG, chinese)));
        violations.keySet().removeAll(OWN_WORDS);
        assertThat(violations).isEmpty();
    }

    private static Map<String, String> violations(String app, BiPredicate<String, String> holds) throws IOException {
        Map<String, String> english = english(app);
        Map<String, String> violations = chinese(app);
        violations.entrySet().removeIf(label -> holds.test(english.getOrDefault(label.getKey(), ""), label.getValue()));
        return violations;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).sorted().toList();
    }

    /** The web applications in the library, not those we translated. */
    static List<String> apps() throws IOException {
        URL tasklist = WebappLocalesTest.class.getClassLoader().getResource(locale("tasklist", "en"));
        assertThat(tasklist).isNotNull();
        Pattern english = Pattern.compile(Pattern.quote(APPS) + "([^/]+)/locales/en\\.json");
        try (Stream<JarEntry> entries = ((JarURLConnection) tasklist.openConnection()).getJarFile().stream()) {
            return entries.map(entry -> english.matcher(entry.getName()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .sorted()
                    .toList();
        }
    }

    private static String locale(String app, String language) {
        return APPS + app + "/locales/" + language + ".json";
    }

    private static Map<String, String> english(String app) throws IOException {
        // Some of the shipped files begin with a byte order mark.
        String text = text(locale(app, "en"));
        return labels(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static Map<String, String> chinese(String app) throws IOException {
        String text = text(locale(app, "zh-CN"));
        assertThat(text).as("byte order mark").doesNotStartWith("\uFEFF");
        return labels(text);
    }

    private static Map<String, String> labels(String text) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        collect(JSON.readTree(text), JsonPointer.empty(), labels);
        return labels;
    }

    private static void collect(JsonNode node, JsonPointer path, Map<String, String> labels) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path.appendIndex(i), labels);
            }
        } else if (node.isObject()) {
            node.properties().forEach(child -> collect(child.getValue(), path.appendProperty(child.getKey()), labels));
        } else {
            labels.put(path.toString(), node.asText());
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = WebappLocalesTest.class.getClassLoader().getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            // A new decoder reports what is not UTF-8 instead of replacing it.
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
        }
    }
}
