package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.MountSteps.mount;
import static io.jdock.linux.batch.MountSteps.openTree;
import static io.jdock.linux.batch.MountSteps.unmount;

import io.jdock.linux.At;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mounts a file system with options that fsconfig(2) does not take because they are too long, such as the layers of an overlay.
 * mount(2) takes them, and a path; so the mount point is named by its descriptor.
 */
final class PathMount {

    private static final String HELD = "/proc/self/fd/" + Borrowed.MOUNT_POINT;

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
    private final MountLabel label;

    PathMount(InRoot inRoot, MountPoint point, MountLabel label) {
        this.inRoot = inRoot;
        this.point = point;
        this.label = label;
    }

    /** What is to be made. */
    record FileSystem(String type, @Nullable String source, MountOptions options) {

        /** As mount(2) takes them. */
        String data(MountLabel label) {
            List<String> data = new ArrayList<>(options.data());
            label.option(type).ifPresent(data::add);
            return String.join(",", data);
        }
    }

    static boolean isNeeded(MountOptions options) {
        return options.data().stream().anyMatch(option -> option.length() >= MOST_CONFIGURABLE);
    }

    /**
     * Makes a file system that is detached in the end, as others are: mounted at its place and taken away from there. Nothing
     * of the container runs yet.
     *
     * @param mount where its descriptor goes
     */
    void make(Exchange exchange, MountPlan plan, InnerPath place, Slot mount, FileSystem made) {
        String type = made.type();
        String purpose = "mount %s on %s".formatted(type, plan.destination());
        Batch batch = exchange.batch();
        point.open(exchange, plan, place, type, purpose);
        hold(batch);
        batch.add(mount(made.source(), HELD, type, flags(made.options()), made.data(label))
                .named(purpose));
        inRoot.open(batch, place, point.slot(), purpose);
        hold(batch);
        batch.add(openTree(Arg.fd(Borrowed.MOUNT_POINT), "", MountAttr.OPEN_TREE_CLONE | At.EMPTY_PATH)
                .named(purpose)
                .into(mount));
        batch.add(unmount(HELD, MountFlags.MNT_DETACH).named(purpose), close(Arg.fd(Borrowed.MOUNT_POINT)));
        label.apply(batch, mount, type);
        Attributes.addOfTree(batch, mount, made.options(), purpose);
    }

    /** Gives what is open the number that its path is known by. */
    private void hold(Batch batch) {
        batch.add(dup3(point.slot(), Borrowed.MOUNT_POINT, OpenFlags.CLOEXEC), close(point.slot()));
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
