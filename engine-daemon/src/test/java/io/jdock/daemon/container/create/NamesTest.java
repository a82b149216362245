package io.jdock.daemon.container.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

    @Test
    void takesANameWithOrWithoutSlash() {
        assertEquals("web-1.a_b", ContainerName.parse("/web-1.a_b"));
        assertEquals("web", ContainerName.parse("web"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a", "a/b", "-a", "a b", "..", "ä1", "//web", "a\n"})
    void refusesWhatDockerRefuses(String name) {
        var error = assertThrows(InvalidArgumentException.class, () -> ContainerName.parse(name));

        assertEquals(
                "Invalid container name (%s), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed".formatted(name),
                error.text());
    }

    @Test
    void inventsNamesThatAreValidAndDiffer() {
        InventedNames names = new InventedNames(new Random(1));

        for (int i = 0; i < 1000; i++) {
            assertTrue(ContainerName.parse(names.next(i)).contains("_"));
        }
        assertNotEquals(names.next(0), names.next(0));
    }
}
