package io.jdock.linux.dbus;

import java.util.List;

/**
 * A method of an object, with arguments.
 *
 * @param destination the name of the service, as in {@code org.freedesktop.systemd1}
 * @param path the object's, as in {@code /org/freedesktop/systemd1}
 */
public record DbusCall(
        String destination, String path, String interfaceName, String member, List<DbusValue> arguments) {

    static final String BUS = "org.freedesktop.DBus";

    public DbusCall {
        arguments = List.copyOf(arguments);
    }

    /** A method of the bus itself. */
    static DbusCall ofBus(String member, DbusValue... arguments) {
        return new DbusCall(BUS, "/org/freedesktop/DBus", BUS, member, List.of(arguments));
    }

    @Override
    public String toString() {
        return interfaceName + '.' + member;
    }
}
