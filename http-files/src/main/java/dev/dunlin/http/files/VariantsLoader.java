package dev.dunlin.http.files;

import dev.dunlin.http.files.Resolution.FileFound;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the representations of a file: of itself, and of what lies beside it in a coding. */
final class VariantsLoader {
    private final FileLoader loader;
    private final FileFields fields;

    VariantsLoader(FileLoader loader, FileFields fields) {
        this.loader = loader;
        this.fields = fields;
    }

    /**
     * Loads a file that was found just now, all of it or nothing.
     *
     * @param mayGrow whether the files may have grown since they were found
     * @return the representations, to be released by the caller; null if one of the files is not any more what was found
     * @throws IOException if the disk fails while they are read
     */
    @Nullable
    Variants load(FileFound file, boolean mayGrow) throws IOException {
        Map<Coding, Representation> coded = new EnumMap<>(Coding.class);
        Representation plain = null;
        try {
            plain = load(file, coded, mayGrow);
        } finally {
            // Also where the user's function has thrown.
            if (plain == null) coded.values().forEach(Representation::release);
        }
        return plain == null ? null : new Variants(plain, coded);
    }

    private @Nullable Representation load(FileFound file, Map<Coding, Representation> coded, boolean mayGrow)
            throws IOException {
        for (Map.Entry<Coding, FileFound> beside : file.coded().entrySet()) {
            Coding coding = beside.getKey();
            Representation loaded = loader.load(beside.getValue(), fields.of(file, coding), coding.suffix(), mayGrow);
            if (loaded == null) return null;
            coded.put(coding, loaded);
        }
        return loader.load(file, fields.of(file, null), "", mayGrow);
    }
}
