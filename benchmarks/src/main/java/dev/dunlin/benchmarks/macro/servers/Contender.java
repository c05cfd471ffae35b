package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.Command;
import dev.dunlin.benchmarks.macro.MeasurementException;

/** A server that can be started, in a process of its own. */
public interface Contender {
    /** Of the server, as its makers write it. */
    String version() throws MeasurementException;

    /** The program that serves there. */
    Command command(Place place) throws MeasurementException;

    /** That program as it is told in a report, without the paths of one machine. */
    String told(int workers);
}
