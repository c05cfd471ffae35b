package dev.dunlin.benchmarks.macro;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** These benchmarks as a program that serves, in a JVM of its own, of the JDK that runs the harness. */
public final class ServerJvm {
    private static final String HEAP = "-Xmx512m";

    private ServerJvm() {}

    /** The program with these arguments. */
    public static Command command(List<String> arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        return command(List.of(java, HEAP, "-cp", classes, "dev.dunlin.benchmarks.Benchmarks"), arguments);
    }

    /** That program as it is told in a report, without the paths of one machine. */
    public static Command told(List<String> arguments) {
        return command(List.of("java", HEAP, "-jar", "benchmarks.jar"), arguments);
    }

    private static Command command(List<String> program, List<String> arguments) {
        return new Command(Stream.concat(program.stream(), arguments.stream()).toList());
    }
}
