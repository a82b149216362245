package io.jdock.daemon.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.jdock.daemon.event.EventBus;
import io.jdock.engine.api.image.ImageDeleteItem;
import io.jdock.engine.api.image.ImageManifestSummary;
import io.jdock.engine.api.image.ImageSummary;
import io.jdock.engine.api.json.ApiVersion;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is no image is named, shown and removed like one. */
final class ArtifactCatalogTest {

    private static final String TYPE = "application/vnd.example.notes.v1";
    private static final byte[] NOTES = "notes".getBytes(UTF_8);

    private final FakeImageStore store = new FakeImageStore();
    private final ImageCatalog catalog = new ImageCatalog(store);
    private final ImageNames names =
            new ImageNames(catalog, store, _ -> List.of(), new FakeLastUses(), new EventBus(() -> Instant.EPOCH));
    private final Descriptor target = manifest();
    private final String id = target.digest().toString();

    /** Its configuration is none of an image, and no JSON either. */
    private Descriptor manifest() {
        Descriptor blob = new Descriptor("text/plain", store.add(NOTES), NOTES.length);
        byte[] bytes =
                Documents.write(new Manifest(2, MediaTypes.OCI_MANIFEST, TYPE, blob, List.of(blob, blob), Map.of()));
        return new Descriptor(MediaTypes.OCI_MANIFEST, store.add(bytes), bytes.length);
    }

    @BeforeEach
    void record() {
        store.add("docker.io/library/httpd:latest", "amd64");
        Map<String, String> labels =
                Map.of("jdock.io/image.artifact-type", TYPE, "jdock.io/image.artifact-size", "1005");
        store.put(new ImageRecord("docker.io/library/notes:1", id, target, labels, Instant.EPOCH));
    }

    @Test
    void itIsFoundByNameAndByTheDigestOfItsManifest() {
        assertEquals(id, catalog.resolve("notes:1").id());
        assertEquals(List.of("notes:1"), catalog.resolve(id).tags());
        assertEquals(2, catalog.list().size());
    }

    @Test
    void theListShowsItsSizeAndNoTime() {
        StoredImage artifact = catalog.resolve("notes:1");

        ImageSummary line = ImageViews.summary(artifact, catalog.size(artifact), -1, 0, ApiVersion.NEWEST);

        assertEquals(1005, line.size());
        assertEquals(Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(), line.created());
    }

    @Test
    void whoLooksCloselySeesItsTypeAndNoPlatform() {
        StoredImage artifact = catalog.resolve("notes:1");

        JsonNode shown = EngineJson.read(
                EngineJson.write(ImageViews.inspect(artifact, catalog.size(artifact), Optional.empty())),
                JsonNode.class);

        assertEquals(TYPE, shown.get("Descriptor").get("artifactType").asText());
        assertEquals(id, shown.get("Id").asText());
        assertEquals("", shown.get("Os").asText() + shown.get("Architecture").asText());
        assertEquals(List.of(), ImageViews.history(List.of(artifact), catalog::layerSize));
    }

    @Test
    void itsManifestIsOfAnUnknownKindAndAllHere() {
        ImageManifestSummary manifest = new ManifestViews(catalog, _ -> List.of())
                .of(catalog.resolve("notes:1"))
                .getFirst();

        assertEquals("unknown", manifest.kind());
        assertEquals(true, manifest.available());
        assertEquals(target.size() + NOTES.length, manifest.size().content());
    }

    @Test
    void noContainerIsMadeOfIt() {
        var refused = assertThrows(InvalidArgumentException.class, () -> catalog.runnable("notes:1", "linux/amd64"));

        assertEquals(
                "no container can be made of notes:1: it is not an image but an artifact of type \"%s\""
                        .formatted(TYPE),
                refused.text());
        assertEquals("amd64", catalog.runnable("httpd", "linux/amd64").config().architecture());
    }

    @Test
    void namesComeAndGo() {
        names.tag("notes:1", ImageReference.parse("docker.io/team/notes:2"));
        assertEquals(List.of("notes:1", "team/notes:2"), catalog.resolve(id).tags());

        names.remove("notes:1", false, false);
        List<ImageDeleteItem> done = names.remove("team/notes:2", false, false);

        assertEquals(ImageDeleteItem.deleted(id), done.getLast());
        assertEquals(List.of("docker.io/library/httpd:latest"), store.names());
    }

    @Test
    void itsBytesCount() {
        LayerSharing all = new LayerSharing(catalog.list(), catalog::layerSize);

        assertEquals(1000 + 1005, all.all());
        assertEquals(1005, all.freedWithout(List.of(catalog.resolve("notes:1"))));
    }

    @Test
    void manyHaveTheSameEmptyConfiguration() {
        Digest other = Digest.of(new byte[] {1});
        Descriptor manifest = new Descriptor(MediaTypes.OCI_MANIFEST, other, 1);
        store.put(new ImageRecord(
                "docker.io/library/other:1",
                other.toString(),
                manifest,
                Map.of("jdock.io/image.artifact-type", ""),
                Instant.EPOCH));

        assertEquals(List.of("other:1"), catalog.resolve("other:1").tags());
        assertEquals(Optional.of(""), catalog.resolve("other:1").artifactType());
    }
}
