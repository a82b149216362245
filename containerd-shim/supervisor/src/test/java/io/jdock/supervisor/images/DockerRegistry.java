package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Debian's docker-registry on a loopback port of its own; without it the test is reported as skipped. */
final class DockerRegistry implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");
    /** {@code me:secret}, hashed by bcrypt with little effort. */
    private static final String USERS = "me:$2b$04$eUSqfD1ijXrhX0xOPjE0R.9lFq0ubhQ62CBRQdQk1QrZuN2cBeOaW\n";

    private final String host;
    private final Process process;

    private DockerRegistry(Path root, boolean wantsPassword) {
        assumeTrue(Files.isExecutable(PROGRAM), "needs docker-registry");
        try {
            host = "127.0.0.1:" + freePort();
            Path users = Files.writeString(root.resolve("users"), USERS);
            Path config = Files.writeString(root.resolve("registry.yml"), """
                    version: 0.1
                    storage: {filesystem: {rootdirectory: %s}}
                    http: {addr: "%s"}
                    %s
                    """.formatted(
                            root.resolve("registry"),
                            host,
                            wantsPassword ? "auth: {htpasswd: {realm: r, path: %s}}".formatted(users) : ""));
            process = new ProcessBuilder(PROGRAM.toString(), "serve", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(root.resolve("registry.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("start docker-registry", e);
        }
        awaitListening();
    }

    /** One for everybody. */
    static DockerRegistry open(Path root) {
        return new DockerRegistry(root, false);
    }

    /** One that lets only {@code me} in, with the password {@code secret}. */
    static DockerRegistry guarded(Path root) {
        return new DockerRegistry(root, true);
    }

    String host() {
        return host;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The registry tells nobody when it is ready, so this asks until it answers. */
    private void awaitListening() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int port = Integer.parseInt(host.substring(host.indexOf(':') + 1));
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                assumeTrue(process.isAlive() && System.nanoTime() < deadline, "docker-registry does not start: " + e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while docker-registry starts", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
