package io.jdock.libcontainer.systemd;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.dbus.DbusConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where systemd is asked.
 *
 * @param socket the bus's
 * @param booted what is there only where systemd is the first process
 */
public record SystemdBus(Path socket, Path booted) {

    private static final Path BOOTED = Path.of("/run/systemd/system");
    private static final String USUAL_SOCKET = "/run/dbus/system_bus_socket";
    private static final String ADDRESS = "DBUS_SYSTEM_BUS_ADDRESS";
    private static final String UNIX = "unix:path=";

    /** This machine's. */
    public static SystemdBus ofMachine() {
        String address = System.getenv().getOrDefault(ADDRESS, UNIX + USUAL_SOCKET);
        String path = address.startsWith(UNIX) ? address.substring(UNIX.length()) : USUAL_SOCKET;
        int end = path.indexOf(',');
        return new SystemdBus(Path.of(end < 0 ? path : path.substring(0, end)), BOOTED);
    }

    /**
     * Makes sure that there is a systemd to ask.
     *
     * @throws FailedPreconditionException if this machine runs another first process
     */
    public void require() {
        if (!Files.isDirectory(booted)) {
            throw new FailedPreconditionException(
                    "systemd cgroups: systemd does not run on this machine, there is no " + booted);
        }
    }

    /** @throws FailedPreconditionException if the bus cannot be reached */
    public Systemd connect() {
        require();
        try {
            return new Systemd(DbusConnection.open(socket.toString()));
        } catch (ErrnoException e) {
            throw new FailedPreconditionException(
                    "systemd cgroups: systemd cannot be asked: %s".formatted(e.getMessage()), e);
        }
    }
}
