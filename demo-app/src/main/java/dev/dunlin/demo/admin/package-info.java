/** What the demo tells of itself while it runs: figures for Prometheus, checks for a balancer, a page for people. */
@NullMarked
package dev.dunlin.demo.admin;

import org.jspecify.annotations.NullMarked;
