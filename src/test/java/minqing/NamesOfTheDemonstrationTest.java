package minqing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.organization.Role;
import org.junit.jupiter.api.Test;

/**
 * The product knows no unit, account, village or person of the demonstration: another bureau has others. What the
 * demonstration is made of stands in its data files, and these say what to look for.
 */
class NamesOfTheDemonstrationTest {

    private static final Path DATA = Path.of("src/main/resources/data");

    private static final List<String> FILES = List.of(
            "units.csv", "leaders.csv", "villages.csv", "communities.csv", "pairing.csv", "demonstration-accounts.csv");

    /** Columns that hold no names but words of the product: {@code internal}, {@code leader unit-…}, 局领导班子成员. */
    private static final Set<String> NO_NAMES = Set.of("kind", "groups", "position", "family_name", "given_name");

    /** What the demonstration calls something by a word that the product needs, too. Such a word can't be told apart. */
    private static final Map<String, String> ALSO_OTHERWISE = Map.of(
            "admin", "a web application of Camunda's",
            "deputy", "English, for a post",
            "director", "English, for a post",
            "系统管理员", "what the role is called");

    @Test
    void noneStandsInTheProductOutsideTheDemonstrationsData() throws IOException {
        Set<String> names = names();
        names.removeAll(ALSO_OTHERWISE.keySet());
        Stream.of(Role.values()).map(Role::group).forEach(names::remove);

        assertThat(names).contains("别桥镇").hasSizeGreaterThan(60);
        assertThat(found(names, Path.of("src/main"), Path.of("bpmn"), Path.of("forms")))
                .isEmpty();
    }

    @Test
    void aNameIsSeenInEveryKindOfFileAndInsideOtherNamesWhereAPartIsMarkedOff() throws IOException {
        Path below = Files.createTempDirectory("names");
        try {
            Files.writeString(below.resolve("a.dmn"), "<text>\"air,station\"</text>");
            Files.writeString(below.resolve("B.java"), "/** {@code head-station} */");
            Files.writeString(below.resolve("c.html"), "<b>东村口</b>");
            Files.writeString(below.resolve("d.sql"), "-- stations, gas_station2");
            Files.write(below.resolve("e.ttf"), new byte[] {(byte) 0xff, 's', 't'});

            assertThat(found(Set.of("station", "东村"), below))
                    .containsExactlyInAnyOrder("a.dmn: station", "B.java: station", "c.html: 东村");
        } finally {
            org.springframework.util.FileSystemUtils.deleteRecursively(below);
        }
    }

    @Test
    void whatIsLeftOutIsOfTheDemonstrationAtAll() throws IOException {
        assertThat(names()).containsAll(ALSO_OTHERWISE.keySet());
    }

    /** Every unit, account, village, community and person of the demonstration. */
    static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String file : FILES) {
            List<String> lines = Files.readAllLines(DATA.resolve(file));
            List<String> columns = Arrays.asList(lines.get(0).split(","));
            for (String line : lines.subList(1, lines.size())) {
                String[] values = line.split(",", -1);
                for (int index = 0; index < values.length; index++) {
                    if (!NO_NAMES.contains(columns.get(index)) && !values[index].isBlank()) {
                        names.add(values[index].strip());
                    }
                }
                if (columns.contains("family_name")) {
                    names.add(values[columns.indexOf("family_name")] + values[columns.indexOf("given_name")]);
                }
            }
        }
        return names;
    }

    private static List<String> found(Set<String> names, Path... roots) throws IOException {
        Pattern wanted = Pattern.compile(names.stream()
                .map(name -> name.chars().allMatch(character -> character < 128)
                        ? "(?<![A-Za-z0-9])" + Pattern.quote(name) + "(?![A-Za-z0-9])"
                        : Pattern.quote(name))
                .collect(Collectors.joining("|")));
        List<String> found = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!file.startsWith(DATA)) {
                        wanted.matcher(text(file))
                                .results()
                                .forEach(hit -> found.add(file.getFileName() + ": " + hit.group()));
                    }
                }
            }
        }
        return found;
    }

    /** Nothing for what is no text: pictures, typefaces. */
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException noText) {
            return "";
        }
    }
}
