package minqing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;

/**
 * {@code doc/architecture.md} says what the modules are and what they use, from the modules themselves.
 * {@code mvn test -Dtest=ArchitecturePaperTest -Darchitecture.write=true} writes it again.
 */
class ArchitecturePaperTest {

    private static final Path PAPER = Path.of("doc/architecture.md");

    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\{@(?:link|code) ([^}]*)}");

    @Test
    void thePaperSaysWhatTheModulesAre() throws IOException {
        String paper = paper();
        if (Boolean.getBoolean("architecture.write")) {
            Files.writeString(PAPER, paper);
        }
        assertThat(PAPER).as("written anew by -Darchitecture.write=true").hasContent(paper);
    }

    private static String paper() throws IOException {
        StringBuilder paper = new StringBuilder("""
                # The modules

                One Maven module, one Spring Boot application, one PostgreSQL. The code below `src/main/java/minqing` stands in four wings, and
                arrows go one way: `activity` uses `work`, `bureau` and `platform`, never the other way round. Inside a wing a module uses what
                its `package-info` names. Spring Modulith checks both; this page is written from what it finds (`ArchitecturePaperTest`).

                | wing | what it holds |
                |---|---|
                | `platform` | what knows nothing of the activity: database, documents, forms, the engine and the gate before its web applications |
                | `bureau` | who and when: units, people and how they get in, the working calendar, the frame of every page |
                | `work` | what every process shares: the inbox, attachments, the page of the calendar |
                | `activity` | the activity itself: outings, problems, accusations, the month, its figures |

                The arrows between wings are left out of the picture; the tables below have them all.

                ```mermaid
                flowchart TB
                """);
        for (String wing : upsideDown()) {
            paper.append("  subgraph ").append(wing).append('\n');
            modules(wing)
                    .forEach(module -> paper.append("    ").append(name(module)).append('\n'));
            modules(wing)
                    .forEach(module -> ModulesTest.used(module)
                            .filter(used -> ModulesTest.wing(used).equals(wing))
                            .map(ArchitecturePaperTest::name)
                            .sorted()
                            .forEach(used -> paper.append("    ")
                                    .append(name(module))
                                    .append(" --> ")
                                    .append(used)
                                    .append('\n')));
            paper.append("  end\n");
        }
        paper.append("  activity ==> work ==> bureau ==> platform\n```\n");
        for (String wing : upsideDown()) {
            paper.append("\n## ").append(wing).append("\n\n| module | what it is | uses |\n|---|---|---|\n");
            for (ApplicationModule module : modules(wing)) {
                paper.append("| `")
                        .append(name(module))
                        .append("` | ")
                        .append(words(module))
                        .append(" | ")
                        .append(ModulesTest.allowed(module).stream()
                                .map(used -> used.substring(used.indexOf('.') + 1))
                                .collect(Collectors.joining(", ")))
                        .append(" |\n");
            }
        }
        return paper.toString();
    }

    private static List<String> upsideDown() {
        return ModulesTest.WINGS.stream()
                .sorted(Comparator.comparing(ModulesTest.WINGS::indexOf).reversed())
                .toList();
    }

    private static List<ApplicationModule> modules(String wing) {
        return ModulesTest.MODULES.stream()
                .filter(module -> ModulesTest.wing(module).equals(wing))
                .sorted(Comparator.comparing(ArchitecturePaperTest::name))
                .toList();
    }

    /** The first paragraph that its package says of it. */
    private static String words(ApplicationModule module) throws IOException {
        String source = Files.readString(
                Path.of("src/main/java", module.getBasePackage().getName().replace('.', '/'), "package-info.java"));
        Matcher comment = COMMENT.matcher(source);
        if (!comment.find()) {
            throw new AssertionError(name(module) + " says nothing of itself");
        }
        String plain = comment.group(1).replaceAll("(?m)^ *\\* ?", "").strip();
        String first =
                plain.split("\n\\s*\n|<p>|<h2>")[0].replaceAll("\\s+", " ").strip();
        return LINK.matcher(first).replaceAll(link -> "`" + link.group(1).replaceAll(".*\\.", "") + "`");
    }

    private static String name(ApplicationModule module) {
        return ModulesTest.name(module).substring(ModulesTest.name(module).indexOf('.') + 1);
    }
}
