/** Sockets and event loops, without a word of HTTP. Not exported. */
package dev.dunlin.http.net;
