package io.jdock.libcontainer.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import io.jdock.linux.batch.Slots;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        MountOptions options = MountOptions.parse(List.of("rbind", "slave", "rshared", "ro"));

        assertTrue(options.bind() && options.recursive() && options.readOnly());
        assertEquals(List.of(MountFlags.SLAVE, MountFlags.SHARED | MountFlags.REC), options.propagation());
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
        MountOptions options = MountOptions.parse(List.of("rbind", "rro", "rnosuid", "rnoatime", "rdev"));

        assertEquals(MountAttr.RDONLY | MountAttr.NOSUID | MountAttr.NOATIME, options.setRecursively());
        assertEquals(MountAttr.ATIME | MountAttr.NODEV, options.clearRecursively());
        assertEquals(0, options.set());
    }

    @Test
    void knowsEveryWordOfTheSpecification() {
        List<String> words = Stream.of(
                        "async atime bind defaults dev diratime dirsync exec iversion lazytime loud mand noatime nodev",
                        "nodiratime noexec noiversion nolazytime nomand norelatime nostrictatime nosuid nosymfollow",
                        "private ratime rbind rdev rdiratime relatime remount rexec rnoatime rnodev rnodiratime rnoexec",
                        "rnorelatime rnostrictatime rnosuid rnosymfollow ro rprivate rrelatime rro rrw rshared rslave",
                        "rstrictatime rsuid rsymfollow runbindable rw shared silent slave strictatime suid symfollow sync",
                        "unbindable idmap ridmap")
                .flatMap(line -> Stream.of(line.split(" ")))
                .toList();

        for (String word : words) {
            assertEquals(List.of(), MountOptions.parse(List.of(word)).data(), word);
        }
    }

    @Test
    void tellsWhatIsDoneWithTheMount() {
        assertEquals(MountOptions.Kind.NEW, kind("ro"));
        assertEquals(MountOptions.Kind.BIND, kind("bind"));
        assertEquals(MountOptions.Kind.RECURSIVE_BIND, kind("rbind"));
        assertEquals(MountOptions.Kind.REMOUNT, kind("remount", "ro"));
        assertEquals(MountOptions.Kind.BIND_REMOUNT, kind("remount", "bind", "ro"));
        assertEquals(MountOptions.Kind.COPY_UP, kind("tmpcopyup"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThrows(InvalidArgumentException.class, () -> MountOptions.parse(List.of("tmpcopyup", "bind")));
        assertThrows(InvalidArgumentException.class, () -> MountOptions.parse(List.of("tmpcopyup", "remount")));
        assertThrows(InvalidArgumentException.class, () -> MountOptions.parse(List.of("size=1,uid=0")));
        assertThrows(InvalidArgumentException.class, () -> MountOptions.parse(List.of("size=1\0")));
    }

    @Test
    void saysTheSameInFlagsOfMount() {
        MountOptions options = MountOptions.parse(List.of("ro", "nosuid", "noatime", "nodiratime", "sync", "async"));

        assertEquals(
                MountFlags.RDONLY
                        | MountFlags.NOSUID
                        | MountFlags.NOATIME
                        | MountFlags.NODIRATIME
                        | MountFlags.SYNCHRONOUS,
                PathMount.flags(options));
    }

    @Test
    void aContextIsAnOptionOfMountAsWell() {
        MountLabel label = new MountLabel(Optional.of("system_u:object_r:container_file_t:s0:c1,c2"), new Slots());
        MountOptions options = MountOptions.parse(List.of("size=64k", "nosuid", "mode=700"));

        assertEquals(
                "size=64k,mode=700,context=\"system_u:object_r:container_file_t:s0:c1,c2\"",
                new PathMount.FileSystem("tmpfs", "tmpfs", options).data(label));
        assertEquals("size=64k,mode=700", new PathMount.FileSystem("proc", "proc", options).data(label));
    }

    private static MountOptions.Kind kind(String... options) {
        return MountOptions.parse(List.of(options)).kind();
    }
}
