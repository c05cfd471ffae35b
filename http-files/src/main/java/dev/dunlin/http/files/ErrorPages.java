package dev.dunlin.http.files;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.Resolution.FileFound;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages that a site has for errors, in its root: {@code 404.html} and the like for one status, {@code 50x.html} for
 * all from 500 on that have none.
 *
 * <p>Safe for use by several threads.
 */
final class ErrorPages {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    private final DocumentRoot root;
    private final FileSource files;

    ErrorPages(DocumentRoot root, FileSource files) {
        this.root = root;
        this.files = files;
    }

    /** Returns the response with the site's page in the place of its content, or null if there is none. Status and fields stay. */
    @Nullable
    Response dress(Response error) {
        for (String name : names(error.status())) {
            Response page = page(name);
            if (page == null) continue;
            String type = page.headers().first("Content-Type").orElse(MediaTypes.UNKNOWN);
            error.body().close();
            return error.withHeader("Content-Type", type).withBody(page.body());
        }
        return null;
    }

    private static List<String> names(int status) {
        String own = status + ".html";
        return status >= 500 ? List.of(own, "50x.html") : List.of(own);
    }

    private @Nullable Response page(String name) {
        Request request = Request.builder("GET", root.uriPath(name)).build();
        try {
            Response fresh = files.fresh(request);
            if (fresh != null) return fresh;
            return root.resolve(List.of(name)) instanceof FileFound file ? files.send(file, request, false) : null;
        } catch (IOException e) {
            LOG.warn("cannot read {}, so a plain page is sent: {}", name, e.toString());
            return null;
        }
    }
}
