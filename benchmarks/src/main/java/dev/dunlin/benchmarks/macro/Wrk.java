package dev.dunlin.benchmarks.macro;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * wrk: HTTP/1.1 by one thread over so many connections, for some seconds.
 *
 * @param program where it lies
 * @param script of {@link WrkScript}, which tells what is sent and has the outcome printed
 * @param connections how many are open at a time
 * @param fields more fields of each request, such as {@code Connection: close}
 */
public record Wrk(String program, Path script, int connections, List<String> fields) {
    /** Answers that are slower than that are failures; wrk's own limit is too short for big files on a busy machine. */
    private static final String TIMEOUT = "10s";

    public Wrk {
        fields = List.copyOf(fields);
    }

    /** As it is run for so many seconds. */
    public Command command(int seconds, String uri) {
        List<String> words = new ArrayList<>(List.of(program, "-t1", "-c" + connections, "-d" + seconds + "s"));
        words.addAll(List.of("--timeout", TIMEOUT, "-s", script.toString()));
        for (String field : fields) words.addAll(List.of("-H", field));
        words.add(uri);
        return new Command(words);
    }

    /**
     * Asks for a resource.
     *
     * @throws MeasurementException also if a single request has failed: what fails fast looks fast
     */
    public Result run(int seconds, URI uri) throws MeasurementException {
        Result result = Result.parse(command(seconds, uri.toString()).run());
        if (result.failed() > 0)
            throw new MeasurementException(result.failed() + " requests of " + result.requests() + " failed");
        if (result.requests() == 0) throw new MeasurementException("nothing was answered");
        return result;
    }

    /**
     * What the script has printed of a run.
     *
     * @param requests those that were answered
     * @param micros how long the run took, in microseconds
     * @param bytes all that were received, heads included
     * @param failed connections that could not be made or have broken, answers that were late or had a status of 400 or
     *     more
     * @param medianMicros within which time half of the requests were answered
     * @param p99Micros within which time 99 of 100 were; the longest time, where wrk cannot tell
     */
    public record Result(long requests, long micros, long bytes, long failed, long medianMicros, long p99Micros) {
        private static final Pattern COUNTED = Pattern.compile(
                "^counted requests=(\\d+) micros=(\\d+) bytes=(\\d+) failed=(\\d+) p50=(\\d+) p99=(\\d+)$",
                Pattern.MULTILINE);

        static Result parse(String output) throws MeasurementException {
            Matcher counted = COUNTED.matcher(output);
            if (!counted.find())
                throw new MeasurementException("wrk does not tell what it counted:\n" + output.strip());
            return new Result(
                    Long.parseLong(counted.group(1)),
                    Long.parseLong(counted.group(2)),
                    Long.parseLong(counted.group(3)),
                    Long.parseLong(counted.group(4)),
                    Long.parseLong(counted.group(5)),
                    Long.parseLong(counted.group(6)));
        }
    }
}
