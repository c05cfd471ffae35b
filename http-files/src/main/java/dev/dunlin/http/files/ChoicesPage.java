package dev.dunlin.http.files;

import com.google.common.html.HtmlEscapers;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.Resolution.Ambiguous;

/**
 * Asks the user which of several files of one name is meant (RFC 9110 §15.4.1). Links are whole paths: they lead to the
 * same places wherever the page is shown.
 */
final class ChoicesPage {
    private static final String PAGE = PageText.named("choices.html");

    private ChoicesPage() {}

    static Response of(Ambiguous choices) {
        StringBuilder items = new StringBuilder();
        for (TreePath place : choices.places()) items.append(item(place)).append('\n');
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
            text.append("/<bdi>").append(ShownName.html(name)).append("</bdi>");
        }
        String link = HtmlEscapers.htmlEscaper().escape(place.toUriPath());
        return "<li><a href=\"%s\">%s</a></li>".formatted(link, text);
    }
}
