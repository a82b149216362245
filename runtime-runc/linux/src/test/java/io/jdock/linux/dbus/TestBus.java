package io.jdock.linux.dbus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bus of our own by {@code dbus-daemon}, that starts nothing and lets everybody in. */
final class TestBus implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/dbus-daemon");

    private static final String CONFIG = """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <listen>unix:path=%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*"/>
                <allow receive_sender="*"/>
                <allow own="*"/>
                <allow user="*"/>
              </policy>
            </busconfig>
            """;

    private final Process process;
    private final Path socket;

    private TestBus(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    /** Returns once it listens. */
    static TestBus start(Path directory) {
        assumeTrue(Files.isExecutable(PROGRAM), "needs dbus-daemon");
        Path socket = directory.resolve("bus");
        Path config = directory.resolve("bus.conf");
        try {
            Files.writeString(config, CONFIG.formatted(socket));
            Process process = new ProcessBuilder(
                            PROGRAM.toString(), "--config-file=" + config, "--nofork", "--nopidfile", "--print-address")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // It prints its address when it is ready.
            process.inputReader().readLine();
            return new TestBus(process, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DbusConnection connect() {
        return DbusConnection.open(socket.toString());
    }

    void stop() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
