/**
 * What the load tests have in common: servers and load generators as processes of their own, measured from outside.
 *
 * <pre>
 *   ServerJvm, NginxProgram ──► Command                  how a server is started
 *   Child ──► ProcStat                                   a server, and what it has used
 *   Ab, Wrk ──► Command, Tool                            what asks it
 *   MarkdownPage, BarChart, LineChart, ReportDirectory   and what is said of it
 * </pre>
 *
 * <p>The load tests themselves stand in the packages below this one.
 */
@NullMarked
package dev.dunlin.benchmarks.macro;

import org.jspecify.annotations.NullMarked;
