package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Scripts for wrk, in Lua. */
public final class WrkScript {
    /**
     * wrk prints for people, rounded; this is for programs. Where many requests are pipelined, wrk can lose count of its
     * quickest ones and then has no percentiles but 0: the longest time takes their place.
     */
    private static final String COUNTED = """
            done = function(summary, latency, requests)
                local e = summary.errors
                local function within(percent)
                    local time = latency:percentile(percent)
                    return time > 0 and time or latency.max
                end
                print(string.format("counted requests=%d micros=%d bytes=%d failed=%d p50=%d p99=%d",
                    summary.requests, summary.duration, summary.bytes,
                    e.connect + e.read + e.write + e.status + e.timeout,
                    within(50), within(99)))
            end
            """;

    private static final String PIPELINED = """

            init = function(args)
                local batch = {}
                for i = 1, %d do batch[i] = wrk.format() end
                pipeline = table.concat(batch)
            end
            request = function() return pipeline end
            """;

    private static final String IN_TURN = """

            local paths = {%s}
            local requests = {}
            local next = 0
            init = function(args)
                for i, path in ipairs(paths) do requests[i] = wrk.format("GET", path) end
            end
            request = function()
                next = next %% #requests + 1
                return requests[next]
            end
            """;

    private WrkScript() {}

    /** One request after the other, all for what the command line says. */
    public static Path plain(Workspace workspace) throws MeasurementException {
        return write("plain.lua", COUNTED, workspace);
    }

    /** So many requests at once, and the next ones when all of them are answered. */
    public static Path pipelined(int depth, Workspace workspace) throws MeasurementException {
        return write("pipelined.lua", COUNTED + PIPELINED.formatted(depth), workspace);
    }

    /** These paths, one after the other and over again. */
    public static Path inTurn(List<String> paths, Workspace workspace) throws MeasurementException {
        String list = paths.stream().map(path -> '"' + path + '"').collect(Collectors.joining(", "));
        return write("in-turn.lua", COUNTED + IN_TURN.formatted(list), workspace);
    }

    private static Path write(String name, String script, Workspace workspace) throws MeasurementException {
        try {
            return Files.writeString(workspace.newDirectory("wrk").resolve(name), script);
        } catch (IOException e) {
            throw new MeasurementException("cannot write a script for wrk", e);
        }
    }
}
