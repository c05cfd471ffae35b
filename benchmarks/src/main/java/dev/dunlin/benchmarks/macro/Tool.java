package dev.dunlin.benchmarks.macro;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of others that the load tests run. */
public enum Tool {
    AB("apache2-utils", "-V"),
    WRK("wrk", "-v"),
    NGINX("nginx-light", "-v");

    /** Where Debian keeps servers, which is not on everybody's path. */
    private static final List<String> SYSTEM_DIRECTORIES = List.of("/usr/sbin", "/usr/local/sbin");

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

    private final String debianPackage;
    private final String versionOption;

    Tool(String debianPackage, String versionOption) {
        this.debianPackage = debianPackage;
        this.versionOption = versionOption;
    }

    /** The command's name. */
    public String command() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where the program lies, if it is installed. */
    public Optional<Path> find() {
        Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.concat(path, SYSTEM_DIRECTORIES.stream())
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, command()))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where the program lies. */
    public Path require() throws MeasurementException {
        return find().orElseThrow(() -> new MeasurementException(missing(List.of(this))));
    }

    /** Fails unless all of these are installed, and names all that are not. */
    public static void requireAll(Collection<Tool> tools) throws MeasurementException {
        List<Tool> absent = tools.stream().filter(tool -> tool.find().isEmpty()).toList();
        if (!absent.isEmpty()) throw new MeasurementException(missing(absent));
    }

    /** What a user has to be told of tools that are not installed. */
    public static String missing(Collection<Tool> tools) {
        return tools.stream()
                .map(tool -> tool.command() + " is not installed (Debian package: " + tool.debianPackage + ")")
                .collect(Collectors.joining("; "));
    }

    /** The version that the program itself tells. */
    public String version() throws MeasurementException {
        String told = new Command(List.of(require().toString(), versionOption)).output();
        Matcher version = VERSION.matcher(told);
        return version.find() ? version.group() : "of unknown version";
    }
}
