package dev.dunlin.demo;

import dev.dunlin.http.files.FindByName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The first lines on standard output, when all parts run. Those of where the server listens come first, and programs wait for
 * them; the rest is for people, and changes.
 */
final class Greeting {
    /** Told in the lines before. */
    private static final Set<String> TOLD =
            Set.of("--root", "--port", "--bind", "--workers", "--interactive", "--admin-port", "--admin-bind");

    private static final String FINDING =
            "finding files by name alone, whatever a reverse proxy's rules say of their paths;"
                    + " --find-by-name-exclude DIR leaves a directory out, --find-by-name off disables it";

    private Greeting() {}

    static List<String> lines(List<String> uris, @Nullable String adminUri, DemoCommand options, ParseResult given) {
        List<String> lines = new ArrayList<>();
        for (String uri : uris) lines.add("listening on " + uri);
        if (adminUri != null) lines.add("admin on " + adminUri);
        lines.add(serving(options.site.root, options.listen.workers));
        if (options.site.findByName != FindByName.OFF) lines.add(FINDING);
        String others = given.matchedOptionsSet().stream()
                .filter(option -> !TOLD.contains(option.longestName()))
                .map(Greeting::asGiven)
                .collect(Collectors.joining(" "));
        if (!others.isEmpty()) lines.add("with " + others);
        return lines.stream().map(OneLine::of).toList();
    }

    private static String serving(@Nullable Path root, int workers) {
        String what = root == null
                ? "a bundled site"
                : root.toAbsolutePath().normalize().toString();
        return "serving " + what + ", " + workers + (workers == 1 ? " worker" : " workers");
    }

    private static String asGiven(OptionSpec option) {
        boolean isSwitch = option.arity().max() == 0;
        return isSwitch
                ? option.longestName()
                : option.longestName() + "=" + String.join(",", option.originalStringValues());
    }
}
