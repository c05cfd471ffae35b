package dev.dunlin.http.server;

/** Whether a client is asked for a certificate of its own. One that is shown is verified in any case. */
public enum ClientCertificates {
    /** It is asked for one, and may do without. */
    WANTED,

    /** Without one, there is no connection. */
    NEEDED
}
