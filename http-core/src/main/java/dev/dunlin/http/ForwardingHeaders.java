package dev.dunlin.http;

/**
 * The header fields in which a reverse proxy names the client. A proxy sets those of one kind, and passes the other on as
 * its client has sent it, so that believing both is believing the client.
 */
public enum ForwardingHeaders {
    /** {@code X-Forwarded-For} and {@code X-Forwarded-Proto}: nginx, haproxy, Envoy, Traefik and the load balancers of AWS. */
    X_FORWARDED,

    /** {@code Forwarded} (RFC 7239). */
    FORWARDED
}
