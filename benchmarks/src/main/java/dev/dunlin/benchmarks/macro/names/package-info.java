/** What it takes to find files by their names. */
@NullMarked
package dev.dunlin.benchmarks.macro.names;

import org.jspecify.annotations.NullMarked;
