package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.MountSteps.mount;

import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mounts a file system with options that fsconfig(2) does not take because they are too long, such as the layers of an overlay.
 * mount(2) takes them, and a path; so the mount point is named by its descriptor.
 */
final class PathMount {

    /** With the NUL at its end. */
    private static final int MOST_CONFIGURABLE = 256;

    private static final Map<Long, Long> FLAGS = Map.of(
            MountAttr.RDONLY, MountFlags.RDONLY,
            MountAttr.NOSUID, MountFlags.NOSUID,
            MountAttr.NODEV, MountFlags.NODEV,
            MountAttr.NOEXEC, MountFlags.NOEXEC,
            MountAttr.NOATIME, MountFlags.NOATIME,
            MountAttr.STRICTATIME, MountFlags.STRICTATIME,
            MountAttr.NODIRATIME, MountFlags.NODIRATIME,
            MountAttr.NOSYMFOLLOW, MountFlags.NOSYMFOLLOW);

    private static final Map<String, Long> SUPERBLOCK_FLAGS = Map.of(
            "sync", MountFlags.SYNCHRONOUS,
            "dirsync", MountFlags.DIRSYNC,
            "lazytime", MountFlags.LAZYTIME,
            "mand", MountFlags.MANDLOCK);

    private final InRoot inRoot;
    private final MountPoint point;

    PathMount(InRoot inRoot, MountPoint point) {
        this.inRoot = inRoot;
        this.point = point;
    }

    static boolean isNeeded(MountOptions options) {
        return options.data().stream().anyMatch(option -> option.length() >= MOST_CONFIGURABLE);
    }

    void add(
            Exchange exchange,
            MountPlan plan,
            InnerPath place,
            String type,
            @Nullable String source,
            MountOptions options) {
        String purpose = "mount %s on %s".formatted(type, plan.destination());
        Batch batch = exchange.batch();
        point.open(exchange, plan, place, type, purpose);
        batch.add(dup3(point.slot(), Borrowed.MOUNT_POINT, OpenFlags.CLOEXEC), close(point.slot()));
        String target = "/proc/self/fd/" + Borrowed.MOUNT_POINT;
        batch.add(mount(source, target, type, flags(options), String.join(",", options.data()))
                .named(purpose));
        batch.add(close(Arg.fd(Borrowed.MOUNT_POINT)));
        inRoot.open(batch, place, point.slot(), purpose);
        Attributes.addOfTree(batch, point.slot(), options, purpose);
        batch.add(close(point.slot()));
    }

    /** The flags of mount(2) that say the same. */
    static long flags(MountOptions options) {
        long flags = 0;
        for (Map.Entry<Long, Long> flag : FLAGS.entrySet()) {
            flags |= (options.set() & flag.getKey()) != 0 ? flag.getValue() : 0;
        }
        for (String option : options.superblock()) {
            flags |= SUPERBLOCK_FLAGS.getOrDefault(option, 0L);
        }
        return flags;
    }
}
