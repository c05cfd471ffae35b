/** The server: {@link dev.dunlin.http.server.HttpServer} puts loops, connections and a handler together. */
@NullMarked
package dev.dunlin.http.server;

import org.jspecify.annotations.NullMarked;
