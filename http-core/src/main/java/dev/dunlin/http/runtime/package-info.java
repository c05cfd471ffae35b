/** What all layers share and no layer owns: whether a thread is an event loop's, and how failures are logged. */
@NullMarked
package dev.dunlin.http.runtime;

import org.jspecify.annotations.NullMarked;
