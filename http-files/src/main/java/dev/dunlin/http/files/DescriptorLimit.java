package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many of the files that this process may open are kept open between requests, unless something else is asked for. */
final class DescriptorLimit {
    private static final Logger LOG = LoggerFactory.getLogger(DescriptorLimit.class);

    /** As Linux has it; the platform's own bean would take a tenth of a program's start. */
    private static final Path LIMITS = Path.of("/proc/self/limits");

    /** The first number is the limit in force, or a word where there is none. */
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files +(\\d{1,18})\\b");

    private static final int MOST = 1000;

    /** The rest is for connections, for files that are being sent, and for the program's own. */
    private static final int SHARE = 4;

    private DescriptorLimit() {}

    /** Returns a quarter of what the process may open, 1000 at the most, which is also the answer where nothing is known. */
    static int keptOpen() {
        return keptOpen(LIMITS);
    }

    /**
     * Returns the same for other limits.
     *
     * @param limits a file as Linux has it
     */
    static int keptOpen(Path limits) {
        try {
            if (!Files.isReadable(limits)) return MOST;
            Matcher line = OPEN_FILES.matcher(Files.readString(limits));
            return line.find() ? (int) Math.max(1, Math.min(MOST, Long.parseLong(line.group(1)) / SHARE)) : MOST;
        } catch (IOException e) {
            LOG.debug("cannot read {}: {}", limits, e.toString());
            return MOST;
        }
    }
}
