package dev.dunlin.http.files;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names that lead elsewhere on Windows than they say: to a device, to a stream of a file, or to a file of another
 * name.
 */
final class WindowsNames {
    /** Devices lie in every directory, in either case, with whatever behind a dot. */
    private static final Pattern DEVICE =
            Pattern.compile("(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00B9\u00B2\u00B3]) *(\\..*)?");

    private WindowsNames() {}

    /** Tells whether no file that is to be served can have this name. */
    static boolean isReserved(String name) {
        return name.indexOf(':') >= 0
                || name.endsWith(".") // which is cut off, and so is a blank
                || name.endsWith(" ")
                || DEVICE.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }
}
