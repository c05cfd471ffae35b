package dev.dunlin.http.proxy;

import java.io.IOException;

/** What a connection begins with is no header of the PROXY protocol. */
final class ProxyHeaderException extends IOException {
    private static final long serialVersionUID = 1;

    ProxyHeaderException(String message) {
        super(message);
    }
}
