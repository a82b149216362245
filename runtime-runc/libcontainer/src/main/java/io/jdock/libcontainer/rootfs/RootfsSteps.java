package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.chdir;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.fchdir;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.umask;
import static io.jdock.linux.batch.MountSteps.mountSetattr;
import static io.jdock.linux.batch.MountSteps.moveMount;
import static io.jdock.linux.batch.MountSteps.openTree;
import static io.jdock.linux.batch.MountSteps.pivotRoot;
import static io.jdock.linux.batch.MountSteps.setPropagation;
import static io.jdock.linux.batch.MountSteps.unmount;

import io.jdock.libcontainer.namespaces.IdMap;
import io.jdock.linux.At;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Terminal;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.linux.trampoline.Link;
import java.util.List;
import java.util.Optional;

/**
 * Carries a {@link RootfsPlan} out through a launcher that is in a mount namespace of its own. Three batches: mounts and devices;
 * the cgroup mount, for which the launcher must have joined its cgroup, and a look at what is to be protected; protection, the
 * terminal and the change of root.
 */
public final class RootfsSteps {

    private final RootfsPlan plan;
    private final Slot root;
    private final Slot place;
    private final InRoot inRoot;
    private final Mounter mounter;
    private final ProtectedPaths protectedPaths;
    private final StandardStreams streams;
    private final ConsoleSteps console;
    private final BorrowedDevices borrowed;
    private Optional<Reply> taken = Optional.empty();

    public RootfsSteps(RootfsPlan plan, Slots slots) {
        this.plan = plan;
        this.root = slots.next("root");
        this.place = slots.next("place of the root");
        this.inRoot = new InRoot(root, slots);
        this.mounter = new Mounter(inRoot, slots);
        this.protectedPaths = new ProtectedPaths(root, slots);
        this.streams = new StandardStreams(slots);
        this.console = new ConsoleSteps(root, slots);
        this.borrowed = new BorrowedDevices(plan.deviceSource(), mounter, slots);
    }

    /**
     * Opens everything that is the host's, for a container whose root has no rights there.
     *
     * @param link of a launcher that still has them, in a mount namespace that is not the host's
     * @param before steps of the same batch that come first
     */
    public void take(Link link, Batch before) {
        Expectations expect = new Expectations();
        before.add(umask(0));
        // Else the container's mounts could travel to the host: to be its slave is all that a user namespace may.
        before.add(setPropagation(
                "/", plan.shared().isPresent() ? MountFlags.SLAVE | MountFlags.REC : plan.propagation()));
        openRoot(before);
        plan.mounts().forEach(mount -> mounter.take(before, mount));
        borrowed.take(before, plan.devices(), plan.root().toString(), expect);
        Reply reply = link.call(before);
        expect.check(reply);
        taken = Optional.of(reply);
    }

    /** Gives what was made before there was a user namespace to those it belongs to there. @param holder the launcher */
    public void own(int holder, IdMap uids, IdMap gids) {
        taken.ifPresent(reply -> borrowed.own(reply, holder, uids, gids));
    }

    /** Makes the mounts and devices. @param before steps of the same batch that come first */
    public void mount(Link link, Batch before) {
        Expectations expect = new Expectations();
        before.add(umask(0));
        if (taken.isEmpty()) {
            addRoot(before);
            borrowed.take(before, plan.devices(), plan.root().toString(), expect);
        } else {
            attachTakenRoot(before);
        }
        for (MountPlan mount : plan.mounts()) {
            if (!mount.cgroup()) {
                mounter.add(before, mount, expect);
            }
        }
        new DeviceSteps(inRoot, borrowed).add(before, plan.devices(), expect);
        expect.check(link.call(before));
    }

    /** Mounts the cgroups and looks at what is to be protected. @param before steps of the same batch that come first */
    public Reply mountCgroups(Link link, Batch before) {
        Expectations expect = new Expectations();
        for (MountPlan mount : plan.mounts()) {
            if (mount.cgroup()) {
                mounter.add(before, mount, expect);
            }
        }
        protectedPaths.probe(before, plan.masked(), plan.readOnlyPaths(), expect);
        streams.probe(before);
        Reply reply = link.call(before);
        expect.check(reply);
        return reply;
    }

    /**
     * Protects the paths and makes the root the root.
     *
     * @param found the answer of {@link #mountCgroups}
     * @param terminal the size of the terminal to make, if there is to be one
     * @param cwd the working directory, made if it is missing
     * @return which of the descriptors 0 to 2 are not {@code /dev/null}
     */
    public List<Integer> enter(Launcher launcher, Reply found, Optional<Terminal.Size> terminal, InnerPath cwd) {
        Batch batch = new Batch();
        Expectations expect = new Expectations();
        protectedPaths.cover(batch, found);
        inRoot.openOrMake(batch, cwd, true, place, "make working directory " + cwd);
        batch.add(close(place));
        List<Integer> others;
        if (terminal.isPresent()) {
            console.add(batch, launcher, terminal.get(), expect);
            console.addConsole(batch, mounter);
            others = List.of(0, 1, 2);
        } else {
            others = streams.exchange(batch, found, root, expect);
        }
        batch.addAll(mounter.late());
        if (plan.readOnly()) {
            batch.add(mountSetattr(root, "/", MountAttr.RDONLY, 0, 0, 0).named("make the root read-only"));
        }
        addPivot(batch);
        expect.check(launcher.link().call(batch));
        return others;
    }

    /** The root file system becomes a mount of its own, cut off from the host's. */
    private void addRoot(Batch batch) {
        String path = plan.root().toString();
        if (plan.shared().isPresent()) {
            // The host's mounts stay shared so that volumes can be; what is mounted on this one must not travel there.
            batch.add(setPropagation(plan.shared().get().toString(), MountFlags.PRIVATE));
        } else {
            batch.add(setPropagation("/", plan.propagation()));
        }
        openRoot(batch);
        batch.add(openat(CWD, path, OpenFlags.PATH | OpenFlags.DIRECTORY, 0)
                .named(purpose())
                .into(place));
        if (plan.shared().isPresent()) {
            batch.add(mountSetattr(root, path, 0, 0, MountFlags.PRIVATE, At.RECURSIVE)
                    .named(purpose()));
        }
        batch.add(moveMount(root, place, path).named(purpose()), close(place));
    }

    private void openRoot(Batch batch) {
        batch.add(openTree(CWD, plan.root().toString(), MountAttr.OPEN_TREE_CLONE | At.RECURSIVE)
                .named(purpose())
                .into(root));
    }

    /** Nothing but {@code /} is sure to be within reach here; what is mounted there is covered until it becomes the root. */
    private void attachTakenRoot(Batch batch) {
        batch.add(openat(CWD, "/", OpenFlags.PATH | OpenFlags.DIRECTORY, 0).into(place));
        batch.add(moveMount(root, place, "/").named(purpose()), close(place));
    }

    private String purpose() {
        return "mount the root file system " + plan.root();
    }

    /** The old root ends up mounted over the new one and is detached from there, see pivot_root(2). */
    private void addPivot(Batch batch) {
        batch.add(fchdir(root, "the container's root"));
        batch.add(pivotRoot(".", "."));
        // Unmounting the host's tree here must not unmount it there.
        batch.add(setPropagation(".", MountFlags.SLAVE | MountFlags.REC));
        batch.add(unmount(".", MountFlags.MNT_DETACH));
        batch.add(chdir("/"));
        if (plan.shared().isPresent()) {
            batch.add(setPropagation("/", plan.propagation()));
        }
    }
}
