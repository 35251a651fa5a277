package minqing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Papers and code agree: cited decisions have a record, links lead somewhere, named classes exist. */
class PapersTest {

    private static final Path DECISIONS = Path.of("doc/decisions");

    private static final List<Path> CITING = Stream.of("src/main", "src/test", "bpmn", "forms", "README.md")
            .map(Path::of)
            .toList();

    /** Files that people write; the others have no words of theirs. */
    private static final Set<String> WRITTEN =
            Set.of("java", "sql", "html", "js", "css", "properties", "yaml", "bpmn", "dmn", "form", "md");

    /** A decision as texts cite it. Cells of a worksheet ({@code "D4"} in quotes) look alike and are left out. */
    private static final Pattern CITED = Pattern.compile("(?<![\\w\"-])D([1-9][0-9]?[a-z]?)(?![\\w\"])");

    private static final Pattern RECORD = Pattern.compile("d0*([1-9][0-9]?[a-z]?)-[a-z0-9-]+\\.md");

    private static final List<String> PARTS =
            List.of("\nDate: ", " State: ", "**Decision.**", "**Why.**", "**What it costs.**", "**Where it is.**");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private static final Pattern MARKED = Pattern.compile("`([^`\\n]+)`");

    /** A class, with its module in front or not. Constants and words of HTTP have no small letter. */
    private static final Pattern CLASS = Pattern.compile("(?:[a-z]+\\.)*([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)");

    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|enum|interface) ([A-Z]\\w*)");

    private static final Pattern TABLE = Pattern.compile("[a-z]+(?:_[a-z]+)+");

    private static final Pattern FILE = Pattern.compile("(?:src|bpmn|forms|doc|\\.ci)/[^\\s*<>]+");

    @Test
    void everyDecisionThatIsCitedHasARecord() {
        Set<String> recorded = records().stream()
                .map(record -> RECORD.matcher(name(record)))
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeMap<String, Set<String>> missing = new TreeMap<>();
        Set<String> cited = new TreeSet<>();
        for (Path file : CITING.stream().flatMap(PapersTest::writtenBelow).toList()) {
            all(CITED, read(file), 1).forEach(number -> {
                cited.add(number);
                if (!recorded.contains(number)) {
                    missing.computeIfAbsent(number, key -> new TreeSet<>()).add(file.toString());
                }
            });
        }
        assertThat(cited).as("decisions are found where they are cited").contains("5", "13a", "25");
        assertThat(missing)
                .as("cited decisions without a record in %s", DECISIONS)
                .isEmpty();
    }

    @Test
    void everyRecordHasItsLineInTheIndexAndSaysWhatItMustSay() {
        String index = read(DECISIONS.resolve("README.md"));
        assertThat(records()).hasSizeGreaterThan(30).allSatisfy(record -> {
            assertThat(index).as("index").contains("(" + name(record) + ")");
            assertThat(read(record)).as("%s", record).contains(PARTS);
        });
        assertThat(records().stream()
                        .map(record -> RECORD.matcher(name(record)))
                        .filter(Matcher::matches)
                        .map(match -> match.group(1)))
                .as("one record for each number")
                .doesNotHaveDuplicates();
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        int followed = 0;
        for (Path paper : papers()) {
            for (String link : all(LINK, read(paper), 1)) {
                if (URI.create(link).isAbsolute()) {
                    continue;
                }
                followed++;
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty()
                        ? paper
                        : paper.resolveSibling(parts[0]).normalize();
                if (!Files.exists(target)
                        || (parts.length == 2 && !anchors(target).contains(parts[1]))) {
                    broken.add(paper + ": " + link);
                }
            }
        }
        assertThat(followed).as("links that were followed").isGreaterThan(50);
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    @Test
    void everyClassTableAndFileThatAPaperNamesExists() {
        Set<String> classes = Stream.of("src/main/java", "src/test/java")
                .map(Path::of)
                .flatMap(PapersTest::writtenBelow)
                .flatMap(file -> all(DECLARED, read(file), 1).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        String migrations = writtenBelow(Path.of("src/main/resources/db/migration"))
                .map(PapersTest::read)
                .collect(Collectors.joining("\n"));
        Predicate<String> isUnknown = name -> {
            Matcher type = CLASS.matcher(name);
            if (type.matches()) {
                return !classes.contains(type.group(1));
            }
            if (TABLE.matcher(name).matches()) {
                return !Pattern.compile("\\b" + name + "\\b")
                        .matcher(migrations)
                        .find();
            }
            return FILE.matcher(name).matches() && !Files.exists(Path.of(name));
        };
        List<String> unknown = new ArrayList<>();
        int named = 0;
        for (Path paper : papers()) {
            for (String name : all(MARKED, read(paper), 1)) {
                named++;
                if (isUnknown.test(name)) {
                    unknown.add(paper + ": " + name);
                }
            }
        }
        assertThat(named).as("names in the papers").isGreaterThan(300);
        assertThat(unknown).as("names of nothing that exists").isEmpty();
    }

    private static List<Path> papers() {
        return Stream.concat(
                        Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                                .map(Path::of),
                        writtenBelow(Path.of("doc")).filter(file -> name(file).endsWith(".md")))
                .toList();
    }

    private static List<Path> records() {
        return writtenBelow(DECISIONS)
                .filter(file -> !name(file).equals("README.md"))
                .toList();
    }

    /** The anchors of a paper's headings, as they are shown on the web. */
    private static Set<String> anchors(Path paper) {
        return all(HEADING, read(paper), 1).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> writtenBelow(Path start) {
        try (Stream<Path> files = Files.walk(start)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file ->
                            WRITTEN.contains(name(file).substring(name(file).lastIndexOf('.') + 1)))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> all(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(match -> match.group(group)).toList();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
