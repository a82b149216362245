package io.jdock.daemon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.event.EventBus;
import io.jdock.errdefs.ConflictException;
import io.jdock.oci.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a build stands on: a base, and a step without a name that nothing was made of yet. */
final class HeldImagesTest {

    private static final String BASE = "docker.io/library/base:latest";

    private final FakeImageStore store = new FakeImageStore();
    private final ImageCatalog catalog = new ImageCatalog(store);
    private final ImageNames names =
            new ImageNames(catalog, store, _ -> List.of(), new FakeLastUses(), new EventBus(() -> Instant.EPOCH));
    private final String base = store.add(BASE, "amd64");
    private final String step = store.addStep(base);

    private List<String> pruned() {
        return names.prune(_ -> true, new ArrayList<>()).stream()
                .map(StoredImage::id)
                .toList();
    }

    @Test
    void nothingTakesAwayWhatIsHeld() {
        try (HeldImages.Hold hold = names.held().begin()) {
            hold.add(step);

            assertEquals(List.of(), pruned());
            String error = assertThrows(ConflictException.class, () -> names.remove(step, false, false))
                    .text();
            assertTrue(error.contains("(must be forced) - image is being used by a build"), error);
        }
        assertEquals(List.of(step, base), pruned());
    }

    @Test
    void aNameThatIsTakenAwayByForceLeavesTheImage() {
        names.tag(step, ImageReference.parse("app:1"));
        try (HeldImages.Hold hold = names.held().begin()) {
            hold.add(step);

            assertThrows(ConflictException.class, () -> names.remove("app:1", false, false));
            names.remove("app:1", true, false);
            assertTrue(catalog.resolve(step).names().isEmpty());
        }
    }

    @Test
    void whatIsHeldTwiceStaysUntilBothLetGo() {
        HeldImages.Hold first = names.held().begin();
        HeldImages.Hold second = names.held().begin();
        first.add(step);
        second.add(step);

        first.close();
        first.close();
        assertEquals(List.of(), pruned());
        second.close();
        assertEquals(List.of(step, base), pruned());
    }

    @Test
    void whatWasJustBuiltOfItIsHeldBeforeItsBuilderKnows() {
        ImageRecord made = catalog.resolve(step).record();
        store.put(new ImageRecord(
                step,
                step,
                made.target(),
                Map.of("jdock.io/image.parent", base, "jdock.io/build.key", "key"),
                Instant.EPOCH));
        try (HeldImages.Hold hold = names.held().begin()) {
            hold.add(base);

            assertEquals(List.of(), pruned());
        }
    }
}
