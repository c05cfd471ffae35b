package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Dunlin by its launcher, with the settings that it brings along.
 *
 * @param home where the distribution was unpacked
 * @param javaOptions more options for the JVM, separated by blanks; the launcher's own are enough for all but the largest
 *     trees
 * @param jdk the home of the JDK that it runs on
 */
public record Dunlin(Path home, String version, String javaOptions, Path jdk) implements Contender {
    /** On the JDK that runs the harness. */
    public Dunlin(Path home, String version, String javaOptions) {
        this(home, version, javaOptions, Path.of(System.getProperty("java.home")));
    }

    /** Returns the same on another JDK. */
    public Dunlin on(Path otherJdk) {
        return new Dunlin(home, version, javaOptions, otherJdk);
    }

    @Override
    public Command command(Place place) {
        return command(place.options());
    }

    /** Returns the program that serves with these options. */
    public Command command(List<String> options) {
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/env",
                "JAVA_HOME=" + jdk,
                "DUNLIN_JAVA_OPTS=" + javaOptions,
                home.resolve("bin/dunlin").toString(),
                "run"));
        words.addAll(options);
        return new Command(words);
    }

    @Override
    public String told(int workers) {
        return "bin/dunlin run " + String.join(" ", Place.toldOptions(workers));
    }
}
