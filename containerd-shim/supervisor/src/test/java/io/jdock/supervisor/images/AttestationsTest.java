package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.Index;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.Platform;
import io.jdock.supervisor.registry.Credentials;
import io.jdock.supervisor.registry.FakeRegistry;
import io.jdock.supervisor.tar.TarBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An image as BuildKit makes it: an index of one platform, and what it says of that one. */
@Timeout(60)
final class AttestationsTest {

    private static final TestImage IMAGE =
            TestImage.of(new TarBuilder().file("f", "content").build());

    @TempDir
    Path root;

    private final FakeRegistry registry = new FakeRegistry();
    private final TestArtifact provenance = attestation("where it was built");
    private Warehouse warehouse;
    private String app;

    @BeforeEach
    void open() {
        RootOnly.require();
        warehouse = new Warehouse(root);
        app = registry.host() + "/app:latest";
        Warehouse.publish(registry, "image", IMAGE);
        provenance.publish(registry, "provenance");
    }

    @AfterEach
    void close() {
        registry.close();
        if (warehouse != null) {
            warehouse.close();
        }
    }

    /** The configuration is an image's, as BuildKit's is. */
    private static TestArtifact attestation(String statement) {
        byte[] config =
                "{\"architecture\":\"unknown\",\"os\":\"unknown\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
                        .getBytes(UTF_8);
        return TestArtifact.of(MediaTypes.OCI_CONFIG, config, statement.getBytes(UTF_8));
    }

    private static Descriptor listed(TestArtifact attestation, Digest subject) {
        Descriptor plain = attestation.descriptor();
        Map<String, String> annotations = Map.of(
                "vnd.docker.reference.type", "attestation-manifest", "vnd.docker.reference.digest", subject.toString());
        return new Descriptor(
                plain.mediaType(), plain.digest(), plain.size(), annotations, Platform.parse("unknown/unknown"));
    }

    private static Descriptor listed(TestImage image, String platform) {
        Descriptor plain = image.descriptor();
        return new Descriptor(plain.mediaType(), plain.digest(), plain.size(), Map.of(), Platform.parse(platform));
    }

    private byte[] publish(Descriptor... manifests) {
        byte[] index = Documents.write(Index.oci(List.of(manifests)));
        registry.manifest("app", "latest", MediaTypes.OCI_INDEX, index);
        return index;
    }

    private void pull() {
        warehouse.pull(app, Credentials.ANONYMOUS, Optional.of(Platform.parse("linux/amd64")), List.of());
    }

    @Test
    void whatIsSaidOfAnImageIsPulledAndPushedWithIt() {
        byte[] index = publish(listed(IMAGE, "linux/amd64"), listed(provenance, IMAGE.digest()));

        pull();
        warehouse.garbage.collect();

        assertTrue(provenance.digests().stream().allMatch(warehouse.content::contains));
        warehouse.tag(app, registry.host() + "/copy:1");
        warehouse.push(registry.host() + "/copy:1", Credentials.ANONYMOUS);
        assertArrayEquals(index, registry.object("/v2/copy/manifests/1").orElseThrow());
        assertArrayEquals(
                provenance.manifest(),
                registry.object("/v2/copy/manifests/" + provenance.digest()).orElseThrow());
    }

    @Test
    void itGoesWithTheImage() {
        publish(listed(IMAGE, "linux/amd64"), listed(provenance, IMAGE.digest()));
        pull();

        warehouse.images.delete(Warehouse.NAMESPACE, app);
        warehouse.garbage.collect();

        assertEquals(List.of(), warehouse.content.list());
    }

    @Test
    void whatIsSaidOfOtherPlatformsIsNot() {
        TestImage other = TestImage.of("s390x", new TarBuilder().file("f", "x").build());
        TestArtifact others = attestation("where the other one was built");
        publish(listed(IMAGE, "linux/amd64"), listed(other, "linux/s390x"), listed(others, other.digest()));

        pull();

        assertFalse(warehouse.content.contains(others.digest()));
        assertEquals(0, registry.countOf("/v2/app/manifests/" + others.digest()));
    }

    @Test
    void aCopyThatHasLeftItOutIsStillAnImage() {
        TestArtifact lost = attestation("never copied");
        publish(listed(IMAGE, "linux/amd64"), listed(lost, IMAGE.digest()), listed(provenance, IMAGE.digest()));

        pull();

        assertTrue(warehouse.images.find(Warehouse.NAMESPACE, app).isPresent());
        assertTrue(warehouse.content.contains(provenance.digest()));
    }

    @Test
    void oneThatIsNotWhatItsDigestSaysIsRefused() {
        publish(listed(IMAGE, "linux/amd64"), listed(provenance, IMAGE.digest()));
        registry.misbehave(
                "/v2/app/manifests/" + provenance.digest(),
                exchange -> FakeRegistry.answer(exchange, 200, new String(IMAGE.manifest(), UTF_8)));

        assertThrows(DataLossException.class, this::pull);

        assertEquals(List.of(), warehouse.images.list(Warehouse.NAMESPACE));
    }

    @Test
    void moreThanAnybodyNeedsAreNotAskedFor() {
        Descriptor[] listed = new Descriptor[1000];
        listed[0] = listed(IMAGE, "linux/amd64");
        for (int i = 1; i < listed.length; i++) {
            listed[i] = listed(attestation("number " + i), IMAGE.digest());
        }
        publish(listed);

        pull();

        long asked = registry.lines().stream()
                .filter(line -> line.contains("/manifests/"))
                .count();
        assertTrue(asked <= 2 + 16, asked + " requests");
    }
}
