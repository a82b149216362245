package io.jdock.daemon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.daemon.event.EventBus;
import io.jdock.engine.api.image.ImageDeleteItem;
import io.jdock.errdefs.ConflictException;
import io.jdock.oci.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Images that others were made of: a base with a name, two steps without one, and what came of them. */
final class LineageTest {

    private final FakeImageStore store = new FakeImageStore();
    private final List<ImageUse.User> users = new ArrayList<>();
    private String used = "";
    private final ImageCatalog catalog = new ImageCatalog(store);
    private final ImageNames names = new ImageNames(
            catalog,
            store,
            id -> id.equals(used) ? List.copyOf(users) : List.of(),
            new FakeLastUses(),
            new EventBus(() -> Instant.EPOCH));
    private final String base = store.add("docker.io/library/base:latest", "amd64");
    private final String first = store.addStep(base);
    private final String second = store.addStep(first);
    private final String last = store.addStep(second);

    private List<String> going(Predicate<StoredImage> wanted) {
        return names.prunable(wanted).stream().map(StoredImage::id).toList();
    }

    private static boolean nameless(StoredImage image) {
        return image.names().isEmpty();
    }

    @Test
    void onlyNamelessParentsAreSteps() {
        Lineage lineage = new Lineage(catalog.list());

        assertTrue(lineage.isIntermediate(catalog.resolve(first)));
        assertFalse(lineage.isIntermediate(catalog.resolve(base)));
        assertFalse(lineage.isIntermediate(catalog.resolve(last)));
    }

    @Test
    void stepsGoWithTheLastThingThatWasMadeOfThem() {
        assertEquals(List.of(last, second, first), going(LineageTest::nameless));
        assertEquals(List.of(last, second, first, base), going(_ -> true));
        names.tag(last, ImageReference.parse("app:1"));
        assertEquals(List.of(), going(LineageTest::nameless));
    }

    @Test
    void whatAContainerHasKeepsWhatItWasMadeOf() {
        used = second;
        users.add(new ImageUse.User("c".repeat(64), false));

        assertEquals(List.of(last), going(_ -> true));
    }

    @Test
    void removalTakesTheStepsAlongUnlessTheyAreToStay() {
        names.tag(last, ImageReference.parse("app:1"));

        assertEquals(
                List.of(
                        ImageDeleteItem.untagged("app:1"),
                        ImageDeleteItem.deleted(last),
                        ImageDeleteItem.deleted(second),
                        ImageDeleteItem.deleted(first)),
                names.remove("app:1", false, false));
        assertEquals(List.of("docker.io/library/base:latest"), store.names());
    }

    @Test
    void removalLeavesTheStepsWhereThatIsWanted() {
        names.tag(last, ImageReference.parse("app:1"));
        names.remove("app:1", false, true);

        assertEquals(
                List.of("docker.io/library/base:latest", first, second).stream()
                        .sorted()
                        .toList(),
                store.names());
    }

    @Test
    void whatOthersWereMadeOfLosesOnlyItsName() {
        assertEquals(List.of(ImageDeleteItem.untagged("base:latest")), names.remove("base", false, false));
        assertTrue(catalog.resolve(base).names().isEmpty());

        var error = assertThrows(ConflictException.class, () -> names.remove(base, true, false));
        assertTrue(error.text().contains("image has dependent child images"), error::text);
    }

    @Test
    void historyNamesTheStepsThatAreHere() {
        assertEquals(
                List.of(last, second, first, base),
                catalog.steps(catalog.resolve(last)).stream()
                        .map(StoredImage::id)
                        .toList());
    }
}
