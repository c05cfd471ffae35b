/**
 * The load test by number of workers.
 *
 * <pre>
 *   ThreadsCommand ──► LoadTest ──► ServerProcess, Balancer ──► Child      what is measured
 *                          ├──────► Ab ──► Command                         by what
 *                          ▼
 *                       Results ──► Report, Charts, JsonFile               and what is said of it
 * </pre>
 */
@NullMarked
package dev.dunlin.benchmarks.macro.threads;

import org.jspecify.annotations.NullMarked;
