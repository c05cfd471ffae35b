/**
 * What a request costs as the server has more to hold: connections, files, workers.
 *
 * <pre>
 *   ScalingCommand ──► Growth ──► Stage ──► servers.Dunlin       what is measured
 *                        ▼
 *                     Results ──► Report, Charts                 and what is said of it
 * </pre>
 */
@NullMarked
package dev.dunlin.benchmarks.macro.scaling;

import org.jspecify.annotations.NullMarked;
