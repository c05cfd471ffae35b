/** Bytes to values and back (RFC 9112), resumable and strict: no sockets, no threads, no clocks. Not exported. */
package dev.dunlin.http.wire;
