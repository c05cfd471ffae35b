package dev.dunlin.benchmarks.macro;

/** A page in Markdown, written from the top to the bottom. */
public final class MarkdownPage {
    private final StringBuilder text = new StringBuilder();

    /** @param level 1 for that of the page */
    public MarkdownPage heading(int level, String title) {
        text.append("#".repeat(level)).append(' ').append(title).append("\n\n");
        return this;
    }

    /** Of a list; {@link #end} ends it. */
    public MarkdownPage item(String name, String value) {
        text.append("- ").append(name).append(": ").append(value).append('\n');
        return this;
    }

    /** Ends a list. */
    public MarkdownPage end() {
        text.append('\n');
        return this;
    }

    /** Or a table. */
    public MarkdownPage paragraph(String paragraph) {
        text.append(paragraph.strip()).append("\n\n");
        return this;
    }

    /** A file beside the page. */
    public MarkdownPage picture(String alternative, String file) {
        text.append("![").append(alternative).append("](").append(file).append(")\n\n");
        return this;
    }

    /** Text as it is, with an end of line at its end. */
    public MarkdownPage code(String language, String code) {
        text.append("```").append(language).append('\n').append(code).append("```\n\n");
        return this;
    }

    /** Text that is Markdown already. */
    public MarkdownPage append(String markdown) {
        text.append(markdown);
        return this;
    }

    /** All that was written, with one end of line at its end. */
    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}
