/**
 * JMH benchmarks of single steps of a request. Times are of a warm JVM that does nothing else; they are good to compare
 * two states of one piece of code, and with {@code -prof gc} to see what it allocates.
 */
@NullMarked
package dev.dunlin.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
