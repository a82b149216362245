package io.jdock.runc.container;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.MountSteps.mountSetattr;
import static io.jdock.linux.batch.MountSteps.moveMount;
import static io.jdock.linux.batch.MountSteps.openTree;
import static io.jdock.linux.batch.MountSteps.setPropagation;
import static io.jdock.linux.batch.ProcessSteps.unshare;

import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.libcontainer.CgroupPreparation;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.libcontainer.ContainerPlan;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.libcontainer.rootfs.ExternalMount;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import io.jdock.linux.Namespace;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.runc.criu.CgroupRoots;
import io.jdock.runc.criu.Criu;
import io.jdock.runc.criu.ExternalNamespaces;
import io.jdock.runc.criu.Feature;
import io.jdock.runc.criu.InheritedStreams;
import io.jdock.runc.criu.RestoreChoices;
import io.jdock.runc.criu.RestoreRequest;
import io.jdock.runc.criu.RestoredContainer;
import io.jdock.runc.criu.Session;
import io.jdock.runc.criu.WorkFiles;
import io.jdock.runc.log.Log;
import io.jdock.runc.process.Console;
import io.jdock.runc.process.LauncherRequest;
import io.jdock.runc.process.LauncherSpawn;
import io.jdock.runc.state.ContainerDirectory;
import io.jdock.runc.state.ContainerState;
import io.jdock.runc.state.StateRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Makes a container from a saved one. If a step fails, nothing of it is left.
 *
 * <p>What it is made of is the bundle's: root file system, mounts, cgroup, limits, namespaces with a path, hooks. The image gives
 * the processes, and they are looked at before they run, see {@link RestorePoints}.
 *
 * @param log is told of hooks that fail when a container could not be made
 * @param files where the image is
 * @param console where the master of its terminal goes
 * @param driver who makes its cgroup
 */
public record Restoration(
        StateRoot root,
        ContainerLauncher launcher,
        Log log,
        Criu criu,
        RestoreChoices choices,
        WorkFiles files,
        Optional<Console> console,
        CgroupDriver driver) {

    /**
     * Makes the container and finishes it, under its lock.
     *
     * @param finish is told the number of its first process, a child of ours that runs
     * @return the same
     */
    public int make(String id, Bundle bundle, IntConsumer finish) {
        criu.requireVersion(bundle.process().noNewPrivileges());
        if (choices.common().lazyPages()) {
            criu.require(Feature.LAZY_PAGES);
        }
        ContainerDirectory directory = root.make(id);
        ContainerDirectory.Lock lock = directory.lock().orElseThrow();
        try (lock) {
            return make(directory, bundle, finish);
        } catch (RuntimeException e) {
            directory.remove();
            throw e;
        }
    }

    private int make(ContainerDirectory directory, Bundle bundle, IntConsumer finish) {
        Path rootfs = bundle.rootfs();
        ContainerPlan plan = launcher.plan(directory.id(), bundle.spec(), bundle.directory(), rootfs, driver);
        CriuLimits.require(plan);
        ContainerState state = Creation.state(directory, bundle, rootfs, plan);
        directory.writeSpec(bundle.document());
        directory.write(state);
        CgroupPreparation cgroup = launcher.prepare(plan);
        var points = new RestorePoints(
                plan, directory, state, console, choices.lsmProfile().isPresent());
        try {
            makeMountPoints(plan);
            restore(plan, directory.makeRestoreRoot(), cgroup, points);
            directory.removeRestoreRoot();
            finish.accept(points.pid());
            return points.pid();
        } catch (RuntimeException e) {
            points.kill();
            cgroup.undo();
            plan.hooks().runPoststop().forEach(log::warning);
            throw e;
        }
    }

    private void makeMountPoints(ContainerPlan plan) {
        try (Launcher maker = LauncherSpawn.run(new LauncherRequest(0, 0, Optional.empty(), Optional.empty()))) {
            try {
                launcher.makeMountPoints(plan, maker);
            } finally {
                LauncherSpawn.undo(maker.pid());
            }
        }
    }

    private void restore(ContainerPlan plan, Path place, CgroupPreparation cgroup, RestorePoints points) {
        Map<String, Integer> inherited =
                new TreeMap<>(InheritedStreams.of(files.images().streams()));
        List<Fd> descriptors = new ArrayList<>();
        try {
            ExternalNamespaces.inherited(plan.namespaces()).forEach((kind, file) -> {
                inherited.put(ExternalNamespaces.key(kind), Session.FIRST_INHERITED + descriptors.size());
                descriptors.add(namespace(file));
            });
            try (Session session =
                    criu.start(files, descriptors, false, mounted(plan.rootfs().root(), place))) {
                cgroup.join(session.pid());
                var container = new RestoredContainer(
                        place,
                        CgroupRoots.of(session.pid()),
                        inherited,
                        ExternalNamespaces.joined(plan.namespaces()),
                        ExternalMount.of(plan.rootfs()));
                session.perform(RestoreRequest.of(choices, container), points);
            }
        } catch (InternalException e) {
            throw files.explained(e, RestoreRequest.LOG);
        } finally {
            descriptors.forEach(Fd::close);
        }
    }

    private static Fd namespace(Path file) {
        try {
            return FileCalls.open(At.FDCWD, file.toString(), OpenFlags.RDONLY, 0);
        } catch (ErrnoException e) {
            throw e.is(Errno.ENOENT) ? new NotFoundException("namespace %s does not exist".formatted(file)) : e;
        }
    }

    /** criu wants the root to be a mount; only it sees that one. */
    private static Batch mounted(Path rootfs, Path place) {
        Slots slots = new Slots();
        Slot tree = slots.next("root");
        Slot at = slots.next("place of the root");
        String purpose = "mount the root file system " + rootfs;
        return new Batch()
                .add(unshare(Namespace.MOUNT.flag()), setPropagation("/", MountFlags.SLAVE | MountFlags.REC))
                .add(openTree(CWD, rootfs.toString(), MountAttr.OPEN_TREE_CLONE | At.RECURSIVE)
                        .named(purpose)
                        .into(tree))
                .add(mountSetattr(tree, rootfs.toString(), 0, 0, MountFlags.PRIVATE, At.RECURSIVE)
                        .named(purpose))
                .add(openat(CWD, place.toString(), OpenFlags.PATH | OpenFlags.DIRECTORY, 0)
                        .named(purpose)
                        .into(at))
                .add(moveMount(tree, at, place.toString()).named(purpose));
    }
}
