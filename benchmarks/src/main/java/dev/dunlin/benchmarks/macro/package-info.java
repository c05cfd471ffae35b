/**
 * The load test: servers and load generators as processes of their own, measured from outside.
 *
 * <pre>
 *   ThreadsCommand ──► LoadTest ──► ServerProcess, Balancer ──► Child      what is measured
 *                          ├──────► Ab ──► Command                         by what
 *                          ▼
 *                       Results ──► Report, Charts, JsonFile               and what is said of it
 * </pre>
 */
@NullMarked
package dev.dunlin.benchmarks.macro;

import org.jspecify.annotations.NullMarked;
