/**
 * Dunlin beside other servers.
 *
 * <pre>
 *   PeersCommand ──► Comparison ──► Server ──► servers.Contender      what is measured
 *                        ├────────► Load, Generator, Downloads         by what
 *                        ├────────► Probe                              and whether it can be
 *                        ▼
 *                     Results ──► Report, Target, Charts               and what is said of it
 * </pre>
 */
@NullMarked
package dev.dunlin.benchmarks.macro.peers;

import org.jspecify.annotations.NullMarked;
