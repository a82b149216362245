package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jdock.concurrent.Threads;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.ResourceExhaustedException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.tar.TarBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A registry that lies, or sends somebody else: every pull fails with a reason, soon, and leaves nothing that counts as whole. */
@Timeout(60)
final class HostileRegistryTest {

    private static final String MANIFESTS = "/v2/app/manifests/";
    private static final TestImage IMAGE =
            TestImage.of(new TarBuilder().file("f", "content").build());

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
        Warehouse.publish(registry, "latest", IMAGE);
    }

    @AfterEach
    void close() {
        registry.close();
        if (warehouse != null) {
            warehouse.close();
        }
    }

    private <E extends EngineException> String failure(Class<E> kind, String reference) {
        String text = assertThrows(kind, () -> warehouse.pull(reference)).text();
        assertEquals(List.of(), warehouse.images.list(Warehouse.NAMESPACE));
        assertEquals(List.of(), warehouse.snapshots.list());
        warehouse.garbage.collect();
        assertEquals(List.of(), warehouse.content.list());
        return text;
    }

    private void serve(String tag, String type, byte[] document) {
        registry.manifest("app", tag, type, document);
    }

    private static String manifest(String layerDigest, String layerSize) {
        return """
                {"schemaVersion":2,"config":{"mediaType":"%s","digest":"%s","size":%d},
                 "layers":[{"mediaType":"%s","digest":"%s","size":%s}]}
                """.formatted(
                        MediaTypes.OCI_CONFIG,
                        IMAGE.id(),
                        IMAGE.config().length,
                        MediaTypes.OCI_LAYER_GZIP,
                        layerDigest,
                        layerSize);
    }

    @Test
    void anotherManifestUnderADigestIsRefused() {
        String asked = "sha256:" + "ab".repeat(32);
        registry.misbehave(
                MANIFESTS + asked, exchange -> FakeRegistry.answer(exchange, 200, new String(IMAGE.manifest(), UTF_8)));

        String text = failure(DataLossException.class, registry.host() + "/app@" + asked);

        assertTrue(text.contains("expected " + asked + ", received bytes with digest " + IMAGE.digest()), text);
    }

    @Test
    void aDigestInTheHeaderThatIsNotTheBodysIsRefused() {
        String lie = "sha256:" + "ab".repeat(32);
        registry.misbehave(MANIFESTS + "latest", exchange -> {
            exchange.getResponseHeaders().set("Docker-Content-Digest", lie);
            registry.serve(exchange, MANIFESTS + "latest");
        });

        assertTrue(failure(DataLossException.class, app).contains("expected " + lie));
    }

    @Test
    void anotherConfigurationOfTheSameLengthIsRefused() {
        String path = "/v2/app/blobs/" + IMAGE.id();
        String other = new String(IMAGE.config(), UTF_8).replace("amd64", "arm64");
        registry.misbehave(path, exchange -> FakeRegistry.answer(exchange, 200, other));

        assertTrue(failure(DataLossException.class, app).contains(IMAGE.id().toString()));
    }

    @Test
    void aDocumentThatIsAManifestAndAnIndexIsRefused() {
        String both = new String(IMAGE.manifest(), UTF_8).replaceFirst("\\{", "{\"manifests\":[],");
        serve("latest", MediaTypes.OCI_MANIFEST, both.getBytes(UTF_8));

        assertTrue(failure(DataLossException.class, app).contains("it could be a manifest or an index"));
    }

    @Test
    void aManifestServedAsAnIndexIsRefused() {
        serve("latest", MediaTypes.OCI_INDEX, IMAGE.manifest());

        assertTrue(failure(DataLossException.class, app).contains("served as " + MediaTypes.OCI_INDEX));
    }

    @Test
    void aManifestWithoutEndIsNotReadToIt() {
        registry.misbehave(MANIFESTS + "latest", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
            exchange.sendResponseHeaders(200, 0);
            byte[] blanks = " ".repeat(1 << 16).getBytes(UTF_8);
            for (int i = 0; i < 1 << 16; i++) {
                exchange.getResponseBody().write(blanks);
            }
        });

        failure(DataLossException.class, app);
    }

    @Test
    void aManifestOfMoreLayersThanCanBeStackedIsRefused() {
        String layer = "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1}"
                .formatted(MediaTypes.OCI_LAYER_GZIP, Digest.of(new byte[1]));
        String many =
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1},\"layers\":[%s]}"
                        .formatted(MediaTypes.OCI_CONFIG, IMAGE.id(), layer + ("," + layer).repeat(10_000));
        serve("latest", MediaTypes.OCI_MANIFEST, many.getBytes(UTF_8));

        assertTrue(failure(DataLossException.class, app).contains("10001 layers"));
    }

    @Test
    void indexesInsideEachOtherEnd() {
        byte[] inner = IMAGE.manifest();
        String type = MediaTypes.OCI_MANIFEST;
        for (int i = 0; i < 10; i++) {
            Descriptor child = new Descriptor(type, Digest.of(inner), inner.length, Map.of(), Platform.host());
            inner = Documents.write(Index.oci(List.of(child)));
            type = MediaTypes.OCI_INDEX;
            serve("latest", type, inner);
        }

        assertTrue(failure(DataLossException.class, app).contains("indexes inside each other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:../../../../../../tmp/x",
                "sha256:AB",
                "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "md5:x",
                "",
                "sha256:",
                "/etc/passwd"
            })
    void digestsThatAreNoneAreRefused(String digest) {
        serve("latest", MediaTypes.OCI_MANIFEST, manifest(digest, "1").getBytes(UTF_8));

        failure(DataLossException.class, app);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-9223372036854775808", "9223372036854775808", "1.5", "\"1\"x", "null", "{}"})
    void sizesThatAreNoneAreRefused(String size) {
        String layer = Digest.of(IMAGE.layers().getFirst()).toString();
        serve("latest", MediaTypes.OCI_MANIFEST, manifest(layer, size).getBytes(UTF_8));

        failure(EngineException.class, app);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "\"text\"",
                "{\"schemaVersion\":2}",
                "{\"schemaVersion\":1,\"fsLayers\":[]}",
                "{\"schemaVersion\":2,\"manifests\":null}",
                "{\"schemaVersion\":2,\"manifests\":[null]}",
                "{\"schemaVersion\":2,\"manifests\":[{}]}",
                "{\"schemaVersion\":2,\"layers\":[null],\"config\":null}",
                "{\"schemaVersion\":2,\"layers\":{},\"config\":[]}",
                "{\"schemaVersion\":\"x\",\"layers\":[],\"config\":{}}",
                "<html>sign in</html>"
            })
    void documentsThatAreNoneAreRefused(String document) {
        registry.misbehave(MANIFESTS + "latest", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
            FakeRegistry.answer(exchange, 200, document);
        });

        failure(EngineException.class, app);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://registry.invalid/layer",
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "unix:///run/jdock.sock",
                "ftp://127.0.0.1/x",
                "http://user:password@127.0.0.1/x"
            })
    void aRedirectToWhereNothingShouldBeReadIsNotFollowed(String target) {
        redirectLayer(target);

        assertTrue(failure(PermissionDeniedException.class, app).startsWith("open " + target));
    }

    @Test
    void redirectsInACircleEnd() {
        redirectLayer("http://" + registry.host() + "/v2/app/blobs/"
                + Digest.of(IMAGE.layers().getFirst()));

        assertTrue(failure(EngineException.class, app).contains("more than 5 redirects"));
    }

    private void redirectLayer(String target) {
        registry.misbehave("/v2/app/blobs/" + Digest.of(IMAGE.layers().getFirst()), exchange -> {
            exchange.getResponseHeaders().set("Location", target);
            FakeRegistry.answer(exchange, 307, "");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://tokens.invalid/token", "file:///etc/passwd", "gopher://127.0.0.1/"})
    void aTokenServerWithoutTlsGetsNoPassword(String realm) {
        registry.misbehave(MANIFESTS + "latest", exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"s\"");
            FakeRegistry.answer(exchange, 401, "");
        });

        var error = assertThrows(
                PermissionDeniedException.class,
                () -> warehouse.pull(app, new Credentials("user", "secret", "", ""), Optional.empty(), List.of()));

        assertTrue(error.text().startsWith("open " + realm), error.text());
        assertTrue(registry.asked().stream()
                .allMatch(it -> it.header("Authorization").isEmpty()));
    }

    /** Nothing of it may keep an image from being listed; what cannot be run is refused when a container is to be made. */
    @Test
    void anImageWithNonsenseToRunIsStillAnImage() {
        TestImage odd = withConfig("""
                "StopSignal":"SIGKILL;x","ExposedPorts":{"99999/foo":{}},"Env":["=","A\\u0000B"],
                "Labels":{"com.docker.x":"1","containerd.io/gc.root":"1"},"OnBuild":["RUN x"],"Shell":[""],
                "Healthcheck":{"Test":["CMD"],"Interval":9223372036854775807}""");
        Warehouse.publish(registry, "odd", odd);

        warehouse.pull(registry.host() + "/app:odd");

        Image image = warehouse.images.get(Warehouse.NAMESPACE, registry.host() + "/app:odd");
        assertEquals(odd.id().toString(), image.labels().get("jdock.io/image.id"));
        assertFalse(image.labels().containsKey("containerd.io/gc.root"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Labels\":[1]",
                "\"Env\":{}",
                "\"ExposedPorts\":7",
                "\"StopTimeout\":\"x\"",
                "\"Healthcheck\":{\"Interval\":9223372036854775808}",
                "\"Healthcheck\":{\"Retries\":\"many\"}"
            })
    void anImageWithValuesOfTheWrongKindIsNone(String field) {
        Warehouse.publish(registry, "latest", withConfig(field));

        failure(DataLossException.class, app);
    }

    /** @param defaults what its containers are to run, as JSON without braces */
    private static TestImage withConfig(String defaults) {
        byte[] config = """
                {"architecture":"amd64","os":"linux","config":{%s},"history":[],
                 "rootfs":{"type":"layers","diff_ids":["%s"]}}
                """.formatted(
                        defaults,
                        Documents.config(IMAGE.config(), "config")
                                .rootfs()
                                .diffIds()
                                .getFirst())
                .getBytes(UTF_8);
        Manifest manifest = (Manifest) Documents.image(IMAGE.manifest(), "manifest");
        Descriptor descriptor = new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length);
        return new TestImage(Documents.write(Manifest.oci(descriptor, manifest.layers())), config, IMAGE.layers());
    }

    @Test
    void aPullFromARegistryThatDawdlesCanBeGivenUp() throws InterruptedException {
        byte[] layer = IMAGE.layers().getFirst();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        registry.misbehave("/v2/app/blobs/" + Digest.of(layer), exchange -> {
            exchange.sendResponseHeaders(200, layer.length);
            exchange.getResponseBody().write(layer, 0, 1);
            exchange.getResponseBody().flush();
            asked.countDown();
            awaitQuietly(over);
        });
        AtomicReference<EngineException> outcome = new AtomicReference<>();
        Thread pull = Threads.startVirtual(
                "pull", () -> outcome.set(assertThrows(CanceledException.class, () -> warehouse.pull(app))));

        asked.await();
        pull.interrupt();
        pull.join();
        over.countDown();

        assertNotNull(outcome.get());
        assertEquals(List.of(), warehouse.images.list(Warehouse.NAMESPACE));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRegistryThatHasEnoughOfUsIsNotAskedForEver() {
        registry.misbehave(MANIFESTS + "latest", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            FakeRegistry.answer(
                    exchange, 429, "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"slow down\"}]}");
        });

        assertTrue(failure(ResourceExhaustedException.class, app).contains("toomanyrequests: slow down"));

        assertEquals(5, registry.countOf(MANIFESTS + "latest"));
    }

    /** Whatever a server does with what it is told, and whatever we say of it. */
    @Test
    void passwordsAreNeitherLoggedNorShown() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Level before = root.getLevel();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        Credentials credentials = new Credentials("user", "s3cr3t", "", "");
        registry.misbehave(MANIFESTS + "latest", exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"r\"");
            FakeRegistry.answer(exchange, 401, "");
        });
        try {
            EngineException error = assertThrows(
                    EngineException.class, () -> warehouse.pull(app, credentials, Optional.empty(), List.of()));
            log.list.forEach(event -> assertNoSecret(event.getFormattedMessage() + event.getThrowableProxy()));
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                assertNoSecret(cause.toString());
            }
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        assertNoSecret(credentials.toString());
        String sent = registry.asked().getLast().header("Authorization");
        assertEquals("Basic dXNlcjpzM2NyM3Q=", sent, "the registry itself is told");
    }

    private static void assertNoSecret(String text) {
        assertFalse(text.contains("s3cr3t") || text.contains("dXNlcjpzM2NyM3Q"), text);
    }

    @Test
    void aRegistryThatIsAlwaysBusyIsGivenUp() {
        registry.misbehave(MANIFESTS + "latest", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            FakeRegistry.answer(exchange, 503, "");
        });

        failure(EngineException.class, app);

        assertEquals(5, registry.countOf(MANIFESTS + "latest"));
    }
}
