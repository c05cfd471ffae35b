package dev.dunlin.http.h1;

import dev.dunlin.http.net.Deadline;
import java.io.IOException;

/** What a connection waits for at the most, whatever that is now; and how it ends early when it is idle. */
final class ConnectionDeadline extends Deadline {
    /** How long a client that has connected may take to ask before its place is given to another one that waits. */
    private static final long FIRST_WORD_NANOS = 1_000_000_000;

    private final Http1Connection connection;

    ConnectionDeadline(Http1Connection connection) {
        super(() -> expire(connection));
        this.connection = connection;
    }

    /** It is set no more by now, so that a connection which stayed open after an error here would stay for ever. */
    private static void expire(Http1Connection connection) {
        try {
            connection.expire();
        } catch (Throwable t) {
            connection.transport().close(t);
            throw t;
        }
    }

    /** Closes the connection if nothing is under way, be it a request that was not read yet. */
    @Override
    protected boolean expireEarly(long waitedNanos) {
        if (!connection.isIdle() || (!connection.hasSpoken() && waitedNanos < FIRST_WORD_NANOS)) return false;
        try {
            if (connection.hasUnread()) return !connection.transport().isOpen();
            connection.transport().end(new IOException("closed while it was idle, for a client that waited"));
        } catch (IOException e) {
            connection.transport().close(e);
        } catch (RuntimeException | Error e) {
            connection.transport().close(e);
            throw e;
        }
        return true;
    }
}
