package dev.dunlin.http.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * How TLS is spoken on a port.
 *
 * @param engines makes the engine of a connection, in server mode; called on event loops
 * @param handshakes computes what takes an engine long, such as signatures, which must not be done on an event loop
 * @param handshakeDeadline from the connection's beginning to the end of its handshake; {@link Duration#ZERO}: for ever
 * @param answerToPlain makes what is sent, as it is, to a peer that speaks in plain text; called on event loops
 */
public record TlsConfig(
        Supplier<SSLEngine> engines,
        HandshakeExecutor handshakes,
        Duration handshakeDeadline,
        Supplier<ByteBuffer> answerToPlain) {}
