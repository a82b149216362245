package io.jdock.libcontainer.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MountPointsTest {

    @TempDir
    Path directory;

    @Test
    void findsTheInnermostMountOfAPath() throws IOException {
        Path real = directory.toRealPath();
        Path inner = Files.createDirectories(real.resolve("a b/c"));
        Files.createSymbolicLink(real.resolve("link"), inner);
        MountPoints mounts = MountPoints.parse(List.of(
                "27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
                "30 27 0:1 / %s/a\\040b rw - tmpfs tmpfs rw".formatted(real),
                "31 27 0:2 / %s/a\\040 rw - tmpfs tmpfs rw".formatted(real)));

        assertEquals(real.resolve("a b"), mounts.of(real.resolve("link")));
        assertEquals(real.resolve("a b"), mounts.of(real.resolve("a b")));
        assertEquals(Path.of("/"), mounts.of(real));
        assertThrows(NotFoundException.class, () -> mounts.of(real.resolve("nothing")));
    }
}
