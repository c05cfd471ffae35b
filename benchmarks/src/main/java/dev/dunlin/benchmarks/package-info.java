/** Measures Dunlin: {@code java -jar benchmarks.jar}. The parts stand in {@code macro} and {@code micro}. */
@NullMarked
package dev.dunlin.benchmarks;

import org.jspecify.annotations.NullMarked;
