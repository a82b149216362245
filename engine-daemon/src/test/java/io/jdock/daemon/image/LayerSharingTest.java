package io.jdock.daemon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.RootFs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LayerSharingTest {

    private final StoredImage base = image("base");
    private final StoredImage web = image("base", "web");
    private final StoredImage other = image("other");
    /** Each layer has as many bytes as its power of ten says. */
    private final Map<ChainId, Long> sizes = new HashMap<>(Map.of(
            ImageCatalog.layers(base).getFirst(), 1L,
            ImageCatalog.layers(web).getLast(), 10L,
            ImageCatalog.layers(other).getFirst(), 100L));

    private final LayerSharing layers = new LayerSharing(List.of(base, web, other), sizes::get);

    private static StoredImage image(String... layers) {
        List<DiffId> diffIds = Stream.of(layers)
                .map(layer -> new DiffId(Digest.of(layer.getBytes(StandardCharsets.UTF_8))))
                .toList();
        String name = String.join("-", layers);
        Descriptor target = new Descriptor("m", Digest.of(name.getBytes(StandardCharsets.UTF_8)), 1);
        ImageConfig config =
                new ImageConfig(null, null, null, null, null, null, null, new RootFs(diffIds), null, null, null, null);
        String id = "sha256:" + name;
        return new StoredImage(
                new ImageRecord(id, id, target, Map.of(), Instant.EPOCH), List.of(), List.of(), config, Instant.EPOCH);
    }

    @Test
    void countsWhatOthersHaveToo() {
        assertEquals(1, layers.shared(base));
        assertEquals(1, layers.shared(web));
        assertEquals(0, layers.shared(other));
        assertEquals(111, layers.all());
    }

    @Test
    void knowsLaterWhatWasRemovedMeanwhile() {
        sizes.clear();

        assertEquals(10, layers.freedWithout(List.of(web)));
    }

    @Test
    void freesOnlyWhatNobodyElseHas() {
        assertEquals(0, layers.freedWithout(List.of(base)));
        assertEquals(10, layers.freedWithout(List.of(web)));
        assertEquals(11, layers.freedWithout(List.of(web, base)));
        assertEquals(0, layers.freedWithout(List.of()));
    }
}
