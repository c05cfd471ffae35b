/** Sockets and event loops, without a word of HTTP. Exported to the kit for tests alone. */
package dev.dunlin.http.net;
