package io.jdock.linux.dbus;

/**
 * The other side answered with an error, or with something that is not D-Bus.
 *
 * <p>Not part of the tree of errors that leave the engine: whoever knows what the call was for translates it.
 */
public final class DbusException extends RuntimeException {

    /** The name of errors that are found on this side. */
    static final String PROTOCOL = "io.jdock.Error.Protocol";

    private final String name;

    public DbusException(String name, String message) {
        super(message.isEmpty() ? name : message);
        this.name = name;
    }

    /** A connection that ended, or an answer that nobody can read. */
    static DbusException protocol(String message) {
        return new DbusException(PROTOCOL, message);
    }

    /** What programs tell errors apart by, as in {@code org.freedesktop.systemd1.NoSuchUnit}. */
    public String name() {
        return name;
    }
}
