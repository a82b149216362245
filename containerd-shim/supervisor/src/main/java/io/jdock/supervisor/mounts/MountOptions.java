package io.jdock.supervisor.mounts;

import io.jdock.linux.MountFlags;
import java.util.ArrayList;
import java.util.List;

/**
 * A mount's options as mount(2) takes them: those the kernel knows for every file system as bits, the others as text for the
 * file system itself.
 */
record MountOptions(long flags, String data) {

    static MountOptions parse(List<String> options) {
        long flags = 0;
        List<String> data = new ArrayList<>();
        for (String option : options) {
            long set = flag(option);
            if (set != 0) {
                flags |= set;
            } else if (cleared(option) != 0) {
                flags &= ~cleared(option);
            } else if (!option.equals("defaults")) {
                data.add(option);
            }
        }
        return new MountOptions(flags, String.join(",", data));
    }

    private static long flag(String option) {
        return switch (option) {
            case "ro" -> MountFlags.RDONLY;
            case "nosuid" -> MountFlags.NOSUID;
            case "nodev" -> MountFlags.NODEV;
            case "noexec" -> MountFlags.NOEXEC;
            case "sync" -> MountFlags.SYNCHRONOUS;
            case "dirsync" -> MountFlags.DIRSYNC;
            case "noatime" -> MountFlags.NOATIME;
            case "nodiratime" -> MountFlags.NODIRATIME;
            case "relatime" -> MountFlags.RELATIME;
            case "strictatime" -> MountFlags.STRICTATIME;
            case "bind" -> MountFlags.BIND;
            case "rbind" -> MountFlags.BIND | MountFlags.REC;
            default -> 0;
        };
    }

    private static long cleared(String option) {
        return switch (option) {
            case "rw" -> MountFlags.RDONLY;
            case "suid" -> MountFlags.NOSUID;
            case "dev" -> MountFlags.NODEV;
            case "exec" -> MountFlags.NOEXEC;
            case "async" -> MountFlags.SYNCHRONOUS;
            case "atime" -> MountFlags.NOATIME;
            default -> 0;
        };
    }

    boolean isBind() {
        return (flags & MountFlags.BIND) != 0;
    }
}
