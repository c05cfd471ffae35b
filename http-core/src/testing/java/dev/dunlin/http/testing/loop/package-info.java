/** What turns a connection in memory: not API, and not exported by the module. */
package dev.dunlin.http.testing.loop;
