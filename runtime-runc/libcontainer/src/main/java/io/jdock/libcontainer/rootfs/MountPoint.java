package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.fstatfs;
import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.MountSteps.moveMount;

import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;

/** The place in a container that something is mounted on: opened, made if need be, checked, and used through its descriptor. */
final class MountPoint {

    /** PROC_SUPER_MAGIC of statfs(2). */
    static final long PROC_MAGIC = 0x9fa0;

    private final InRoot inRoot;
    private final Slot target;

    MountPoint(InRoot inRoot, Slots slots) {
        this.inRoot = inRoot;
        this.target = slots.next("mount point");
    }

    /** What was opened last. */
    Slot slot() {
        return target;
    }

    /** Opens a place and attaches a prepared mount there. */
    void attach(Batch batch, Slot mount, InnerPath destination, boolean directory, String purpose) {
        inRoot.openOrMake(batch, destination, directory, target, purpose);
        attach(batch, mount, destination.toString(), purpose);
    }

    /** The same for a file that a link in the image must not lead into procfs: there it could cover what others trust. */
    void attachOutsideProc(Batch batch, Slot mount, InnerPath destination, String purpose, Expectations expect) {
        inRoot.openOrMake(batch, destination, false, target, purpose);
        batch.add(fstatfs(target, purpose, expect.fileSystem(purpose, PROC_MAGIC, false)));
        attach(batch, mount, destination.toString(), purpose);
    }

    /** Attaches a prepared mount to the place that is open, and closes that. */
    void attach(Batch batch, Slot mount, String name, String purpose) {
        batch.add(moveMount(mount, target, name).named(purpose), close(target));
    }

    /**
     * Opens the place that a mount is for.
     *
     * @param place that place, with no links in its path if they led to nothing
     * @param type the file system's
     */
    void open(Exchange exchange, MountPlan plan, InnerPath place, String type, String purpose) {
        if (type.equals("proc") || type.equals("sysfs")) {
            inRoot.make(exchange.batch(), place, true, purpose);
            openPlainly(
                    exchange.batch(),
                    place,
                    purpose + ": filesystem \"" + type + "\" must be mounted on ordinary directory");
            return;
        }
        inRoot.openOrMake(exchange.batch(), place, plan.directory(), target, purpose);
        boolean mayBeInProc = plan.destination().names().getFirst().equals("proc");
        if (!mayBeInProc) {
            exchange.batch().add(fstatfs(target, purpose, exchange.expect().fileSystem(purpose, PROC_MAGIC, false)));
        }
    }

    /** Without links: an image whose /proc is one could make us mount it elsewhere and trust a fake one. */
    private void openPlainly(Batch batch, InnerPath place, String purpose) {
        batch.add(openat2(
                        inRoot.root(),
                        place.relative(),
                        OpenFlags.PATH | OpenFlags.DIRECTORY,
                        0,
                        InRoot.RESOLVE | Resolve.NO_SYMLINKS)
                .named(purpose)
                .into(target));
    }
}
