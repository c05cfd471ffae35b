package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where something was measured.
 *
 * @param cores the processors that this process may use
 * @param tools the versions of the tools, by their commands
 */
public record Machine(
        int cores, String processor, long memoryMib, String system, String java, SortedMap<String, String> tools) {
    private static final Pattern PROCESSOR = Pattern.compile("^model name\\s*: (.*)$", Pattern.MULTILINE);
    private static final Pattern MEMORY = Pattern.compile("^MemTotal:\\s+(\\d+) kB$", Pattern.MULTILINE);

    /** This machine, with these tools. */
    public static Machine local(Collection<Tool> tools) throws MeasurementException {
        SortedMap<String, String> versions = new TreeMap<>();
        for (Tool tool : EnumSet.copyOf(tools)) versions.put(tool.command(), tool.version());
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                find(PROCESSOR, "cpuinfo", "unknown"),
                Long.parseLong(find(MEMORY, "meminfo", "0")) / 1024,
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vm.name") + " " + property("java.vm.version") + ", " + property("java.vendor"),
                versions);
    }

    /** A list of all that, in Markdown. */
    public String markdown() {
        String versions = tools.entrySet().stream()
                .map(tool -> tool.getKey() + " " + tool.getValue())
                .collect(Collectors.joining(", "));
        return """
                - processors: %d (%s)
                - memory: %,d MiB
                - system: %s
                - Java: %s
                """.formatted(cores, processor, memoryMib, system, java)
                + (versions.isEmpty() ? "" : "- tools: " + versions + "\n");
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private static String find(Pattern pattern, String file, String otherwise) throws MeasurementException {
        try {
            Matcher matcher = pattern.matcher(Files.readString(Path.of("/proc", file)));
            return matcher.find() ? matcher.group(1) : otherwise;
        } catch (IOException e) {
            throw new MeasurementException("this machine cannot be described; no Linux?", e);
        }
    }
}
