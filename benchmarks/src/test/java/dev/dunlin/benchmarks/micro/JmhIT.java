package dev.dunlin.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each micro benchmark for a moment: so short that the times say nothing, only that it can be measured. */
class JmhIT {
    private static final TimeValue MOMENT = TimeValue.milliseconds(10);

    /** JMH lets one measurement at a time run on a machine; here it is none. Read when JMH's classes are loaded. */
    @BeforeAll
    static void runBesideOthers() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void eachBenchmarkHasAResult() throws Exception {
        Options options = new OptionsBuilder()
                .forks(0)
                .param("others", "100")
                .warmupIterations(1)
                .warmupTime(MOMENT)
                .measurementIterations(1)
                .measurementTime(MOMENT)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        Collection<RunResult> results = new Runner(options).run();

        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive())
                .allSatisfy(result -> assertThat(result.getSecondaryResults()).containsKey("gc.alloc.rate.norm"))
                .extracting(result -> result.getParams().getBenchmark())
                .hasSameElementsAs(allBenchmarks());
    }

    private static Set<String> allBenchmarks() {
        OutputFormat nowhere = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        Set<String> all = BenchmarkList.defaultList().getAll(nowhere, List.of()).stream()
                .map(BenchmarkListEntry::getUsername)
                .collect(Collectors.toSet());
        assertThat(all).hasSizeGreaterThan(10);
        return all;
    }
}
