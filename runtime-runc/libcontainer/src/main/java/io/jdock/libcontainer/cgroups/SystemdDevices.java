package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.systemd.UnitProperty;
import io.jdock.linux.dbus.DbusValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Device access as systemd has it: a list of what is allowed.
 *
 * <p>Rules that it has no words for are left to our own program or list, and systemd is told to keep out of the matter.
 */
final class SystemdDevices {

    private SystemdDevices() {}

    static List<UnitProperty> properties(DeviceAccess access) {
        List<DbusValue> allowed = new ArrayList<>();
        boolean complete = addAll(allowed, access);
        // An empty list takes back what was allowed before.
        UnitProperty none = new UnitProperty("DeviceAllow", new DbusValue.Array("(ss)", List.of()));
        return complete
                ? List.of(
                        none,
                        UnitProperty.of("DevicePolicy", "strict"),
                        new UnitProperty("DeviceAllow", new DbusValue.Array("(ss)", allowed)))
                : List.of(none, UnitProperty.of("DevicePolicy", "auto"));
    }

    /** False if the list does not say all there is to say. */
    private static boolean addAll(List<DbusValue> allowed, DeviceAccess access) {
        DeviceList list;
        try {
            list = DeviceList.of(access);
        } catch (InvalidArgumentException e) {
            // An exception from an exception.
            return false;
        }
        for (Map.Entry<DeviceList.Devices, Integer> exception :
                list.exceptions().entrySet()) {
            DeviceList.Devices devices = exception.getKey();
            if (devices.major() == null && devices.minor() != null) {
                return false;
            }
            allowed.add(DbusValue.struct(
                    DbusValue.of(name(devices)), DbusValue.of(DeviceList.letters(exception.getValue()))));
        }
        return !list.allowed();
    }

    private static String name(DeviceList.Devices devices) {
        String type = devices.type() == 'b' ? "block" : "char";
        if (devices.minor() == null) {
            return type + '-' + (devices.major() == null ? "*" : devices.major());
        }
        return "/dev/%s/%d:%d".formatted(type, devices.major(), devices.minor());
    }
}
