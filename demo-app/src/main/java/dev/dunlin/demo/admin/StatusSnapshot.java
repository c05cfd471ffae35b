package dev.dunlin.demo.admin;

import dev.dunlin.http.files.FilesSnapshot;
import dev.dunlin.http.server.WorkerSnapshot;
import java.util.List;

/**
 * All that the status page shows of one moment.
 *
 * @param phase of the servers, in a word
 * @param upSeconds since the start
 * @param requests since the start
 * @param workers since the start
 * @param files of the file handler since the start
 * @param topPaths the first being asked for most
 * @param lastErrors the last one first
 * @param second the one that is over
 */
record StatusSnapshot(
        String phase,
        long upSeconds,
        long requests,
        List<WorkerSnapshot> workers,
        FilesSnapshot files,
        List<HeavyHitters.Hit> topPaths,
        List<LastErrors.Failure> lastErrors,
        Sample second) {}
