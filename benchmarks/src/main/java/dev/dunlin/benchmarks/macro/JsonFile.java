package dev.dunlin.benchmarks.macro;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes records as JSON, for programs that want to compare them. */
public final class JsonFile {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private JsonFile() {}

    public static void write(Object records, Path file) throws IOException {
        Files.writeString(file, GSON.toJson(records) + "\n");
    }
}
