/** Dunlin as it is installed, and the servers that it is compared with: how they are started, and what they use. */
@NullMarked
package dev.dunlin.benchmarks.macro.servers;

import org.jspecify.annotations.NullMarked;
