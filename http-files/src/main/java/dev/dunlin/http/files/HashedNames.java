package dev.dunlin.http.files;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells names with a hash of the content in them from others. Bundlers put it between the name and the extension:
 *
 * <pre>
 * webpack, Parcel   app.3f8a91bc.js        8 to 64 hexadecimal digits
 * Vite, Rollup      index-B_x1-9aZ.css     8 characters of base64url
 * esbuild           chunk-DGJ4YQK7.js      8 characters of base32
 * </pre>
 *
 * <p>A word, a date or a version that is taken for a hash would be kept for a year, and a hash that is taken for a word is
 * asked for again. So in doubt it is none; of random hashes, 3 of 100 are missed in hexadecimal, 10 in base64url, and 7 in
 * base32. HTML documents never have one: it is their names that people know.
 */
final class HashedNames {
    private static final Pattern DOCUMENT = Pattern.compile("(?i).*\\.(?:x?html?|xht|shtml?|mht(?:ml)?)");

    /** A name, what may be a hash, and what may stand behind it. */
    private static final Pattern PARTS = Pattern.compile(
            "(.+?)((?:\\.(?:chunk|bundle|min|module|legacy))?)" + "\\.([A-Za-z0-9]+)(?:\\.map)?(?:\\.(?:br|gz|zst))?");

    private static final Pattern HEX = Pattern.compile(".*[._-](?=[0-9]*[a-f])(?=[a-f]*[0-9])([0-9a-f]{8,64})");

    /** The separator before it may be one of its own characters, too. */
    private static final Pattern EIGHT = Pattern.compile(".*[._-]([A-Za-z0-9_-]{8})");

    private static final Pattern DATE = Pattern.compile("(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])");
    private static final Pattern WORD_AND_YEAR = Pattern.compile("[a-z]+(?:19|20)\\d\\d|(?:19|20)\\d\\d[a-z]+");
    private static final Pattern LONG_WORD_AND_NUMBER = Pattern.compile("[a-z]{5,}\\d+|\\d+[a-z]{5,}");
    private static final Pattern WORD_AND_NUMBER = Pattern.compile("[A-Z]+\\d*|\\d+[A-Z]+");
    private static final Pattern BASE32 = Pattern.compile("(?=.*[A-Z])[A-Z2-7]{8}");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    private static final int LONG_WORD = 5;

    /** As of a series: {@code S01E02}. */
    private static final Pattern EPISODE = Pattern.compile("(?i).*s\\d+e\\d+.*");

    /** What people write is named as this only in a build. */
    private static final Set<String> CODE = Set.of("js", "mjs", "cjs", "css", "wasm");

    /** What else bundlers give names to. Documents, archives and films are not among it. */
    private static final Set<String> ASSETS = Set.of(
            "json",
            "svg",
            "png",
            "jpg",
            "jpeg",
            "gif",
            "webp",
            "avif",
            "ico",
            "woff",
            "woff2",
            "ttf",
            "otf",
            "eot",
            "mp3",
            "ogg",
            "wav",
            "mp4",
            "webm",
            "glb",
            "webmanifest");

    /** The parts of {@code userGuide2} or {@code HTTPServer}. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+");

    /** How words begin that do not begin with a vowel or with one consonant. */
    private static final Pattern ONSET =
            Pattern.compile("(?:[bcdfgkpt]r|[bcfgkps]l|s[chkmnpqtw]|[cgkprtw]h|wr|kn|gn|ps|tw|dw"
                    + "|qu|str|spr|spl|scr|shr|thr|sch|chr|phr|squ).*");

    private static final Pattern CONSONANTS_AT_FIRST = Pattern.compile("[^aeiouy]{2}.*");
    private static final Pattern VOWEL = Pattern.compile("[aeiouy]");
    private static final Pattern FOUR_CONSONANTS = Pattern.compile("[^aeiouy]{4}");

    private static final Set<String> ABBREVIATIONS = Set.of(
            "html", "http", "https", "xml", "css", "sql", "tls", "ssl", "img", "txt", "png", "jpg", "svg", "pdf", "btn",
            "cfg", "ctrl", "tmp", "src", "ch", "pt", "vs", "js", "ts", "db", "tv", "pc", "nr", "st", "nd", "rd", "th");

    private HashedNames() {}

    static boolean isHashed(String fileName) {
        if (DOCUMENT.matcher(fileName).matches()) return false;
        Matcher parts = PARTS.matcher(fileName);
        if (!parts.matches()) return false;
        String stem = parts.group(1);
        Matcher hex = HEX.matcher(stem);
        if (hex.matches()) return !isDateOrWord(hex.group(1));
        Matcher eight = EIGHT.matcher(stem);
        String type = parts.group(3).toLowerCase(Locale.ROOT);
        boolean isCode = CODE.contains(type);
        if (!eight.matches() || (!isCode && !ASSETS.contains(type))) return false;
        return isBase32(eight.group(1), isCode) || isBase64(eight.group(1));
    }

    private static boolean isDateOrWord(String hex) {
        return DATE.matcher(hex).find()
                || WORD_AND_YEAR.matcher(hex).matches()
                || LONG_WORD_AND_NUMBER.matcher(hex).matches();
    }

    /** Cameras call their pictures {@code DSCN2345}; in the names of programs, words are words. */
    private static boolean isBase32(String text, boolean isCode) {
        if (!BASE32.matcher(text).matches()) return false;
        if (!WORD_AND_NUMBER.matcher(text).matches()) return true;
        String letters = text.replaceAll("\\d", "").toLowerCase(Locale.ROOT);
        return isCode && !(letters.length() >= LONG_WORD && isWord(letters));
    }

    private static boolean isBase64(String text) {
        boolean hasBothCases =
                !text.equals(text.toLowerCase(Locale.ROOT)) && !text.equals(text.toUpperCase(Locale.ROOT));
        return hasBothCases
                && !YEAR.matcher(text).find()
                && !EPISODE.matcher(text).matches()
                && !isOfWords(text);
    }

    private static boolean isOfWords(String text) {
        int segments = 0;
        int letters = 0;
        Matcher segment = SEGMENT.matcher(text);
        while (segment.find()) {
            segments++;
            if (segment.group().length() == 1) {
                letters++;
            } else if (!isWord(segment.group().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return segments <= 3 && letters <= 1;
    }

    private static boolean isWord(String text) {
        if (ABBREVIATIONS.contains(text)) return true;
        boolean beginsOddly = CONSONANTS_AT_FIRST.matcher(text).matches()
                && !ONSET.matcher(text).matches();
        return !beginsOddly
                && VOWEL.matcher(text).find()
                && !FOUR_CONSONANTS.matcher(text).find();
    }
}
