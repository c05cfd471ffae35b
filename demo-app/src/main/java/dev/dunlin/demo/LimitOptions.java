package dev.dunlin.demo;

import dev.dunlin.http.server.HttpServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much a client may ask for. */
@Command(optionListHeading = "%nLimits%n")
final class LimitOptions {
    @Option(
            names = "--max-connections",
            paramLabel = "N",
            converter = BoundedNumber.Positive.class,
            description = "Open connections; more have to wait. Default: one for each 4 KiB of --memory-budget,"
                    + " 50000 at the most.")
    @Nullable
    Integer maxConnections;

    @Option(
            names = "--memory-budget",
            paramLabel = "SIZE",
            converter = BoundedSize.MemoryBudget.class,
            description = "Memory that all connections together may make the server hold; those that hold the most are"
                    + " aborted before it is used up. Default: a quarter of the largest heap.")
    long memoryBudget = HttpServer.defaultMemoryBudget();

    @Option(
            names = "--max-request-line",
            paramLabel = "SIZE",
            defaultValue = "8k",
            converter = BoundedSize.RequestLine.class,
            description = "The request line; a longer one is answered with 414. Default: ${DEFAULT-VALUE}.")
    long maxRequestLine;

    @Option(
            names = "--max-fields",
            paramLabel = "N",
            defaultValue = "100",
            converter = BoundedNumber.Fields.class,
            description = "Fields of a request; more are answered with 431. Default: ${DEFAULT-VALUE}.")
    int maxFields;

    @Option(
            names = "--max-field-bytes",
            paramLabel = "SIZE",
            defaultValue = "32k",
            converter = BoundedSize.FieldBytes.class,
            description = "All fields of a request together; more is answered with 431. Default: ${DEFAULT-VALUE}.")
    long maxFieldBytes;

    @Option(
            names = "--max-content",
            paramLabel = "SIZE",
            converter = BoundedSize.Any.class,
            description = "The content of a request; more is answered with 413. Default: unlimited.")
    long maxContent = Long.MAX_VALUE;

    /**
     * Sets the limits.
     *
     * @param servers how many servers share the memory
     */
    void applyTo(HttpServer.Builder builder, int servers) {
        if (maxConnections != null) builder.maxConnections(maxConnections);
        builder.memoryBudget(Math.max(BoundedSize.LEAST_MEMORY, memoryBudget / servers))
                .maxRequestLine(Math.toIntExact(maxRequestLine))
                .maxFields(maxFields)
                .maxFieldBytes(Math.toIntExact(maxFieldBytes))
                .maxContent(maxContent);
    }
}
