package dev.dunlin.benchmarks.macro;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ApacheBench: HTTP/1.0, and unless connections are kept, a new one for each request.
 *
 * @param program where it lies
 * @param concurrency how many connections are open at a time
 * @param keepAlive whether the server is asked to keep them
 */
public record Ab(String program, int concurrency, boolean keepAlive) {
    /**
     * Quiet, as the harness shows its own progress; and {@code -r}, so that a connection that is reset is counted, and
     * does not end the run without a word on how it went.
     */
    public Command command(int requests, String uri) {
        List<String> words = new ArrayList<>(
                List.of(program, "-q", "-n", Integer.toString(requests), "-c", Integer.toString(concurrency), "-r"));
        if (keepAlive) words.add("-k");
        words.add(uri);
        return new Command(words);
    }

    /**
     * Asks for a resource.
     *
     * @throws MeasurementException also if a single request has failed: what fails fast looks fast
     */
    public Result run(int requests, URI uri) throws MeasurementException {
        Command command = command(requests, uri.toString());
        Result result = Result.parse(command.run());
        if (!result.isClean(requests)) throw new MeasurementException("requests failed: " + command + "\n" + result);
        return result;
    }

    /**
     * What ab says of a run.
     *
     * @param complete the requests that were answered or have failed
     * @param failed the requests that have failed, some of them counted more than once
     * @param non2xx the answers with another status than 2xx
     * @param writeErrors the requests that could not be sent
     * @param requestsPerSecond the mean over the whole run
     * @param medianMillis within which time half of the requests were answered, to the millisecond
     * @param p99Millis within which time 99 of 100 were
     */
    public record Result(
            int complete,
            int failed,
            int non2xx,
            int writeErrors,
            double requestsPerSecond,
            int medianMillis,
            int p99Millis) {

        /** Reads what ab prints; counts that it leaves out are zero. */
        static Result parse(String output) throws MeasurementException {
            return new Result(
                    count("Complete requests", output),
                    count("Failed requests", output),
                    count("Non-2xx responses", output),
                    count("Write errors", output),
                    Double.parseDouble(required("Requests per second:\\s+([\\d.]+)", output)),
                    Integer.parseInt(required("50%\\s+(\\d+)", output)),
                    Integer.parseInt(required("99%\\s+(\\d+)", output)));
        }

        /** Tells whether all requests were answered, and all with success. */
        boolean isClean(int requests) {
            return complete == requests && failed == 0 && non2xx == 0 && writeErrors == 0;
        }

        /** What is interesting where a run is refused. */
        @Override
        public String toString() {
            return "complete: " + complete + ", failed: " + failed + ", non-2xx: " + non2xx + ", write errors: "
                    + writeErrors;
        }

        private static int count(String name, String output) {
            Matcher count = line(name + ":\\s+(\\d+)", output);
            return count.find() ? Integer.parseInt(count.group(1)) : 0;
        }

        private static String required(String line, String output) throws MeasurementException {
            Matcher found = line(line, output);
            if (!found.find()) throw new MeasurementException("ab does not tell " + line + ":\n" + output.strip());
            return found.group(1);
        }

        private static Matcher line(String regex, String output) {
            return Pattern.compile("^\\s*" + regex, Pattern.MULTILINE).matcher(output);
        }
    }
}
