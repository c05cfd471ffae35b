package dev.dunlin.http.files;

import com.google.common.escape.Escaper;
import com.google.common.html.HtmlEscapers;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.Resolution.Ambiguous;

/** Asks the user which of several files of one name is meant (RFC 9110 §15.4.1). */
final class ChoicesPage {
    private static final Escaper HTML = HtmlEscapers.htmlEscaper();

    /** Links are whole paths, so that they lead to the same places wherever the page is shown. */
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Which one?</title>
            <style>body { font: 1rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; \
            overflow-wrap: anywhere }</style>
            </head>
            <body>
            <h1>Which one?</h1>
            <p>%s</p>
            <ul>
            %s</ul>
            </body>
            </html>
            """;

    private ChoicesPage() {}

    static Response of(Ambiguous choices) {
        StringBuilder items = new StringBuilder();
        for (TreePath place : choices.places()) items.append(item(place));
        return Response.html(PAGE.formatted(sentence(choices), items))
                .withStatus(Status.MULTIPLE_CHOICES)
                .withHeader("X-Content-Type-Options", "nosniff");
    }

    private static String sentence(Ambiguous choices) {
        String these = "Several files have this name";
        return choices.more() ? these + ", more than are listed here:" : these + ":";
    }

    /** Each name stands by itself: one with letters from right to left must not make the others change places. */
    private static String item(TreePath place) {
        StringBuilder text = new StringBuilder();
        for (String name : place.names()) {
            text.append("/<bdi>").append(HTML.escape(name)).append("</bdi>");
        }
        return "<li><a href=\"%s\">%s</a></li>\n".formatted(HTML.escape(place.toUriPath()), text);
    }
}
