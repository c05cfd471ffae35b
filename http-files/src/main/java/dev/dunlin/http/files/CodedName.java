package dev.dunlin.http.files;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a file says of its content where that is coded by itself: {@code app.js.gz} is a script, in gzip. Asked for
 * by this name, it is sent with the type of the script and its coding, so that a browser can use it.
 *
 * <p>Not so are archives ({@code .tar.gz}, {@code .tgz}): nobody wants a browser to take them apart while it saves them. Nor
 * are files of which nothing else is known ({@code dump.gz}).
 *
 * @param type the {@code Content-Type} of what is coded, or of the file where nothing is
 * @param coding null if the content is not coded
 */
record CodedName(String type, @Nullable Coding coding) {
    private static final String TAR = "application/x-tar";

    /** The one format that is coded without a suffix of the coding (SVG 1.1, §G.7). */
    private static final String COMPRESSED_SVG = ".svgz";

    static CodedName of(String name, MediaTypes types) {
        Coding coding = codingOf(name);
        if (coding == null) return new CodedName(types.of(name), null);
        String inner = name.substring(0, name.length() - coding.suffix().length());
        String type = types.of(isCompressedSvg(name) ? name : inner);
        boolean isUsable = !type.equals(MediaTypes.UNKNOWN) && !type.equals(TAR) && !isCoded(inner);
        return isUsable ? new CodedName(type, coding) : new CodedName(types.of(name), null);
    }

    /** Returns whether a name ends as one of a file that is coded by itself, be it an archive or not. */
    static boolean isCoded(String name) {
        return codingOf(name) != null;
    }

    private static @Nullable Coding codingOf(String name) {
        if (isCompressedSvg(name)) return Coding.GZIP;
        for (Coding coding : Coding.values()) {
            if (endsIn(coding.suffix(), name)) return coding;
        }
        return null;
    }

    private static boolean isCompressedSvg(String name) {
        return endsIn(COMPRESSED_SVG, name);
    }

    private static boolean endsIn(String suffix, String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(suffix);
    }
}
