/**
 * Bytes to values and back (RFC 9112), resumable and strict: no sockets, no threads, no clocks. Exported to the kit for
 * tests alone.
 */
package dev.dunlin.http.wire;
