package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Dunlin by its launcher, with the settings that it brings along, on the JDK that runs the harness.
 *
 * @param home where the distribution was unpacked
 * @param javaOptions more options for the JVM, separated by blanks; the launcher's own are enough for all but the largest
 *     trees
 */
public record Dunlin(Path home, String version, String javaOptions) implements Contender {
    @Override
    public Command command(Place place) {
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "DUNLIN_JAVA_OPTS=" + javaOptions,
                home.resolve("bin/dunlin").toString(),
                "run"));
        words.addAll(place.options());
        return new Command(words);
    }

    @Override
    public String told(int workers) {
        return "bin/dunlin run " + String.join(" ", Place.toldOptions(workers));
    }
}
