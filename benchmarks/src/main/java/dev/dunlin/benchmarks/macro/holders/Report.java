package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.Figures;
import dev.dunlin.benchmarks.macro.MarkdownPage;
import java.util.stream.Collectors;

/** Tells people what was measured, in Markdown. */
final class Report {
    private static final String HOW_TO_READ = """
            Dunlin by its launcher, with the heap that it brings along, %s. %s connections of a kind are opened from 19 \
            addresses, %s in a second, and held for %d s; then all are closed at once. What the server refuses or ends is \
            not opened again, and counts as right. Meanwhile two well-behaved clients ask for 1 kB every 50 ms, one over a \
            connection that it keeps, the other over a new one each time: p50, p99 and max are theirs, and a request that \
            took longer than the pace allows counts also for those that would have been made meanwhile. A turn of a loop is \
            told by the server, by the clock on the wall; between which bounds the CPU time of a turn lies is seen from \
            outside, in samples of the threads' CPU time. CPU s is the server's from the first connection until it has \
            recovered. Clients, holders and server run on the same machine and share its processors.
            """;

    private static final String LIMITS = """
            Limits: %s. Of what is in parentheses the machine may be guilty: a turn whose CPU time cannot be told apart \
            from what else ran, and a p99 that lies more than a turn above that of the quiet time before.
            """;

    private static final String BIG_PACKETS = """
            Packets of %,d bytes make the kernel take up to 2.6 MB of each response, which then hold nothing in the server; \
            `--mtu 1500` measures as on a real network.
            """;

    /** That of Ethernet is 1,500, with jumbo frames 9,000. */
    private static final int MOST_OF_REAL_NETWORKS = 9_216;

    private final Results results;
    private final MarkdownPage page = new MarkdownPage();

    private Report(Results results) {
        this.results = results;
    }

    /** The whole report. It refers to the files of {@link Charts}, beside it. */
    static String of(Results results) {
        Report report = new Report(results);
        report.machine();
        report.tables();
        report.kinds();
        report.printed();
        return report.page.toString();
    }

    private void machine() {
        Plan plan = results.plan();
        page.heading(1, "What clients cost that hold and give nothing back")
                .item("began", results.began())
                .append(results.machine().markdown())
                .item("Dunlin", results.version() + " on " + results.jdk())
                .item("network", "loopback, packets of at most " + Figures.whole(results.loopbackMtu()) + " bytes")
                .end()
                .paragraph(HOW_TO_READ.formatted(
                        plan.isOneServer() ? "one server for all kinds" : "a new server for each kind",
                        Figures.whole(plan.connections()),
                        Figures.whole(plan.rate()),
                        plan.seconds()))
                .paragraph(LIMITS.formatted(Verdict.limits()));
        if (results.loopbackMtu() > MOST_OF_REAL_NETWORKS) page.paragraph(BIG_PACKETS.formatted(results.loopbackMtu()));
    }

    private void tables() {
        page.heading(2, "Figures")
                .paragraph(Table.main(results.outcomes()))
                .picture("latency", Charts.LATENCY)
                .heading(2, "Memory")
                .paragraph(
                        "In MiB; held is what the server says that its connections hold. And the well-behaved clients"
                                + " before the holders came:")
                .paragraph(Table.memory(results.outcomes()))
                .picture("memory", Charts.MEMORY);
    }

    private void kinds() {
        String list = results.plan().kinds().stream()
                .map(kind -> "- " + kind.title() + " (`" + kind + "`) " + kind.description() + ".\n")
                .collect(Collectors.joining());
        page.heading(2, "Kinds").paragraph(list).code("sh", HeldServer.told() + "\n");
    }

    /** Where a limit is broken, the server may have said why. */
    private void printed() {
        for (Outcome outcome : results.outcomes()) {
            if (Verdict.of(outcome).isGood()) continue;
            page.heading(2, "Printed by the server: " + outcome.kind().title())
                    .code("", outcome.printed().strip() + "\n");
        }
    }
}
