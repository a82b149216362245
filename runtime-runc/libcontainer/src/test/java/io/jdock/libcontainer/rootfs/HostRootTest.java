package io.jdock.libcontainer.rootfs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which mounts are taken for the root of a container without a mount namespace of its own. */
final class HostRootTest {

    private static final String HOST = "20 1 8:1 / / rw - ext4 /dev/sda1 rw";
    private static final Path ROOT = Path.of("/b/root fs");

    @Test
    void aPlainDirectoryThatCoversItself() {
        assertTrue(covers(HOST, "30 20 8:1 /b/root\\040fs /b/root\\040fs rw - ext4 /dev/sda1 rw"));
    }

    @Test
    void aFileSystemMountedOnceMoreOverItself() {
        String overlay = "30 20 0:50 / /b/root\\040fs rw - overlay overlay rw";

        assertTrue(covers(HOST, overlay, "31 30 0:50 / /b/root\\040fs rw - overlay overlay rw"));
        assertFalse(covers(HOST, overlay));
    }

    @Test
    void belowAMountThatShowsAPartOfItsFileSystem() {
        String part = "25 20 8:2 /volumes/7 /b rw - ext4 /dev/sdb1 rw";

        assertTrue(covers(HOST, part, "30 25 8:2 /volumes/7/root\\040fs /b/root\\040fs rw - ext4 /dev/sdb1 rw"));
        assertFalse(covers(HOST, part, "30 25 8:2 /volumes/8/root\\040fs /b/root\\040fs rw - ext4 /dev/sdb1 rw"));
    }

    @Test
    void notWhatSomebodyElseHasMounted() {
        assertFalse(covers(HOST));
        assertFalse(covers(HOST, "30 20 8:1 /elsewhere /b/root\\040fs rw - ext4 /dev/sda1 rw"));
        assertFalse(covers(HOST, "30 20 8:9 /b/root\\040fs /b/root\\040fs rw - ext4 /dev/sdc1 rw"));
        assertFalse(covers(HOST, "30 20 8:1 /b/root\\040fs/proc /b/root\\040fs/proc rw - ext4 /dev/sda1 rw"));
    }

    private static boolean covers(String... mountinfo) {
        return HostRoot.coversItself(Stream.of(mountinfo).map(Mounted::parse).toList(), ROOT);
    }
}
