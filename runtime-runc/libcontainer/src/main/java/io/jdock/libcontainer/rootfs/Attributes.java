package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.MountSteps.mountSetattr;

import io.jdock.linux.At;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;

/** Sets what the options of a mount say of the mount itself. */
final class Attributes {

    private static final long ACCESS_TIME = MountAttr.ATIME | MountAttr.NODIRATIME;

    private Attributes() {}

    /**
     * Sets the attributes of an existing mount, or of a copy of one. As mount(8) does it, whoever names any has named all; only
     * the access time stays what it is unless it is named too.
     */
    static void replace(Batch batch, Slot mount, MountOptions options, String purpose) {
        if ((options.set() | options.clear()) == 0) {
            return;
        }
        long clear = MountAttr.SINGLE & ~options.set();
        if (((options.set() | options.clear()) & ACCESS_TIME) != 0) {
            clear |= ACCESS_TIME & ~options.set() | MountAttr.ATIME;
        }
        // In a user namespace some of the host's are locked. Then only what is really asked for has to succeed.
        batch.add(mountSetattr(mount, purpose, options.set(), clear, 0, 0).tolerant());
        batch.add(mountSetattr(mount, purpose, options.set(), withAccessTime(options.set(), options.clear()), 0, 0)
                .named(purpose));
    }

    /** Sets attributes of the whole tree, and then how mounts propagate. */
    static void addOfTree(Batch batch, Slot mount, MountOptions options, String purpose) {
        if ((options.setRecursively() | options.clearRecursively()) != 0) {
            long clear = withAccessTime(options.setRecursively(), options.clearRecursively());
            batch.add(mountSetattr(mount, purpose, options.setRecursively(), clear, 0, At.RECURSIVE)
                    .named(purpose));
        }
        for (long type : options.propagation()) {
            int flags = (type & MountFlags.REC) != 0 ? At.RECURSIVE : 0;
            batch.add(mountSetattr(mount, purpose, 0, 0, type & ~MountFlags.REC, flags)
                    .named(purpose));
        }
    }

    /** The kernel wants the whole access time field cleared before it takes a new mode. */
    private static long withAccessTime(long set, long clear) {
        return (set & MountAttr.ATIME) != 0 ? clear | MountAttr.ATIME : clear;
    }
}
