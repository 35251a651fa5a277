package minqing.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A process of its own on the classes of the tests, which starts quickly on two cores. */
public final class OwnProcess {

    private OwnProcess() {}

    /**
     * A builder of the process, its output in one stream; settings of the machine that the application would follow are left out
     * and its port is any free one.
     *
     * @param program the main class and its arguments, with options of the machine before them if there are any
     */
    public static ProcessBuilder running(List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx700m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-Djava.awt.headless=true"));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MINQING_") || name.startsWith("SPRING_"));
        builder.environment().put("SERVER_PORT", "0");
        return builder;
    }

    /** Without the jar that Maven names beside the places it refers to: the forms would be there twice. */
    public static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> !place.contains("surefirebooter"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
