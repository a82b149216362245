package io.jdock.libcontainer.systemd;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.dbus.DbusValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Properties of the unit that a container's annotations ask for: {@code org.systemd.property.NAME}, with a value in GVariant's
 * text form, as runc has it. A name in {@code Sec}, which people know, becomes the one in {@code USec}, which D-Bus has.
 */
public final class PropertyAnnotations {

    private static final String PREFIX = "org.systemd.property.";
    private static final String SECONDS = "Sec";
    private static final long MICROS = 1_000_000;
    private static final int SHORTEST = 3;

    private PropertyAnnotations() {}

    /** @throws InvalidArgumentException for a name or a value that cannot be one */
    public static List<UnitProperty> of(Map<String, String> annotations) {
        List<UnitProperty> properties = new ArrayList<>();
        for (Map.Entry<String, String> annotation : new TreeMap<>(annotations).entrySet()) {
            if (annotation.getKey().startsWith(PREFIX)) {
                properties.add(property(annotation.getKey(), annotation.getValue()));
            }
        }
        return properties;
    }

    private static UnitProperty property(String annotation, String text) {
        String name = annotation.substring(PREFIX.length());
        try {
            requireName(name);
            DbusValue value = VariantText.parse(text);
            return isSeconds(name)
                    ? new UnitProperty(name.substring(0, name.length() - SECONDS.length()) + "USec", micros(value))
                    : new UnitProperty(name, value);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("annotation %s: %s".formatted(annotation, e.text()), e);
        }
    }

    private static void requireName(String name) {
        boolean letters = name.length() >= SHORTEST;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            letters &= c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        }
        if (!letters) {
            throw new InvalidArgumentException("want a name of three letters or more, and of letters alone");
        }
    }

    /** {@code TimeoutStopSec}, but not {@code TimeoutStopUSec}, and not {@code Sec}. */
    private static boolean isSeconds(String name) {
        int before = name.length() - SECONDS.length() - 1;
        return name.endsWith(SECONDS) && before >= 0 && name.charAt(before) >= 'a' && name.charAt(before) <= 'z';
    }

    private static DbusValue micros(DbusValue seconds) {
        if (!(seconds instanceof DbusValue.Fixed(char type, long value)) || type == 'b') {
            throw new InvalidArgumentException("a time is a number of seconds");
        }
        return DbusValue.uint64(type == 'd' ? (long) (Double.longBitsToDouble(value) * MICROS) : value * MICROS);
    }
}
