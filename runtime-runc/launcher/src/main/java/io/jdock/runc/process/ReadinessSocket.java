package io.jdock.runc.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.PidFd;
import io.jdock.linux.Readiness;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.StreamCalls;
import io.jdock.oci.runtime.Mount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The socket through which a service says that it is ready, if whoever started us wants to know: the container gets one of its
 * own, and we pass on what is said there, as runc does.
 *
 * @param host the name of theirs
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
 */
public record ReadinessSocket(String host) {

    private static final String NAME = "notify.sock";
    private static final String INSIDE = "/run/notify";
    private static final String READY = "READY=";
    private static final int LONGEST_MESSAGE = 4096;

    /** The one that our environment names. */
    public static Optional<ReadinessSocket> of(Map<String, String> environment) {
        String host = environment.getOrDefault("NOTIFY_SOCKET", "");
        return host.isEmpty() ? Optional.empty() : Optional.of(new ReadinessSocket(host));
    }

    /** Shows the container a directory in which there is going to be its socket. */
    public Mount mount(Path directory) {
        return Mount.bind(directory.toString(), INSIDE, List.of("bind", "nosuid", "noexec", "nodev", "ro"));
    }

    /** What its program is told. */
    public String variable() {
        return "NOTIFY_SOCKET=" + INSIDE + "/" + NAME;
    }

    /** Makes the container's socket. To be done before its program is executed. */
    public Listener listen(Path directory) {
        try (Fd opened = FileCalls.open(At.FDCWD, directory.toString(), OpenFlags.PATH | OpenFlags.DIRECTORY, 0)) {
            Fd socket = SocketCalls.bindDatagram(opened, NAME);
            // For whatever user the program is.
            Files.setPosixFilePermissions(directory.resolve(NAME), PosixFilePermissions.fromString("rwxrwxrwx"));
            return new Listener(socket, host);
        } catch (IOException e) {
            throw new UncheckedIOException("open socket " + directory.resolve(NAME) + " to everybody", e);
        }
    }

    /** What listens to one container. */
    public record Listener(Fd socket, String host) implements AutoCloseable {

        /**
         * Waits until the container says that it is ready, and passes that on, or until it has ended.
         *
         * @param container its first process
         * @param main the process that stands for it from now on
         */
        public void relay(PidFd container, int main) {
            while (true) {
                Readiness.awaitReadable(socket, container.fd());
                if (!Readiness.awaitReadable(Duration.ZERO, socket)) {
                    return;
                }
                String message = new String(StreamCalls.read(socket, LONGEST_MESSAGE), UTF_8);
                Optional<String> ready =
                        message.lines().filter(line -> line.startsWith(READY)).findFirst();
                if (ready.isPresent()) {
                    SocketCalls.sendDatagram(host, (ready.get() + "\n").getBytes(UTF_8));
                    SocketCalls.sendDatagram(host, ("MAINPID=" + main + "\n").getBytes(UTF_8));
                    return;
                }
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
