package dev.dunlin.http.net;

/** Makes the connections of one event loop. */
@FunctionalInterface
public interface ConnectionFactory {
    /** Makes the connection that speaks over a transport that was just accepted. Called on the event loop. */
    Connection create(Transport transport);
}
