package io.jdock.libcontainer.rootfs;

import io.jdock.libcontainer.capabilities.OwnCapabilities;
import io.jdock.linux.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a plan has to know of the machine that it is for. */
public interface Host {

    /** Whether a directory is at this path; what is not there is none. */
    boolean isDirectory(Path path);

    /** Whether this process may make device nodes that work. */
    boolean mayMakeDevices();

    /** Where the mount that holds this path is mounted; for a mount point the path itself. */
    Path mountPointOf(Path path);

    /** The machine we run on. */
    static Host current() {
        return new Host() {
            @Override
            public boolean isDirectory(Path path) {
                return Files.isDirectory(path);
            }

            @Override
            public boolean mayMakeDevices() {
                return OwnCapabilities.current().has(Capability.MKNOD) && inFirstUserNamespace();
            }

            @Override
            public Path mountPointOf(Path path) {
                return MountPoints.current().of(path);
            }
        };
    }

    /** In any other one device nodes do not work, whatever capabilities there are. */
    private static boolean inFirstUserNamespace() {
        try {
            return Files.readString(Path.of("/proc/self/uid_map")).strip().matches("0 +0 +4294967295");
        } catch (IOException e) {
            throw new UncheckedIOException("read /proc/self/uid_map", e);
        }
    }
}
