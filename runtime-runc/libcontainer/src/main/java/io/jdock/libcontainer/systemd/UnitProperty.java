package io.jdock.libcontainer.systemd;

import io.jdock.linux.dbus.DbusValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A property of a unit, by the name it has on D-Bus, where times end in {@code USec}.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html">all of them</a>
 */
public record UnitProperty(String name, DbusValue value) {

    /** What systemd takes for "no limit". */
    public static final long INFINITY = -1;

    public static UnitProperty of(String name, String text) {
        return new UnitProperty(name, DbusValue.of(text));
    }

    public static UnitProperty of(String name, boolean truth) {
        return new UnitProperty(name, DbusValue.of(truth));
    }

    /** @param number all 64 bits count; {@link #INFINITY} is the greatest */
    public static UnitProperty of(String name, long number) {
        return new UnitProperty(name, DbusValue.uint64(number));
    }

    static DbusValue array(List<UnitProperty> properties) {
        List<DbusValue> all = new ArrayList<>(properties.size());
        for (UnitProperty property : properties) {
            all.add(DbusValue.struct(DbusValue.of(property.name), new DbusValue.Variant(property.value)));
        }
        return new DbusValue.Array("(sv)", all);
    }
}
