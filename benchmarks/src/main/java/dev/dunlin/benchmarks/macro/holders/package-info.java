/**
 * What clients cost that make the server hold memory or work for them and give nothing back: thousands of connections of one
 * kind, while a well-behaved client asks for a small file.
 *
 * <pre>
 *   HoldersCommand ──► OwnNetwork                          the same command, where the loopback is like a real network
 *        ▼
 *      Trials ──► HeldServer ──► servers.Dunlin            one server for each kind
 *        ▼
 *      Trial ──► Attack ──► Holder, Kind                   who holds
 *        │  ├──► Visitor ──► Client                        who asks meanwhile
 *        │  └──► ProcessWatch, MetricsWatch ──► LoopClocks what it costs
 *        ▼
 *     Outcome ──► Verdict ──► Report, Tsv, Charts          and what is said of it
 * </pre>
 */
@NullMarked
package dev.dunlin.benchmarks.macro.holders;

import org.jspecify.annotations.NullMarked;
