package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from the registry that everybody runs. */
final class DockerRegistryTest {

    private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");

    @TempDir
    Path root;

    private Process registry;
    private Warehouse warehouse;
    private String host;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        RootOnly.require();
        assumeTrue(Files.isExecutable(PROGRAM), "needs docker-registry");
        host = "127.0.0.1:" + freePort();
        Path config = Files.writeString(root.resolve("registry.yml"), """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: %s
                """.formatted(root.resolve("registry"), host));
        registry = new ProcessBuilder(PROGRAM.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("registry.log").toFile())
                .start();
        awaitListening();
        warehouse = new Warehouse(Files.createDirectory(root.resolve("warehouse")));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (warehouse != null) {
            warehouse.close();
        }
        if (registry != null) {
            registry.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The registry tells nobody when it is ready, so this asks until it answers. */
    private void awaitListening() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int port = Integer.parseInt(host.substring(host.indexOf(':') + 1));
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                assumeTrue(registry.isAlive() && System.nanoTime() < deadline, "docker-registry does not start: " + e);
                Thread.sleep(20);
            }
        }
    }

    private void push(String tag, TestImage image) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (byte[] layer : image.layers()) {
                pushBlob(client, layer);
            }
            pushBlob(client, image.config());
            URI uri = URI.create("http://%s/v2/app/manifests/%s".formatted(host, tag));
            var request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", image.descriptor().mediaType())
                    .PUT(BodyPublishers.ofByteArray(image.manifest()))
                    .build();
            assertEquals(201, client.send(request, BodyHandlers.discarding()).statusCode());
        }
    }

    private void pushBlob(HttpClient client, byte[] blob) throws IOException, InterruptedException {
        URI uploads = URI.create("http://%s/v2/app/blobs/uploads/".formatted(host));
        var begun = client.send(
                HttpRequest.newBuilder(uploads).POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding());
        String place = begun.headers().firstValue("Location").orElseThrow();
        URI end = URI.create(place + (place.contains("?") ? "&" : "?") + "digest=" + Digest.of(blob));
        var ended = client.send(
                HttpRequest.newBuilder(end)
                        .PUT(BodyPublishers.ofByteArray(blob))
                        .build(),
                BodyHandlers.discarding());
        assertEquals(201, ended.statusCode());
    }

    @Test
    void pullsByTagAndByDigest() throws IOException, InterruptedException {
        TestImage image = TestImage.of(new TarBuilder().file("hello", "world").build());
        push("1", image);

        warehouse.pull(host + "/app:1");
        warehouse.pull(host + "/app@" + image.digest());

        assertEquals("world", Files.readString(warehouse.top(host + "/app:1").resolve("hello")));
        assertEquals(2, warehouse.images.list(Warehouse.NAMESPACE).size());
        assertEquals(1, warehouse.snapshots.list().size());
    }

    @Test
    void saysWhatDockerSaysOfAnUnknownTag() throws IOException, InterruptedException {
        push("1", TestImage.of(new TarBuilder().file("hello", "world").build()));
        String reference = host + "/app:nope";

        var error = assertThrows(NotFoundException.class, () -> warehouse.pull(reference));

        assertEquals(
                "manifest for %s not found: manifest unknown: manifest unknown".formatted(reference), error.text());
    }
}
