package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class PullerTest {

    @TempDir
    Path root;

    private final FakeRegistry registry = new FakeRegistry();
    private Warehouse warehouse;
    private String app;

    @BeforeEach
    void open() {
        RootOnly.require();
        warehouse = new Warehouse(root);
        app = registry.host() + "/app:latest";
    }

    @AfterEach
    void close() {
        registry.close();
        if (warehouse != null) {
            warehouse.close();
        }
    }

    private static TestImage twoLayers() {
        return TestImage.of(
                new TarBuilder().directory("etc/").file("etc/a", "below").build(),
                new TarBuilder().file("etc/a", "above").file("b", "b").build());
    }

    @Test
    void pullsUnpacksAndRecords() throws IOException {
        TestImage image = twoLayers();
        Warehouse.publish(registry, "latest", image);

        warehouse.pull(app);

        Image record = warehouse.images.get(Warehouse.NAMESPACE, app);
        assertEquals(image.digest(), record.target().digest());
        assertEquals(image.id().toString(), record.labels().get(ImageLabels.ID));
        assertEquals("above", Files.readString(warehouse.top(app).resolve("etc/a")));
        assertEquals(2, warehouse.snapshots.list().size());
        assertEquals(4, warehouse.content.list().size());
        assertEquals(List.of(), warehouse.leftovers());
        assertEquals(new TransferEvent.Recorded(app, image.digest(), image.id(), false), warehouse.events.getLast());
    }

    @Test
    void notesWhereBlobsCameFrom() {
        TestImage image = twoLayers();
        Warehouse.publish(registry, "latest", image);

        warehouse.pull(app);

        for (Digest blob :
                List.of(image.digest(), image.id(), Digest.of(image.layers().getFirst()))) {
            assertEquals("app", warehouse.labels.get(blob).get("containerd.io/distribution.source." + registry.host()));
        }
    }

    @Test
    void pullingAgainDownloadsNothingAndSaysUnchanged() {
        TestImage image = twoLayers();
        Warehouse.publish(registry, "latest", image);
        warehouse.pull(app);
        int before = registry.asked().size();

        warehouse.pull(app);

        assertEquals(before + 1, registry.asked().size());
        assertEquals(new TransferEvent.Recorded(app, image.digest(), image.id(), true), warehouse.events.getLast());
    }

    @Test
    void anImageThatLosesItsTagStaysUnderItsId() {
        TestImage first = TestImage.of(new TarBuilder().file("a", "1").build());
        TestImage second = TestImage.of(new TarBuilder().file("a", "2").build());
        Warehouse.publish(registry, "latest", first);
        warehouse.pull(app);
        Warehouse.publish(registry, "latest", second);

        warehouse.pull(app);
        warehouse.garbage.collect();

        assertEquals(
                first.digest(),
                warehouse
                        .images
                        .get(Warehouse.NAMESPACE, first.id().toString())
                        .target()
                        .digest());
        assertEquals(2, warehouse.snapshots.list().size());
    }

    @Test
    void choosesThePlatformFromAnIndex() {
        TestImage image = twoLayers();
        Warehouse.publish(registry, "amd64", image);
        var other = new io.jdock.oci.image.Descriptor(
                "m", Digest.of(new byte[] {1}), 1, java.util.Map.of(), Platform.parse("linux/s390x"));
        var ours = new io.jdock.oci.image.Descriptor(
                "m", image.digest(), image.manifest().length, java.util.Map.of(), Platform.parse("linux/amd64"));
        byte[] index = Documents.write(io.jdock.oci.image.Index.oci(List.of(other, ours)));
        registry.manifest("app", "latest", io.jdock.oci.image.MediaTypes.OCI_INDEX, index);

        warehouse.pull(app, Credentials.ANONYMOUS, Optional.of(Platform.parse("linux/amd64")), List.of());

        Image record = warehouse.images.get(Warehouse.NAMESPACE, app);
        assertEquals(Digest.of(index), record.target().digest());
        assertEquals(image.digest().toString(), record.labels().get(ImageLabels.MANIFEST));
        var error = assertThrows(
                NotFoundException.class,
                () -> warehouse.pull(
                        app, Credentials.ANONYMOUS, Optional.of(Platform.parse("linux/riscv64")), List.of()));
        assertTrue(error.text().startsWith("no matching manifest for linux/riscv64"), error.text());
    }

    @Test
    void asksTheMirrorForNamesOfDockerHub() {
        TestImage image = twoLayers();
        registry.manifest("library/httpd", "latest", "application/vnd.oci.image.manifest.v1+json", image.manifest());
        registry.blob("library/httpd", image.config());
        image.layers().forEach(layer -> registry.blob("library/httpd", layer));

        warehouse.pull("httpd", Credentials.ANONYMOUS, Optional.empty(), List.of("http://" + registry.host()));

        assertTrue(warehouse
                .images
                .find(Warehouse.NAMESPACE, "docker.io/library/httpd:latest")
                .isPresent());
    }

    @Test
    void refusesALayerThatIsNotWhatItsDigestSays() {
        TestImage image = twoLayers();
        Warehouse.publish(registry, "latest", image);
        byte[] tampered = image.layers().getFirst().clone();
        tampered[tampered.length - 1] ^= 1;
        registry.misbehave(path(image.layers().getFirst()), exchange -> {
            exchange.sendResponseHeaders(200, tampered.length);
            exchange.getResponseBody().write(tampered);
        });

        var error = assertThrows(DataLossException.class, () -> warehouse.pull(app));

        assertTrue(error.text().contains(Digest.of(image.layers().getFirst()).toString()), error.text());
        assertNothingRecorded();
        assertEquals(List.of(), warehouse.leftovers());
    }

    @Test
    void refusesAnOfferOfTheWrongSizeWithoutReadingIt() {
        TestImage image = twoLayers();
        Warehouse.publish(registry, "latest", image);
        registry.misbehave(path(image.layers().getLast()), exchange -> {
            exchange.sendResponseHeaders(200, 1L << 40);
            exchange.getResponseBody().flush();
        });

        var error = assertThrows(DataLossException.class, () -> warehouse.pull(app));

        assertTrue(error.text().contains("bytes offered, expected"), error.text());
        assertNothingRecorded();
    }

    @Test
    void stopsReadingABodyWithoutEnd() {
        TestImage image = twoLayers();
        Warehouse.publish(registry, "latest", image);
        registry.misbehave(path(image.layers().getLast()), exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(new byte[4096]);
            }
        });

        var error = assertThrows(DataLossException.class, () -> warehouse.pull(app));

        assertTrue(error.text().contains("more bytes than the"), error.text());
        assertNothingRecorded();
    }

    @Test
    void goesOnWhereAConnectionBroke() {
        byte[] random = new byte[300_000];
        new java.util.Random(1).nextBytes(random);
        TestImage image = TestImage.of(new TarBuilder().file("big", random).build());
        Warehouse.publish(registry, "latest", image);
        byte[] layer = image.layers().getFirst();
        registry.misbehave(path(layer), exchange -> {
            if (registry.countOf(path(layer)) > 1) {
                registry.serve(exchange, path(layer));
                return;
            }
            exchange.sendResponseHeaders(200, layer.length);
            exchange.getResponseBody().write(layer, 0, 100_000);
            exchange.getResponseBody().flush();
            throw new IOException("the line is cut");
        });

        warehouse.pull(app);

        assertEquals(2, registry.countOf(path(layer)));
        assertTrue(registry.asked().stream()
                .anyMatch(asked -> asked.header("Range").startsWith("bytes=")));
    }

    /** The supervisor ends with nine tenths of a layer received; the next one asks for the last tenth. */
    @Test
    @Timeout(60)
    void aPullThatWasCutLateFetchesOnlyWhatIsMissing() {
        byte[] random = new byte[1_000_000];
        new java.util.Random(1).nextBytes(random);
        TestImage image = TestImage.of(new TarBuilder().file("big", random).build());
        Warehouse.publish(registry, "latest", image);
        byte[] layer = image.layers().getFirst();
        int cut = layer.length / 10 * 9;
        Thread puller = Thread.currentThread();
        CompletableFuture<Void> restarted = new CompletableFuture<>();
        registry.misbehave("GET", path(layer), exchange -> {
            exchange.sendResponseHeaders(200, layer.length);
            exchange.getResponseBody().write(layer, 0, cut);
            exchange.getResponseBody().flush();
            Path partial =
                    root.resolve("content/ingest").resolve(Digest.of(layer).hex());
            while (Files.size(partial) < cut) {
                Thread.onSpinWait();
            }
            puller.interrupt();
            restarted.join();
        });
        assertThrows(CanceledException.class, () -> warehouse.pull(app));
        assertTrue(Thread.interrupted());
        warehouse.close();
        warehouse = new Warehouse(root);
        registry.behave("GET", path(layer));

        warehouse.pull(app);

        restarted.complete(null);
        String range = registry.asked().getLast().header("Range");
        long sentAgain = layer.length - Long.parseLong(range.replaceAll("\\D", ""));
        assertTrue(sentAgain <= layer.length / 100 * 15, "%d of %d bytes".formatted(sentAgain, layer.length));
        assertTrue(warehouse.images.find(Warehouse.NAMESPACE, app).isPresent());
    }

    @Test
    void namesTheEntryThatLeadsOutOfTheRoot() {
        Warehouse.publish(
                registry,
                "latest",
                TestImage.of(new TarBuilder().file("../../evil", "x").build()));

        var error = assertThrows(DataLossException.class, () -> warehouse.pull(app));

        assertTrue(error.text().contains("entry \"../../evil\" points outside the root"), error.text());
        assertNothingRecorded();
        assertEquals(List.of(), warehouse.leftovers());
        assertFalse(Files.exists(root.resolve("evil")));
    }

    @Test
    void refusesALayerThatIsNotWhatTheConfigSays() {
        byte[] archive = new TarBuilder().file("a", "a").build();
        DiffId wrong = new DiffId(Digest.of(new byte[0]));
        Warehouse.publish(registry, "latest", TestImage.of(List.of(wrong), List.of(TestImage.gzip(archive))));

        var error = assertThrows(DataLossException.class, () -> warehouse.pull(app));

        assertTrue(error.text().contains("the image config says " + wrong), error.text());
        assertNothingRecorded();
    }

    @Test
    void saysThatThereIsNoSuchImageAsDockerDoes() {
        var error = assertThrows(NotFoundException.class, () -> warehouse.pull(app));

        assertEquals("manifest for %s not found: manifest unknown: unknown".formatted(app), error.text());
    }

    @Test
    void namesTheHostThatIsDown() {
        String host = registry.host();
        registry.close();

        EngineException error = assertThrows(UnavailableException.class, () -> warehouse.pull(app));

        assertTrue(error.text().contains(host) && error.text().endsWith("connection refused"), error.text());
    }

    @Test
    void collectsWhatABrokenPullLeft() {
        TestImage image = twoLayers();
        Warehouse.publish(registry, "latest", image);
        registry.misbehave(path(image.layers().getLast()), exchange -> FakeRegistry.answer(exchange, 403, ""));
        assertThrows(EngineException.class, () -> warehouse.pull(app));

        warehouse.garbage.collect();

        assertEquals(List.of(), warehouse.content.list());
        assertEquals(List.of(), warehouse.snapshots.list());
    }

    private void assertNothingRecorded() {
        assertEquals(List.of(), warehouse.images.list(Warehouse.NAMESPACE));
        assertEquals(List.of(), warehouse.snapshots.list());
    }

    private static String path(byte[] blob) {
        return "/v2/app/blobs/" + Digest.of(blob);
    }
}
