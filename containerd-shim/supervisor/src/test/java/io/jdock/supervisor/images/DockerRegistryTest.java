package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from the registry that everybody runs. */
final class DockerRegistryTest {

    @TempDir
    Path root;

    private DockerRegistry registry;
    private Warehouse warehouse;
    private String host;

    @BeforeEach
    void start() throws IOException {
        RootOnly.require();
        registry = DockerRegistry.open(root);
        host = registry.host();
        warehouse = new Warehouse(Files.createDirectory(root.resolve("warehouse")));
    }

    @AfterEach
    void stop() {
        if (warehouse != null) {
            warehouse.close();
        }
        if (registry != null) {
            registry.close();
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
