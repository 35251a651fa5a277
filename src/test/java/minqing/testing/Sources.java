package minqing.testing;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Java sources as the compiler reads them: what a test has to say about texts that no class file keeps in its place. */
public final class Sources {

    private final List<CompilationUnitTree> units;

    private Sources(List<CompilationUnitTree> units) {
        this.units = units;
    }

    /** The sources of the product itself. */
    public static Sources ofTheProduct() {
        return below(Path.of("src/main/java"));
    }

    public static Sources below(Path directory) {
        try (Stream<Path> files = Files.walk(directory);
                StandardJavaFileManager manager =
                        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            List<Path> paths =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(
                            null,
                            manager,
                            null,
                            List.of("-proc:none"),
                            null,
                            manager.getJavaFileObjectsFromPaths(paths));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return new Sources(units);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every text between quotes, comments left out. */
    public List<Literal> texts() {
        List<Literal> found = new ArrayList<>();
        for (CompilationUnitTree unit : units) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                private int annotations;

                @Override
                public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void unused) {
                    annotations++;
                    super.visitAnnotation(annotation, null);
                    annotations--;
                    return null;
                }

                @Override
                public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void unused) {
                    if (literal.getValue() instanceof String text) {
                        found.add(new Literal(file(unit), text, annotations > 0));
                    }
                    return null;
                }
            }.scan(unit, null);
        }
        return found;
    }

    /** Every call of a method or constructor that is given texts. */
    public List<Call> calls() {
        List<Call> found = new ArrayList<>();
        for (CompilationUnitTree unit : units) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
                    found.add(new Call(file(unit), call.getMethodSelect().toString(), arguments(call.getArguments())));
                    return super.visitMethodInvocation(call, null);
                }

                @Override
                public @Nullable Void visitNewClass(NewClassTree call, @Nullable Void unused) {
                    found.add(new Call(file(unit), "new " + call.getIdentifier(), arguments(call.getArguments())));
                    return super.visitNewClass(call, null);
                }
            }.scan(unit, null);
        }
        return found;
    }

    private static List<List<String>> arguments(List<? extends ExpressionTree> arguments) {
        return arguments.stream().map(Sources::textsOf).toList();
    }

    private static List<String> textsOf(Tree tree) {
        List<String> texts = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void unused) {
                if (literal.getValue() instanceof String text) {
                    texts.add(text);
                }
                return null;
            }

            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
                // What another method is given is that method's affair.
                return null;
            }
        }.scan(tree, null);
        return texts;
    }

    private static String file(CompilationUnitTree unit) {
        return Path.of(unit.getSourceFile().getName()).getFileName().toString();
    }

    /** A text between quotes. */
    public record Literal(String file, String text, boolean inAnnotation) {}

    /**
     * A call.
     *
     * @param name as it is written, such as {@code notices.send} or {@code new Missing}
     * @param texts the texts that stand in each argument, one or the other of a choice
     */
    public record Call(String file, String name, List<List<String>> texts) {

        /** The texts of one argument, none if the call has fewer. */
        public Stream<String> textsAt(int argument) {
            return argument < texts.size() ? texts.get(argument).stream() : Stream.empty();
        }
    }
}
