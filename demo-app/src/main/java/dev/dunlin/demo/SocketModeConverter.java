package dev.dunlin.demo;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Permissions of a file as chmod takes them in octal: {@code 660}. */
final class SocketModeConverter implements ITypeConverter<Set<PosixFilePermission>> {
    private static final Pattern FORM = Pattern.compile("0?[0-7]{3}");

    @Override
    public Set<PosixFilePermission> convert(String value) {
        if (!FORM.matcher(value).matches())
            throw new TypeConversionException("'" + value + "' is not a mode of three octal digits, such as 660");
        int mode = Integer.parseInt(value, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        // They stand in the order of a mode's bits, the highest first.
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode >> (all.length - 1 - i) & 1) != 0) permissions.add(all[i]);
        }
        return permissions;
    }
}
