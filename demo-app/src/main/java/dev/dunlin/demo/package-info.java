/** The demo: a file server that a person runs, made of Dunlin. */
@NullMarked
package dev.dunlin.demo;

import org.jspecify.annotations.NullMarked;
