package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.chdir;
import static io.jdock.linux.batch.FileSteps.chroot;
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
import io.jdock.linux.Errno;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Terminal;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.FileSteps;
import io.jdock.linux.batch.MountSteps;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import io.jdock.linux.trampoline.Launcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries a {@link RootfsPlan} out through a launcher that is in a mount namespace of its own. Three batches: mounts and devices;
 * the cgroup mount, for which the launcher must have joined its cgroup, and a look at what is to be protected; protection, the
 * terminal and the change of root.
 */
public final class RootfsSteps implements AutoCloseable {

    private final RootfsPlan plan;
    private final Slot root;
    private final Slot place;
    private final Slot oldRoot;
    private final InRoot inRoot;
    private final LinkResolver links;
    private final UserNamespaces userNamespaces = new UserNamespaces();
    private final MountPoint point;
    private final Mounter mounter;
    private final ProtectedPaths protectedPaths;
    private final StandardStreams streams;
    private final ConsoleSteps console;
    private final BorrowedDevices borrowed;

    public RootfsSteps(RootfsPlan plan, Slots slots) {
        this.plan = plan;
        this.root = slots.next("root");
        this.place = slots.next("place of the root");
        this.oldRoot = slots.next("the host's root");
        this.inRoot = new InRoot(root, slots);
        this.links = new LinkResolver(root);
        this.point = new MountPoint(inRoot, slots);
        MountLabel label = new MountLabel(plan.label(), slots);
        this.mounter = new Mounter(inRoot, point, label, userNamespaces, slots);
        this.protectedPaths = new ProtectedPaths(root, label, slots);
        this.streams = new StandardStreams(slots);
        this.console = new ConsoleSteps(root, slots);
        this.borrowed = new BorrowedDevices(plan.deviceSource(), point, slots);
    }

    /**
     * Copies everything that is the host's: for a container in a user namespace while its launcher still has the rights to.
     *
     * @param launcher in a mount namespace that is not the host's
     * @param before steps of the same batch that come first
     * @param handedOver whether a mount namespace that belongs to a user namespace is to get it
     */
    public void take(Launcher launcher, Batch before, boolean handedOver) {
        Exchange exchange = new Exchange(launcher, links, before);
        take(exchange, handedOver);
        exchange.send();
    }

    /** Gives what was made before there was a user namespace to those it belongs to there. */
    public void own(Launcher launcher, IdMap uids, IdMap gids) {
        borrowed.own(launcher, uids, gids);
    }

    /**
     * Makes the mounts and devices.
     *
     * @param before steps of the same batch that come first
     * @param taken whether {@link #take} was called
     */
    public void mount(Launcher launcher, Batch before, boolean taken) {
        Exchange exchange = new Exchange(launcher, links, before);
        if (!taken) {
            take(exchange, false);
        }
        exchange.exactlyAt(InnerPath.ROOT, (part, _) -> attachRoot(part.batch(), taken));
        for (MountPlan mount : plan.mounts()) {
            if (!mount.cgroup()) {
                mounter.add(exchange, mount);
            }
        }
        exchange.exactlyAt(InnerPath.ROOT, (part, _) -> new DeviceSteps(inRoot, borrowed).add(part, plan.devices()));
        exchange.send();
    }

    /** Mounts the cgroups and looks at what is to be protected. @param before steps of the same batch that come first */
    public Reply mountCgroups(Launcher launcher, Batch before) {
        Exchange exchange = new Exchange(launcher, links, before);
        for (MountPlan mount : plan.mounts()) {
            if (mount.cgroup()) {
                mounter.add(exchange, mount);
            }
        }
        exchange.exactlyAt(InnerPath.ROOT, (part, _) -> {
            protectedPaths.probe(part.batch(), plan.masked(), plan.readOnlyPaths(), plan.mountsProc(), part.expect());
            streams.probe(part.batch());
        });
        return exchange.send();
    }

    /** Changes to the container's root, which is mounted but not the root yet. */
    public Step enterRoot() {
        return fchdir(root, "the container's root");
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
        batch.add(FileSteps.close(place));
        List<Integer> others;
        if (terminal.isPresent()) {
            console.add(batch, launcher, terminal.get(), expect);
            console.addConsole(batch, point, expect);
            others = List.of(0, 1, 2);
        } else {
            others = streams.exchange(batch, found, root, expect);
        }
        batch.addAll(mounter.late());
        if (plan.readOnly()) {
            batch.add(mountSetattr(root, "/", MountAttr.RDONLY, 0, 0, 0).named("make the root read-only"));
        }
        changeRoot(batch, launcher, expect);
        expect.check(launcher.link().call(batch));
        return others;
    }

