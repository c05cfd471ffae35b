import org.jspecify.annotations.NullMarked;

/** An embeddable HTTP server: event loops, callbacks, no dependency but a logging facade. */
@NullMarked
module dev.dunlin.http {
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.dunlin.http;
    exports dev.dunlin.http.filters;
    exports dev.dunlin.http.routing;
    exports dev.dunlin.http.server;
    exports dev.dunlin.http.testing;
}
