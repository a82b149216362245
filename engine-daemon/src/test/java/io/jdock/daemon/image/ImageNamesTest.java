package io.jdock.daemon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.event.EventBus;
import io.jdock.engine.api.image.ImageDeleteItem;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Finding, naming and removing images. */
final class ImageNamesTest {

    private static final String HTTPD = "docker.io/library/httpd:latest";

    private final FakeImageStore store = new FakeImageStore();
    private final List<ImageUse.User> users = new ArrayList<>();
    private final ImageCatalog catalog = new ImageCatalog(store);
    private final FakeLastUses lastUses = new FakeLastUses();
    private final ImageNames names =
            new ImageNames(catalog, store, _ -> List.copyOf(users), lastUses, new EventBus(() -> Instant.EPOCH));
    private final String id = store.add(HTTPD, "amd64");

    @Test
    void findsAnImageByNameDigestIdAndTheBeginningOfItsId() {
        String digits = id.substring("sha256:".length());
        String digest = catalog.resolve("httpd").target().digest().toString();

        for (String text :
                List.of("httpd", "httpd:latest", HTTPD, "httpd@" + digest, id, digits, digits.substring(0, 8))) {
            assertEquals(id, catalog.resolve(text).id(), text);
        }
    }

    @Test
    void saysWhichImageIsMissing() {
        assertEquals("No such image: nginx:latest", missing("nginx"));
        assertEquals("No such image: httpd:2.4", missing("httpd:2.4"));
        assertEquals("No such image: UPPER", missing("UPPER"));
    }

    @Test
    void anotherPlatformIsAsGoodAsMissing() {
        assertEquals(id, catalog.resolve("httpd", "linux/amd64").id());
        assertThrows(NotFoundException.class, () -> catalog.resolve("httpd", "linux/arm64"));
    }

    @Test
    void namesOfOneImageKeepTheManifestThatEachStandsFor() {
        ImageRecord httpd = store.records().getFirst();
        Descriptor other = new Descriptor(httpd.target().mediaType(), Digest.of(new byte[] {1}), 9);
        store.put(new ImageRecord("docker.io/library/httpd:zstd", id, other, Map.of(), Instant.EPOCH));

        names.tag("httpd:zstd", ImageReference.parse("copy:1"));

        assertEquals(other, catalog.resolve("httpd:zstd").target());
        assertEquals(other, catalog.resolve("copy:1").target());
        assertEquals(httpd.target(), catalog.resolve("httpd").target());
        assertEquals(
                List.of("copy@" + other.digest(), "httpd@" + httpd.target().digest(), "httpd@" + other.digest()),
                catalog.list().getFirst().digests());
        assertEquals(
                List.of(ImageDeleteItem.untagged("httpd:zstd")), names.remove("httpd@" + other.digest(), false, false));
    }

    @Test
    void removesNamesFirstAndTheImageWithTheLast() {
        names.tag("httpd", ImageReference.parse("web:1"));

        assertEquals(List.of(ImageDeleteItem.untagged("httpd:latest")), names.remove("httpd", false, false));
        assertEquals(
                List.of(ImageDeleteItem.untagged("web:1"), ImageDeleteItem.deleted(id)),
                names.remove("web:1", false, false));
        assertEquals(List.of(), store.names());
    }

    @Test
    void anImageThatLosesItsLastNameToAnotherStaysUnderItsId() {
        store.add("docker.io/library/nginx:latest", "amd64");

        names.tag("nginx", ImageReference.parse("httpd:latest"));

        assertEquals(List.of(HTTPD, "docker.io/library/nginx:latest", id), store.names());
        assertTrue(catalog.resolve(id).names().isEmpty());
    }

    @Test
    void doesNotRemoveWhatContainersUse() {
        users.add(new ImageUse.User("0123456789ab", true));

        var byName = assertThrows(ConflictException.class, () -> names.remove("httpd", false, false));
        var byId = assertThrows(ConflictException.class, () -> names.remove(id, true, false));
        List<ImageDeleteItem> forced = names.remove("httpd", true, false);

        assertTrue(byName.text().contains("(must force) - container 0123456789ab is using its referenced image"));
        assertTrue(byId.text().contains("(cannot be forced) - image is being used by running container 0123456789ab"));
        assertEquals(List.of(ImageDeleteItem.untagged("httpd:latest")), forced);
        assertEquals(List.of(id), store.names());
    }

    @Test
    void anIdWithNamesInSeveralRepositoriesNeedsForce() {
        names.tag("httpd", ImageReference.parse("web:1"));

        var error = assertThrows(ConflictException.class, () -> names.remove(id, false, false));
        names.remove(id, true, false);

        assertTrue(error.text().contains("image is referenced in multiple repositories"), error.text());
        assertEquals(List.of(), store.names());
    }

    @Test
    void prunesWhatFitsWithAllItsNames() {
        names.tag("httpd", ImageReference.parse("web:1"));
        String nginx = store.add("docker.io/library/nginx:latest", "arm64");
        List<ImageDeleteItem> done = new ArrayList<>();
        List<ImageDeleteItem> foretold = names.prunable(image -> !image.id().equals(nginx)).stream()
                .flatMap(image -> ImageNames.removalOf(image).stream())
                .toList();

        List<StoredImage> gone = names.prune(image -> !image.id().equals(nginx), done);

        assertEquals(List.of(id), gone.stream().map(StoredImage::id).toList());
        assertEquals(
                List.of(
                        ImageDeleteItem.untagged("httpd:latest"),
                        ImageDeleteItem.untagged("web:1"),
                        ImageDeleteItem.deleted(id)),
                done);
        assertEquals(done, foretold);
        assertEquals(List.of("docker.io/library/nginx:latest"), store.names());
    }

    @Test
    void nobodyNeedsToKnowAnyMoreWhenARemovedImageWasUsed() {
        lastUses.put(id, Instant.EPOCH);

        names.remove("httpd", false, false);

        assertEquals(Map.of(), lastUses.all());
    }

    @Test
    void prunesNothingThatAContainerHas() {
        users.add(new ImageUse.User("0123456789ab", false));

        assertEquals(List.of(), names.prune(_ -> true, new ArrayList<>()));
        assertEquals(List.of(HTTPD), store.names());
    }

    private String missing(String text) {
        return assertThrows(NotFoundException.class, () -> catalog.resolve(text))
                .text();
    }
}
