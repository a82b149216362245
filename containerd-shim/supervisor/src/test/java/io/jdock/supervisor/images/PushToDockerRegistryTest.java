package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.images.TransferEvent.Upload;
import io.jdock.supervisor.images.TransferEvent.UploadStep;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.RegistryLogin;
import io.jdock.supervisor.registry.RegistryPolicy;
import io.jdock.supervisor.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes to the registry that everybody runs, and back. */
final class PushToDockerRegistryTest {

    private static final Credentials ME = new Credentials("me", "secret", "", "");

    @TempDir
    Path root;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Warehouse warehouse;

    @BeforeEach
    void start() throws IOException {
        RootOnly.require();
        warehouse = new Warehouse(Files.createDirectory(root.resolve("warehouse")));
    }

    @AfterEach
    void close() throws Exception {
        warehouse.close();
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private DockerRegistry closedLater(DockerRegistry registry) {
        open.add(registry);
        return registry;
    }

    /** An image with a layer that is sent in pieces and one that is not. */
    private TestImage keep(String name) {
        byte[] random = new byte[3_000_000];
        new Random(2).nextBytes(random);
        TestImage image = TestImage.of(
                new TarBuilder().file("big", random).build(),
                new TarBuilder().file("small", "x").build());
        image.layers().forEach(layer -> warehouse.content.put(Digest.of(layer), layer));
        warehouse.content.put(image.id(), image.config());
        warehouse.content.put(image.digest(), image.manifest());
        warehouse.images.create(Warehouse.NAMESPACE, name, Map.of(), image.descriptor());
        return image;
    }

    private List<UploadStep> lastSteps() {
        return warehouse.events.stream()
                .filter(Upload.class::isInstance)
                .map(Upload.class::cast)
                .map(Upload::step)
                .filter(step -> step != UploadStep.RUNNING && step != UploadStep.PREPARING)
                .toList();
    }

    @Test
    void whatWasPushedIsPulledUnchanged() throws IOException {
        DockerRegistry registry = closedLater(DockerRegistry.open(root));
        String app = registry.host() + "/app:1";
        TestImage image = keep(app);

        warehouse.push(app, Credentials.ANONYMOUS);

        try (Warehouse other = new Warehouse(Files.createDirectory(root.resolve("other")))) {
            other.pull(app);
            assertEquals(
                    image.digest(),
                    other.images.get(Warehouse.NAMESPACE, app).target().digest());
            assertEquals("x", Files.readString(other.top(app).resolve("small")));
        }
    }

    @Test
    void anArtifactIsPulledUnchangedToo() throws IOException {
        DockerRegistry registry = closedLater(DockerRegistry.open(root));
        String app = registry.host() + "/app:1";
        byte[] random = new byte[3_000_000];
        new Random(3).nextBytes(random);
        TestArtifact artifact =
                TestArtifact.of("application/vnd.example.weights", random, random, new byte[0], new byte[] {1});
        artifact.blobs().forEach(blob -> warehouse.content.put(Digest.of(blob), blob));
        warehouse.content.put(artifact.digest(), artifact.manifest());
        warehouse.images.create(Warehouse.NAMESPACE, app, Map.of(), artifact.descriptor());

        warehouse.push(app, Credentials.ANONYMOUS);

        try (Warehouse other = new Warehouse(Files.createDirectory(root.resolve("other")))) {
            other.pull(app);
            Image pulled = other.images.get(Warehouse.NAMESPACE, app);
            assertEquals(artifact.digest(), pulled.target().digest());
            assertEquals(TestArtifact.TYPE, pulled.labels().get(ImageLabels.ARTIFACT_TYPE));
            artifact.digests().forEach(digest -> assertTrue(other.content.contains(digest), digest::toString));
        }
    }

    @Test
    void aSecondRepositoryTakesItsLayersFromTheFirst() {
        DockerRegistry registry = closedLater(DockerRegistry.open(root));
        String app = registry.host() + "/app:1";
        String team = registry.host() + "/team/app:2";
        keep(app);
        warehouse.push(app, Credentials.ANONYMOUS);
        warehouse.tag(app, team);
        warehouse.events.clear();

        warehouse.push(team, Credentials.ANONYMOUS);
        assertEquals(List.of(UploadStep.MOUNTED, UploadStep.MOUNTED), lastSteps());
        warehouse.events.clear();
        warehouse.push(team, Credentials.ANONYMOUS);
        assertEquals(List.of(UploadStep.EXISTS, UploadStep.EXISTS), lastSteps());
    }

    @Test
    void aPasswordOpensARegistry() {
        DockerRegistry registry = closedLater(DockerRegistry.guarded(root));
        String app = registry.host() + "/app:1";
        TestImage image = keep(app);

        var none = assertThrows(UnauthenticatedException.class, () -> warehouse.push(app, Credentials.ANONYMOUS));
        var wrong = assertThrows(
                UnauthenticatedException.class, () -> warehouse.push(app, new Credentials("me", "no", "", "")));
        warehouse.push(app, ME);
        warehouse.pull(app, ME, Optional.empty(), List.of());

        assertEquals("no basic auth credentials", none.text());
        assertEquals("unauthorized: authentication required", wrong.text());
        assertEquals(
                image.digest(),
                warehouse.images.get(Warehouse.NAMESPACE, app).target().digest());
    }

    @Test
    void aLoginIsCheckedWithoutPushingAnything() {
        DockerRegistry registry = closedLater(DockerRegistry.guarded(root));
        RegistryPolicy policy = RegistryPolicy.of(List.of(), List.of());

        assertEquals("", new RegistryLogin(registry.host(), policy, ME).check());
        var error = assertThrows(
                UnauthenticatedException.class,
                () -> new RegistryLogin(registry.host(), policy, new Credentials("me", "no", "", "")).check());
        assertTrue(error.text().endsWith("failed with status: 401 Unauthorized"), error.text());
    }
}
