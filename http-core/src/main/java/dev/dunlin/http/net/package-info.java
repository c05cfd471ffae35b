/** Sockets and event loops, without a word of HTTP. Not exported. */
@NullMarked
package dev.dunlin.http.net;

import org.jspecify.annotations.NullMarked;
