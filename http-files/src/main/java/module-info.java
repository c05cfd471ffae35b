/** Serves a directory tree over HTTP. */
module dev.dunlin.http.files {
    requires transitive dev.dunlin.http;
    requires com.google.common;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.dunlin.http.files;
}
