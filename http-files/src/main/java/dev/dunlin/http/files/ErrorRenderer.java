package dev.dunlin.http.files;

import dev.dunlin.http.Headers;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * Gives error responses the content that they are sent with: the site's own page, or else what the server's configuration
 * makes of the status. Fields that belong to the error, such as {@code Allow} and {@code Retry-After}, stay.
 *
 * <p>Safe for use by several threads.
 */
final class ErrorRenderer {
    private final @Nullable ErrorPages pages;

    /**
     * @param pages null if the site has none
     */
    ErrorRenderer(@Nullable ErrorPages pages) {
        this.pages = pages;
    }

    /**
     * Returns the response to be sent.
     *
     * @param response of this handler; one that is no error is returned as it is
     * @param responder knows the error responses of the server
     */
    Response render(Response response, Responder responder) {
        if (response.status() < 400) return response;
        Response page = pages == null ? null : pages.dress(response);
        return page == null ? configured(response, responder) : page;
    }

    /** Returns an error response with the site's page if there is one, else the plain one. */
    Response make(int status) {
        Response plain = Response.error(status);
        Response page = pages == null ? null : pages.dress(plain);
        return page == null ? plain : page;
    }

    private static Response configured(Response error, Responder responder) {
        error.body().close();
        Response made = responder.errorAnswer(new HttpException(error.status()));
        for (Headers.Field field : error.headers()) {
            if (!field.name().equalsIgnoreCase("Content-Type")) made = made.withHeader(field.name(), field.value());
        }
        return made;
    }
}
