package io.jdock.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Debian's docker-registry on a loopback port of its own. */
final class LocalRegistry implements AutoCloseable {

    private final Path dir;
    private final int port;
    private final Process process;

    LocalRegistry() {
        try {
            dir = Files.createTempDirectory("it-registry");
            port = freePort();
            Path config = dir.resolve("config.yml");
            Files.writeString(config, """
                    version: 0.1
                    storage: {filesystem: {rootdirectory: %s/data}}
                    http: {addr: "127.0.0.1:%d"}
                    """.formatted(dir, port));
            process = new ProcessBuilder("docker-registry", "serve", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("start docker-registry", e);
        }
        Await.until(
                "registry answers",
                Duration.ofSeconds(20),
                () -> Command.run("curl", "-sf", url() + "/v2/").status() == 0);
    }

    String url() {
        return "http://" + host();
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Stores the image of a {@code docker save} archive under {@code repository:tag}. */
    void push(Path archive, String name) {
        copy("docker-archive:" + archive, "docker://" + host() + "/" + name);
    }

    /** Copies an image between two places in skopeo's words; registries are spoken to without TLS. */
    static void copy(String from, String to) {
        Command.run(
                        "skopeo",
                        "copy",
                        "--quiet",
                        "--insecure-policy",
                        "--src-tls-verify=false",
                        "--dest-tls-verify=false",
                        from,
                        to)
                .expect(0);
    }

    /** A port nobody listens on just now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("find a free port", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        Await.until("registry ends", Duration.ofSeconds(20), () -> !process.isAlive());
        Command.run(java.util.List.of("rm", "-rf", dir.toString()), Map.of()).expect(0);
    }
}
