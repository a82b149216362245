package io.jdock.daemon.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.jdock.engine.api.json.ApiVersion;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.MediaTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ImageViewsTest {

    private static final String ROOT = "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}";

    private static JsonNode inspect(String config, int minor) {
        byte[] bytes = config.getBytes(UTF_8);
        Descriptor target = new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(bytes), 7);
        String id = target.digest().toString();
        StoredImage image = new StoredImage(
                new ImageRecord(id, id, target, Map.of(), Instant.EPOCH),
                List.of(),
                List.of(),
                Documents.config(bytes, "config"),
                Instant.EPOCH);
        byte[] shown = EngineJson.write(ImageViews.inspect(image, 1, Optional.empty()), new ApiVersion(1, minor));
        return EngineJson.read(shown, JsonNode.class);
    }

    @Test
    void olderClientsSeeTheContainerThatAnImageWasMadeOfAsTheImageHasIt() {
        String config =
                "{%s,\"container\":\"abc\",\"container_config\":{\"Image\":\"i\",\"Entrypoint\":null,\"New\":[1]}}"
                        .formatted(ROOT);

        JsonNode shown = inspect(config, 44);

        assertEquals("abc", shown.get("Container").asText());
        assertEquals(
                "{\"Image\":\"i\",\"Entrypoint\":null,\"New\":[1]}",
                shown.get("ContainerConfig").toString());
    }

    @Test
    void olderClientsSeeAnEmptyContainerWhereThereWasNone() {
        JsonNode shown = inspect("{%s}".formatted(ROOT), 30);

        assertEquals("", shown.get("Container").asText());
        assertEquals("", shown.get("ContainerConfig").get("Image").asText());
    }

    @Test
    void newerClientsDoNotSeeIt() {
        JsonNode shown =
                inspect("{%s,\"container\":\"abc\",\"container_config\":{\"Image\":\"i\"}}".formatted(ROOT), 45);

        assertFalse(shown.has("Container"), shown::toString);
        assertFalse(shown.has("ContainerConfig"), shown::toString);
    }
}
