package dev.dunlin.demo;

import dev.dunlin.http.server.HttpServer;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a client may take. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(optionListHeading = "%nDeadlines, 0 for none%n")
final class DeadlineOptions {
    @Option(
            names = "--head-deadline",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "From the first byte of a request's head to its last; then 408. Default: ${DEFAULT-VALUE}.")
    Duration head;

    @Option(
            names = "--content-deadline",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "Without a byte of the content that is waited for; then 408. Default: ${DEFAULT-VALUE}.")
    Duration content;

    @Option(
            names = "--idle-deadline",
            paramLabel = "TIME",
            defaultValue = "75s",
            converter = DurationConverter.class,
            description = "Between two requests; then the connection is closed. Default: ${DEFAULT-VALUE}.")
    Duration idle;

    @Option(
            names = "--write-deadline",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "Without taking a byte of an answer; then it is cut. Default: ${DEFAULT-VALUE}.")
    Duration write;

    @Option(
            names = "--exchange-deadline",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "From a whole head, or the last content that came, to the handler's response; then 500."
                    + " Default: ${DEFAULT-VALUE}.")
    Duration exchange;

    @Option(
            names = "--minimum-rate",
            paramLabel = "SIZE",
            defaultValue = "240",
            converter = BoundedSize.Any.class,
            description =
                    "The slowest that a client may send content, then 408, or read a response, then the connection"
                            + " is aborted: bytes a second on average, after 5 s; 0 disables it. Default: ${DEFAULT-VALUE}.")
    long minimumRate;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            defaultValue = "0",
            converter = DurationConverter.class,
            description =
                    "When a signal ends the server: how long it goes on accepting connections and serving requests, while"
                            + " /readyz is 503 already, so that balancers stop sending any; a second signal ends that early. Then"
                            + " --grace. Default: ${DEFAULT-VALUE}.")
    Duration drain;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description =
                    "For running answers when a signal ends the server; 0 cuts them at once. Default: ${DEFAULT-VALUE}.")
    Duration grace;

    void applyTo(HttpServer.Builder builder) {
        builder.headDeadline(head)
                .contentDeadline(content)
                .idleDeadline(idle)
                .writeDeadline(write)
                .exchangeDeadline(exchange)
                .minimumRate(minimumRate);
    }
}
