package dev.dunlin.http.files;

/**
 * What becomes of a request for a path at which nothing lies, if files elsewhere in the tree have a path that ends in
 * the names asked for: {@code /deep.txt} and {@code /b/deep.txt} for {@code /a/b/deep.txt}.
 */
public enum FindByName {
    /** It is answered with 404. */
    OFF,
    /** The only such file is sent, with its real path as {@code Content-Location} (RFC 9110 §8.7). */
    SERVE,
    /** The client is redirected to the only such file, with 302. */
    REDIRECT
}
