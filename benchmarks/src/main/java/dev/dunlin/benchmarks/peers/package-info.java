/**
 * Other servers, each a small program that serves files the way its own documentation recommends, so that Dunlin can be
 * compared with them; and a yardstick, the least that event loops in Java can do.
 */
@NullMarked
package dev.dunlin.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
