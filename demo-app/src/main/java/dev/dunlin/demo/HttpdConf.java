package dev.dunlin.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * A configuration of the older form: on each line a key, a blank, and its value; what follows a {@code #} is comment. The
 * last line of a key counts.
 *
 * @param root the value of {@code document_root}
 * @param threads the value of {@code thread_limit}, 0 where there is none
 * @param cpus the value of {@code cpu_limit}, 0 where there is none
 */
record HttpdConf(@Nullable Path root, int threads, int cpus) {
    // A # inside a word is a part of it: directories may be called so.
    private static final Pattern LINE = Pattern.compile("\\s*([^\\s#]\\S*)?(?:\\s+([^\\s#].*?))??\\s*((?<!\\S)#.*)?");

    /**
     * Reads a file.
     *
     * @param warnings told of keys that are not known
     * @throws IllegalArgumentException if a value is wrong; the message names file, line and value
     */
    static HttpdConf read(Path file, PrintStream warnings) throws IOException {
        HttpdConf conf = new HttpdConf(null, 0, 0);
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int number = 1; number <= lines.size(); number++) {
            Matcher line = LINE.matcher(lines.get(number - 1));
            if (!line.matches() || line.group(1) == null) continue;
            String place = file + ", line " + number + ": ";
            String key = line.group(1);
            String value = line.group(2) == null ? "" : line.group(2);
            try {
                switch (key) {
                    case "document_root" ->
                        conf = new HttpdConf(new DirectoryConverter().convert(value), conf.threads, conf.cpus);
                    case "thread_limit" -> conf = new HttpdConf(conf.root, limit(value), conf.cpus);
                    case "cpu_limit" -> conf = new HttpdConf(conf.root, conf.threads, limit(value));
                    default -> warnings.println("dunlin: " + place + "unknown key " + key + ", the line is left out");
                }
            } catch (TypeConversionException e) {
                throw new IllegalArgumentException(place + key + ": " + e.getMessage(), e);
            }
        }
        return conf;
    }

    /** How many event loops that makes: as many as threads, if those are limited, else as many as CPUs; 0 if neither is. */
    int workers() {
        return threads > 0 ? threads : cpus;
    }

    private static int limit(String value) {
        return new BoundedNumber.Limit().convert(value);
    }
}
