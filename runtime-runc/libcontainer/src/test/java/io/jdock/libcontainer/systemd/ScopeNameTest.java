package io.jdock.libcontainer.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScopeNameTest {

    @Test
    void namesAUnitInASlice() {
        ScopeName scope = ScopeName.parse("machine.slice:libpod:4f5c");

        assertEquals("libpod-4f5c.scope", scope.unit());
        assertEquals("machine.slice", scope.parent());
        assertEquals("/machine.slice/libpod-4f5c.scope", scope.path());
        assertEquals("machine.slice:libpod:4f5c", scope.toString());
    }

    @Test
    void isASystemServiceWithoutASlice() {
        assertEquals("/system.slice/jdock-a.scope", ScopeName.parse(":jdock:a").path());
    }

    @Test
    void findsSlicesInsideOfSlices() {
        assertEquals(
                "/a.slice/a-b.slice/a-b-c.slice/p-n.scope",
                ScopeName.parse("a-b-c.slice:p:n").path());
        assertEquals("/p-n.scope", ScopeName.parse("-.slice:p:n").path());
    }

    @Test
    void refusesAnotherFormOfPath() {
        var error = assertThrows(InvalidArgumentException.class, () -> ScopeName.parse("/docker/4f5c"));

        assertEquals(
                "expected cgroupsPath to be of format \"slice:prefix:name\" for systemd cgroups,"
                        + " got \"/docker/4f5c\" instead",
                error.text());
    }

    /** Names become directories, and {@code a..slice} would be one that systemd puts elsewhere than we. */
    @Test
    void refusesNamesThatSystemdWouldNotTake() {
        for (String path : List.of(
                "../x.slice:p:n",
                "x:p:n",
                ".slice:p:n",
                "a--b.slice:p:n",
                "-a.slice:p:n",
                "a-.slice:p:n",
                "a.slice:p/../..:n",
                "a.slice:p:n/m",
                "a.slice:p:n\0",
                "a.slice:p:inner.slice",
                "a.slice:p:" + "n".repeat(250))) {
            assertThrows(InvalidArgumentException.class, () -> ScopeName.parse(path), path);
        }
    }

    @Test
    void isToldFromAPathByItsForm() {
        assertTrue(ScopeName.isOne("system.slice:docker:1"));
        assertTrue(ScopeName.isOne(":jdock:1"));
        assertFalse(ScopeName.isOne("/a:b:c"));
        assertFalse(ScopeName.isOne("docker/1"));
        assertFalse(ScopeName.isOne(""));
    }
}
