package dev.dunlin.benchmarks.macro.threads;

import com.google.gson.annotations.SerializedName;
import java.util.Locale;

/** How a request gets to the workers. */
enum Route {
    /** One server with N workers is asked. */
    @SerializedName("direct")
    DIRECT("directly"),

    /** An nginx is asked, and asks N servers of one worker each. */
    @SerializedName("balanced")
    BALANCED("behind nginx");

    private final String phrase;

    Route(String phrase) {
        this.phrase = phrase;
    }

    /** The name in tables and charts. */
    String phrase() {
        return phrase;
    }

    /** The name in options. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
