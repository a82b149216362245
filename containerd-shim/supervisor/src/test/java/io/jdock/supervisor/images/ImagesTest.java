package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.metadata.Metadata;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagesTest {

    private static final Descriptor TARGET =
            new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(new byte[] {1}), 1, Map.of(), null);

    @TempDir
    Path root;

    private Metadata metadata;
    private Images images;

    @BeforeEach
    void open() {
        metadata = Metadata.open(root.resolve("metadata.db"));
        images = reopened();
    }

    @AfterEach
    void close() {
        metadata.close();
    }

    private Images reopened() {
        Clock clock = Clock.systemUTC();
        return new Images(metadata, new EventBus(clock), clock);
    }

    @Test
    void hasAnotherVersionAfterEachChangeAndOnlyThen() {
        Set<String> versions = new HashSet<>(List.of(images.version()));
        images.create("n", "a", Map.of(), TARGET);
        versions.add(images.version());
        images.update("n", "a", image -> image);
        versions.add(images.version());
        images.delete("n", "a");
        versions.add(images.version());
        assertEquals(4, versions.size());

        String last = images.version();
        images.list("n");

        assertEquals(last, images.version());
        assertNotEquals(last, reopened().version());
    }

    /** Whether something was written before it failed nobody can tell. */
    @Test
    void hasAnotherVersionAfterAFailure() {
        String before = images.version();

        assertThrows(NotFoundException.class, () -> images.delete("n", "missing"));

        assertNotEquals(before, images.version());
    }
}
