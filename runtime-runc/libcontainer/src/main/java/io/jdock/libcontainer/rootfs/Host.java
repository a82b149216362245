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

    /** Whether SELinux is in force or at least looks on, so that mounts can have labels. */
    boolean hasSelinux();

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
            public boolean hasSelinux() {
                return Files.exists(Path.of("/sys/fs/selinux/enforce"));
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
