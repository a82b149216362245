package io.jdock.daemon.supervisor;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.UnavailableException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@code jdock-containerd} so that it outlives us: in a session of its own, where no terminal's signals reach it, with its
 * log in a file.
 *
 * @param program the command
 * @param address socket it serves
 * @param root its directory for what survives a reboot
 * @param state its directory for what does not
 */
public record SupervisorProcess(Path program, Path address, Path root, Path state, String logLevel) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A look at whether the process still lives; its socket's appearance is told at once. */
    private static final long LOOK_MILLIS = 200;

    /** Whether somebody serves the address. */
    boolean isServed() {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(address));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Starts the process and returns when it serves.
     *
     * @throws UnavailableException when it ends instead, or takes longer than half a minute
     */
    void start() throws InterruptedException {
        if (!Files.isExecutable(program)) {
            throw new FailedPreconditionException("start supervisor: %s is not there".formatted(program));
        }
        try (WatchService appears = FileSystems.getDefault().newWatchService()) {
            Path directory = address.resolveSibling("");
            Files.createDirectories(directory);
            Files.createDirectories(root);
            directory.register(appears, StandardWatchEventKinds.ENTRY_CREATE);
            awaitSocket(spawn(), appears);
        } catch (IOException e) {
            throw new InternalException("start supervisor %s: %s".formatted(program, e.getMessage()), e);
        }
    }

    private Path log() {
        return root.resolveSibling("containerd.log");
    }

    private Process spawn() throws IOException {
        return new ProcessBuilder(List.of(
                        "setsid",
                        program.toString(),
                        "--address",
                        address.toString(),
                        "--root",
                        root.toString(),
                        "--state",
                        state.toString(),
                        "--log-level",
                        logLevel))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private void awaitSocket(Process process, WatchService appears) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isServed()) {
            if (!process.isAlive()) {
                throw new UnavailableException("start supervisor: it ended with status %d, %s tells why"
                        .formatted(process.exitValue(), log()));
            }
            if (System.nanoTime() > deadline) {
                throw new UnavailableException("start supervisor: it does not serve %s".formatted(address));
            }
            var key = appears.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        }
    }
}
