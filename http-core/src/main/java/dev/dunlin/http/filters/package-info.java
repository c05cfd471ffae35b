/**
 * Filters that many programs want: {@link dev.dunlin.http.filters.Gzip} compresses answers,
 * {@link dev.dunlin.http.filters.Limits} bounds what a handler is sent and how long it takes.
 */
@NullMarked
package dev.dunlin.http.filters;

import org.jspecify.annotations.NullMarked;
