/**
 * Leads requests to handlers by their paths and methods: {@link dev.dunlin.http.routing.Routes} is what a user touches.
 *
 * <pre>{@code
 * Handler application = Routes.builder()
 *         .get("/birds", (request, responder) -> responder.respond(Response.ok("dunlin, knot")))
 *         .get("/birds/{name}", (request, responder) -> responder.respond(Response.ok(request.pathParameter("name"))))
 *         .under("/static", FileHandler.builder(root).prefix("/static").build())
 *         .build();
 * }</pre>
 *
 * <p>Routes are a handler like any other: filters go around all of them or around one, and routes may lead to further
 * routes. Their patterns are made a tree of segments when they are built, so that it is a path's length that a look-up
 * depends on, not the number of routes.
 */
@NullMarked
package dev.dunlin.http.routing;

import org.jspecify.annotations.NullMarked;
