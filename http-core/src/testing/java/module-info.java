import org.jspecify.annotations.NullMarked;

/** For the tests of those who write handlers: a connection in memory. */
@NullMarked
module dev.dunlin.http.testing {
    requires transitive dev.dunlin.http;
    requires static org.jspecify;

    exports dev.dunlin.http.testing;
}
