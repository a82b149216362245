package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.rootfs.MountOptions.IdMapping;
import io.jdock.libcontainer.rootfs.MountOptions.Kind;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads mount options one by one. */
final class MountOptionParser {

    private long set;
    private long clear;
    private long setRecursively;
    private long clearRecursively;
    private boolean bind;
    private boolean recursive;
    private boolean remount;
    private boolean copyUp;
    private IdMapping idMap = IdMapping.NONE;
    private final List<Long> propagation = new ArrayList<>();
    private final List<String> superblock = new ArrayList<>();
    private final List<String> data = new ArrayList<>();

    MountOptions result() {
        return new MountOptions(
                set, clear, setRecursively, clearRecursively, propagation, kind(), idMap, superblock, data);
    }

    private Kind kind() {
        if (copyUp && (bind || remount)) {
            throw new InvalidArgumentException("mount option \"tmpcopyup\" is only for a new tmpfs");
        }
        if (remount) {
            return bind ? Kind.BIND_REMOUNT : Kind.REMOUNT;
        }
        if (bind) {
            return recursive ? Kind.RECURSIVE_BIND : Kind.BIND;
        }
        return copyUp ? Kind.COPY_UP : Kind.NEW;
    }

    void add(String option) {
        long type = propagation(option);
        if (type != 0) {
            propagation.add(type);
            return;
        }
        switch (option) {
            case "bind" -> bind = true;
            case "rbind" -> {
                bind = true;
                recursive = true;
            }
            case "remount" -> remount = true;
            case "tmpcopyup" -> copyUp = true;
            case "idmap" -> idMap = IdMapping.MOUNT;
            case "ridmap" -> idMap = IdMapping.MOUNT_AND_BELOW;
            case "sync", "async", "dirsync", "lazytime", "nolazytime", "mand", "nomand" -> superblock.add(option);
            // Of no effect: the first two say nothing, the others have none in any kernel we run on.
            case "", "defaults", "iversion", "noiversion", "silent", "loud" -> {}
            default -> addAttribute(option);
        }
    }

    /** The flags that a propagation is set by; 0 for another word. */
    static long propagation(String option) {
        return switch (option) {
            case "private" -> MountFlags.PRIVATE;
            case "rprivate" -> MountFlags.PRIVATE | MountFlags.REC;
            case "shared" -> MountFlags.SHARED;
            case "rshared" -> MountFlags.SHARED | MountFlags.REC;
            case "slave" -> MountFlags.SLAVE;
            case "rslave" -> MountFlags.SLAVE | MountFlags.REC;
            case "unbindable" -> MountFlags.UNBINDABLE;
            case "runbindable" -> MountFlags.UNBINDABLE | MountFlags.REC;
            default -> 0;
        };
    }

    private void addAttribute(String option) {
        boolean ofTree = option.startsWith("r") && attribute(option.substring(1)) != null;
        Attribute attribute = attribute(ofTree ? option.substring(1) : option);
        if (attribute == null) {
            addData(option);
        } else if (ofTree) {
            setRecursively = (setRecursively & ~attribute.clear()) | attribute.set();
            clearRecursively = (clearRecursively & ~attribute.set()) | attribute.clear();
        } else {
            set = (set & ~attribute.clear()) | attribute.set();
            clear = (clear & ~attribute.set()) | attribute.clear();
        }
    }

    private void addData(String option) {
        if (option.indexOf('\0') >= 0 || option.indexOf(',') >= 0) {
            throw new InvalidArgumentException(
                    "mount option \"%s\" has a forbidden character".formatted(option.replace('\0', '?')));
        }
        data.add(option);
    }

    private record Attribute(long set, long clear) {}

    private static @Nullable Attribute attribute(String option) {
        return switch (option) {
            case "ro" -> new Attribute(MountAttr.RDONLY, 0);
            case "rw" -> new Attribute(0, MountAttr.RDONLY);
            case "nosuid" -> new Attribute(MountAttr.NOSUID, 0);
            case "suid" -> new Attribute(0, MountAttr.NOSUID);
            case "nodev" -> new Attribute(MountAttr.NODEV, 0);
            case "dev" -> new Attribute(0, MountAttr.NODEV);
            case "noexec" -> new Attribute(MountAttr.NOEXEC, 0);
            case "exec" -> new Attribute(0, MountAttr.NOEXEC);
            case "nodiratime" -> new Attribute(MountAttr.NODIRATIME, 0);
            case "diratime" -> new Attribute(0, MountAttr.NODIRATIME);
            case "nosymfollow" -> new Attribute(MountAttr.NOSYMFOLLOW, 0);
            case "symfollow" -> new Attribute(0, MountAttr.NOSYMFOLLOW);
            // The access time modes exclude each other: the whole field is cleared, then one value set.
            case "relatime" -> new Attribute(MountAttr.RELATIME, MountAttr.ATIME);
            case "noatime" -> new Attribute(MountAttr.NOATIME, MountAttr.ATIME);
            case "strictatime" -> new Attribute(MountAttr.STRICTATIME, MountAttr.ATIME);
            case "norelatime", "nostrictatime", "atime" -> new Attribute(MountAttr.RELATIME, MountAttr.ATIME);
            default -> null;
        };
    }
}
