import org.jspecify.annotations.NullMarked;

/** An embeddable HTTP server: event loops, callbacks, no dependency but a logging facade. */
// The kit for tests, which is let in here, is compiled after this module, and absent in production.
@SuppressWarnings("module")
@NullMarked
module dev.dunlin.http {
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.dunlin.http;
    exports dev.dunlin.http.filters;
    exports dev.dunlin.http.routing;
    exports dev.dunlin.http.server;
    exports dev.dunlin.http.h1 to
            dev.dunlin.http.testing;
    exports dev.dunlin.http.net to
            dev.dunlin.http.testing;
    exports dev.dunlin.http.runtime to
            dev.dunlin.http.testing;
    exports dev.dunlin.http.wire to
            dev.dunlin.http.testing;
}
