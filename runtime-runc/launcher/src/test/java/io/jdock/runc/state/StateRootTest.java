package io.jdock.runc.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.InvalidArgumentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories by container name, and who may change them. */
final class StateRootTest {

    @TempDir
    Path directory;

    private StateRoot root;

    @BeforeEach
    void makeRoot() {
        root = new StateRoot(directory.resolve("a/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä", "a\nb"})
    void aNameThatIsNoFileNameIsRefused(String id) {
        assertEquals(
                "invalid container ID format",
                assertThrows(InvalidArgumentException.class, () -> root.make(id))
                        .text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-1_2.3+4", "...", "-x"})
    void otherNamesAreTaken(String id) {
        assertEquals(id, root.make(id).id());
    }

    @Test
    void aNameIsTakenOnce() {
        root.make("c");

        assertThrows(AlreadyExistsException.class, () -> root.make("c"));
    }

    @Test
    void allAreListedByName() {
        root.make("b");
        root.make("a");

        assertEquals(
                List.of("a", "b"),
                root.all().stream().map(ContainerDirectory::id).toList());
        assertEquals(List.of(), new StateRoot(directory.resolve("none")).all());
    }

    @Test
    void aLockThatWasWaitedForWhileTheContainerWentIsNone() {
        ContainerDirectory first = root.make("c");
        assertTrue(first.lock().isPresent());

        first.remove();

        assertEquals(true, root.directory("c").lock().isEmpty());
    }

    @Test
    void aHeldLockShows() {
        ContainerDirectory made = root.make("c");
        ContainerDirectory.Lock lock = made.lock().orElseThrow();

        assertTrue(root.directory("c").isLocked());
        lock.close();
        assertFalse(root.directory("c").isLocked());
    }

    @Test
    void removalLeavesNothing() {
        ContainerDirectory made = root.make("c");
        made.writeSpec(new byte[] {1});
        made.writeStart(List.of("a", "b"));
        assertEquals(List.of("a", "b"), made.start());

        made.remove();
        made.remove();

        assertFalse(Files.exists(directory.resolve("a/b/c")));
    }
}
