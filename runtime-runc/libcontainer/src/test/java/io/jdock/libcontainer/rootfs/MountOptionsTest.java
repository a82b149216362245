package io.jdock.libcontainer.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MountOptionsTest {

    @Test
    void keepsWhatIsForTheFileSystem() {
        MountOptions options = MountOptions.parse(List.of("nosuid", "mode=755", "size=64k", "newinstance", "nodev"));

        assertEquals(MountAttr.NOSUID | MountAttr.NODEV, options.set());
        assertEquals(List.of("mode=755", "size=64k", "newinstance"), options.data());
        assertFalse(options.bind());
    }

    @Test
    void knowsBindsAndTheirPropagation() {
        MountOptions options = MountOptions.parse(List.of("rbind", "rslave", "ro"));

        assertTrue(options.bind() && options.recursive() && options.readOnly());
        assertEquals(MountFlags.SLAVE | MountFlags.REC, options.propagation());
    }

    @Test
    void letsTheLaterOptionWin() {
        MountOptions options = MountOptions.parse(List.of("ro", "rw", "noatime", "strictatime"));

        assertFalse(options.readOnly());
        assertEquals(MountAttr.RDONLY, options.clear() & MountAttr.RDONLY);
        assertEquals(MountAttr.STRICTATIME, options.set() & MountAttr.ATIME);
    }

    @Test
    void appliesRecursiveOptionsToTheTree() {
        MountOptions options = MountOptions.parse(List.of("rbind", "rro", "rnosuid"));

        assertEquals(MountAttr.RDONLY | MountAttr.NOSUID, options.setRecursively());
        assertEquals(0, options.set());
    }

    @Test
    void refusesWhatItDoesNotHonour() {
        assertThrows(NotImplementedException.class, () -> MountOptions.parse(List.of("tmpcopyup")));
        assertThrows(InvalidArgumentException.class, () -> MountOptions.parse(List.of("size=1,uid=0")));
    }
}