    private void take(Exchange exchange, boolean handedOver) {
        Batch batch = exchange.batch();
        batch.add(umask(0));
        if (plan.onHost()) {
            // Nothing is done to the host's own tree.
            takeRoot(exchange, batch);
            return;
        }
        if (handedOver) {
            // Its mounts must not travel to the host: to be its slave is all that a user namespace may.
            batch.add(
                    setPropagation("/", plan.cutOff() ? plan.propagationOfHost() : MountFlags.SLAVE | MountFlags.REC));
        } else if (!plan.shared()) {
            batch.add(setPropagation("/", plan.propagationOfHost()));
        }
        takeRoot(exchange, batch);
    }

    private void takeRoot(Exchange exchange, Batch batch) {
        batch.add(openTree(CWD, plan.root().toString(), MountAttr.OPEN_TREE_CLONE | At.RECURSIVE)
                .named(purpose())
                .into(root));
        if (!plan.cutOff()) {
            batch.add(mountSetattr(root, plan.root().toString(), 0, 0, MountFlags.PRIVATE, At.RECURSIVE)
                    .named(purpose()));
        }
        plan.mounts().forEach(mount -> mounter.take(exchange, mount));
        exchange.at(
                InnerPath.ROOT,
                (part, _) -> borrowed.take(part, plan.devices(), plan.root().toString()));
    }

    /**
     * The root becomes a mount of its own, where the bundle says: hooks look for it there. In a user namespace that place need not
     * be within reach, and unless all mounts are cut off from the host's it may be on one that is shared: then on {@code /}, which
     * what is mounted there covers until it becomes the root.
     */
    private void attachRoot(Batch batch, boolean inUserNamespace) {
        if (plan.onHost() || !inUserNamespace && plan.cutOff()) {
            attachRoot(batch, plan.root().toString());
            return;
        }
        // The host's mounts may be shared so that volumes can be; what is mounted here must not travel there.
        batch.add(setPropagation("/", MountFlags.PRIVATE));
        attachRoot(batch, "/");
    }

    private void attachRoot(Batch batch, String path) {
        batch.add(openat(CWD, path, OpenFlags.PATH | OpenFlags.DIRECTORY, 0)
                .named(purpose())
                .into(place));
        batch.add(moveMount(root, place, path).named(purpose()), FileSteps.close(place));
        if (plan.onHost()) {
            // On a shared mount it has become one. What is mounted on it is not to be seen in other namespaces.
            batch.add(mountSetattr(root, path, 0, 0, MountFlags.PRIVATE, At.RECURSIVE)
                    .named(purpose()));
        }
    }

    private String purpose() {
        return "mount the root file system " + plan.root();
    }

    private void changeRoot(Batch batch, Launcher launcher, Expectations expect) {
        switch (plan.change()) {
            case PIVOT -> addPivot(batch);
            case MOVE -> addMove(batch, launcher, expect);
            case CHROOT -> addChroot(batch);
        }
        if (plan.propagatesInTheEnd()) {
            batch.add(setPropagation("/", plan.propagation()));
        }
    }

    /**
     * The host's tree stays where it is, out of reach. Its procfs and sysfs are covered, or the kernel would take them for a sign
     * that whoever is in here may mount others that show everything.
     */
    private void addMove(Batch batch, Launcher launcher, Expectations expect) {
        for (String point : showingKernel(launcher)) {
            // What is below another mount has no path any more.
            expect.add(batch, setPropagation(point, MountFlags.SLAVE), Errno.ENOENT);
            expect.add(batch, MountSteps.mount("tmpfs", point, "tmpfs", MountFlags.RDONLY, null), Errno.ENOENT);
        }
        if (plan.cutOff()) {
            batch.add(openat(CWD, "/", OpenFlags.PATH | OpenFlags.DIRECTORY, 0).into(place));
            batch.add(moveMount(root, place, "/").named("move the root over the host's"), FileSteps.close(place));
        }
        addChroot(batch);
    }

    private List<String> showingKernel(Launcher launcher) {
        List<String> found = new ArrayList<>();
        for (Mounted mount : Mounted.of(launcher.pid())) {
            boolean kind = mount.type().equals("proc") || mount.type().equals("sysfs");
            if (kind && mount.whole() && !mount.point().startsWith(plan.root())) {
                found.add(mount.point().toString());
            }
        }
        return found;
    }

    private void addChroot(Batch batch) {
        batch.add(fchdir(root, "the container's root"), chroot("."), chdir("/"));
    }

    /** The old root ends up mounted over the new one and is detached from there, see pivot_root(2). */
    private void addPivot(Batch batch) {
        batch.add(openat(CWD, "/", OpenFlags.PATH | OpenFlags.DIRECTORY, 0).into(oldRoot));
        batch.add(fchdir(root, "the container's root"));
        batch.add(pivotRoot(".", "."));
        batch.add(fchdir(oldRoot, "the host's root"));
        // Unmounting the host's tree here must not unmount it there.
        batch.add(setPropagation(".", MountFlags.SLAVE | MountFlags.REC));
        batch.add(unmount(".", MountFlags.MNT_DETACH));
        batch.add(chdir("/"), FileSteps.close(oldRoot));
    }

    @Override
    public void close() {
        userNamespaces.close();
    }
}
