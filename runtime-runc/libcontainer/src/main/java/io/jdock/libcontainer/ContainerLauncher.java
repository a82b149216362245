package io.jdock.libcontainer;

import static io.jdock.linux.batch.CredentialSteps.setGid;
import static io.jdock.linux.batch.CredentialSteps.setGroups;
import static io.jdock.linux.batch.CredentialSteps.setUid;
import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.chdir;
import static io.jdock.linux.batch.FileSteps.chroot;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.fchdir;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.ProcessSteps.setns;
import static io.jdock.linux.batch.ProcessSteps.unshare;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.capabilities.RequiredCapabilities;
import io.jdock.libcontainer.cgroups.Cgroup;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.libcontainer.cgroups.CgroupLayout;
import io.jdock.libcontainer.cgroups.SubCgroups;
import io.jdock.libcontainer.hooks.InnerHooks;
import io.jdock.libcontainer.namespaces.ForeignNamespaces;
import io.jdock.libcontainer.namespaces.NamespacePlan;
import io.jdock.libcontainer.process.ContainedLauncher;
import io.jdock.libcontainer.process.LoneProcess;
import io.jdock.libcontainer.process.PendingProcess;
import io.jdock.libcontainer.process.ProcessPlan;
import io.jdock.libcontainer.process.SeccompAgent;
import io.jdock.libcontainer.procfs.FreshProc;
import io.jdock.libcontainer.rootfs.ConsoleBatch;
import io.jdock.libcontainer.rootfs.HostRoot;
import io.jdock.libcontainer.rootfs.RootfsSteps;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Namespace;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.PidFd;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes containers. For each: {@link #plan}, {@link #prepare}, have a shim spawned, {@link #create} with its launcher, open the
 * shim's gate, {@link PendingProcess#awaitExec}. At the end {@link #delete}.
 *
 * <p>Stateless; one serves all containers, from any thread. Failures read "what was attempted: why" and leave nothing of what
 * the failed step itself made; the caller undoes the steps before it.
 */
public final class ContainerLauncher {

    private final CgroupLayout layout;

    public ContainerLauncher() {
        this(CgroupLayout.detect());
    }

    ContainerLauncher(CgroupLayout layout) {
        this.layout = layout;
    }

    /** The cgroup hierarchies of this machine. */
    public CgroupLayout layout() {
        return layout;
    }

    /**
     * Says that a container or a process in one is about to be made. Returns at once; what the kernel makes one wait for after
     * some idle time is over sooner then. Harmless if none comes.
     */
    public void anticipate() {
        MigrationLock.warmUp();
    }

    /** Checks a spec and decides everything, see {@link ContainerPlan#of}. */
    public ContainerPlan plan(String id, Spec spec, Path bundle, Path rootfs, CgroupDriver driver) {
        return ContainerPlan.of(id, spec, bundle, rootfs, layout, driver);
    }

    /**
     * Begins to make the container's cgroup with its limits, and returns at once.
     *
     * @throws io.jdock.errdefs.PermissionDeniedException if this process may not make containers
     */
    public CgroupPreparation prepare(ContainerPlan plan) {
        RequiredCapabilities.require();
        return new CgroupPreparation(
                plan,
                () -> translating(
                        "create cgroup " + plan.cgroup().name(),
                        () -> plan.cgroup().create(plan.resources())),
                () -> delete(plan.cgroup()));
    }

    /**
     * Sets the container up around a launcher, as far as its exec.
     *
     * @param cgroup what {@link #prepare} gave; it is waited for where it is needed
     * @param launcher in the pid namespace that the plan asks for, or with {@link NamespacePlan#succession} in that of whoever
     *     stands by it; it is of no use any more, once this failed or it has a successor
     */
    public PendingProcess create(ContainerPlan plan, CgroupPreparation cgroup, Launcher launcher) {
        return translating(
                "create container " + plan.id(),
                () -> PendingProcess.arm(new SetUp(plan, cgroup).run(launcher), plan.process()));
    }

    /** Like {@link #create}, for a launcher that nobody stands by. */
    public LoneProcess createAlone(ContainerPlan plan, CgroupPreparation cgroup, Launcher launcher) {
        return LoneProcess.prepare(new SetUp(plan, cgroup).run(launcher), plan.process());
    }

    /**
     * Makes the mount points and devices in a container's root file system that creating the container makes there, for one that
     * comes from elsewhere. Nothing stays mounted.
     *
     * @param launcher of no use any more; what it mounts goes with it
     */
    public void makeMountPoints(ContainerPlan plan, Launcher launcher) {
        Batch batch = new Batch().add(unshare(Namespace.MOUNT.flag()));
        try (RootfsSteps rootfs = new RootfsSteps(plan.rootfs(), new Slots())) {
            rootfs.mount(launcher, batch, false);
        }
    }

    /**
     * Brings a launcher into a running container, as far as its exec.
     *
     * @param container what is told of it to whoever decides about calls of the process
     * @param plan the process to run
     * @param launcher in {@link #namespacesBeforeExec}, with the container's first process behind {@link Launcher#TARGET}
     */
    public PendingProcess exec(State container, ProcessPlan plan, Cgroup cgroup, Launcher launcher) {
        return translating(
                "exec in container " + container.id(),
                () -> PendingProcess.arm(join(container, plan, cgroup, SubCgroups.NONE, launcher), plan));
    }

    /** Like {@link #exec}, for a launcher that nobody stands by. @param below where in the container's cgroup it is to be */
    public LoneProcess execAlone(
            State container, ProcessPlan plan, Cgroup cgroup, SubCgroups below, Launcher launcher) {
        return LoneProcess.prepare(join(container, plan, cgroup, below, launcher), plan);
    }

    private static ContainedLauncher join(
            State container, ProcessPlan plan, Cgroup cgroup, SubCgroups below, Launcher launcher) {
        plan.affinity().applyInitial(launcher.pid());
        try (var joining = new CgroupJoin(() -> below.join(cgroup, launcher.pid()))) {
            Slots slots = new Slots();
            FreshProc proc = new FreshProc(slots);
            Batch entry = new Batch();
            if (!plan.labels().none()) {
                proc.open(entry);
            }
            addEntry(entry, launcher, slots);
            List<Integer> streams = ConsoleBatch.run(launcher, entry, plan.terminal(), slots);
            joining.await();
            plan.affinity().applyFinal(launcher.pid());
            Optional<SeccompAgent> agent = SeccompAgent.of(plan, container);
            return new ContainedLauncher(launcher, container.id(), streams, slots, proc, InnerHooks.NONE, agent);
        }
    }

    /**
     * The namespaces, as flags of setns(2), that whoever makes a launcher for {@link #exec} has to join before: those that are
     * not ours, the pid namespace in any case.
     *
     * <p>The container sees a process from the moment on that it is in its pid namespace. A container with CAP_SYS_PTRACE may
     * look through {@code /proc/PID} of it, so its root has to be the container's by then. Not so in a user namespace of its
     * own, where a container has no rights over what comes from outside; that one is left to the launcher.
     *
     * @param first the container's first process
     */
    public static long namespacesBeforeExec(PidFd first) {
        Optional<Integer> pid = first.pid();
        if (pid.isEmpty()) {
            throw firstHasEnded();
        }
        Set<Namespace> namespaces = ForeignNamespaces.of(pid.get());
        if (namespaces.contains(Namespace.USER)) {
            return Namespace.PID.flag();
        }
        namespaces.add(Namespace.PID);
        return Namespace.mask(namespaces);
    }

    private static FailedPreconditionException firstHasEnded() {
        return new FailedPreconditionException("the container's first process has ended");
    }

    /** Kills what is left in the container's cgroup and removes it. Does nothing if there is none. */
    public void delete(Cgroup cgroup) {
        translating("delete cgroup " + cgroup.name(), () -> {
            cgroup.kill();
            cgroup.delete();
        });
    }

    /** Unmounts what a container without a mount namespace of its own leaves mounted. Does nothing for any other. */
    public void releaseRoot(Spec spec, Path rootfs) {
        translating("unmount " + rootfs, () -> HostRoot.release(spec, rootfs));
    }

    /** One setns for all: several would need rights that the first one takes away. The pid namespace is the shim's part. */
    private static void addEntry(Batch batch, Launcher launcher, Slots slots) {
        int first = first(launcher);
        Set<Namespace> namespaces = ForeignNamespaces.of(first);
        namespaces.remove(Namespace.PID);
        Optional<Slot> root =
                namespaces.contains(Namespace.MOUNT) ? Optional.empty() : Optional.of(openRoot(launcher, first, slots));
        boolean users = namespaces.contains(Namespace.USER);
        if (users) {
            batch.add(setGroups(List.of()));
        }
        if (!namespaces.isEmpty()) {
            batch.add(setns(Arg.fd(launcher.target()), Namespace.mask(namespaces))
                    .named("join the container's namespaces"));
        }
        if (users) {
            batch.add(setGid(0).named("become root in the user namespace"), setUid(0));
        }
        if (root.isPresent()) {
            batch.add(fchdir(root.get(), "the container's root"), chroot("."), close(root.get()));
        }
        batch.add(close(Arg.fd(launcher.target())), chdir("/"));
    }

    /** The root of the first process; joining a mount namespace leads there, but here there is none to join. */
    private static Slot openRoot(Launcher launcher, int first, Slots slots) {
        Slot root = slots.next("the container's root");
        String path = "/proc/%d/root".formatted(first);
        launcher.link()
                .call(new Batch()
                        .add(openat(CWD, path, OpenFlags.PATH | OpenFlags.DIRECTORY, 0)
                                .into(root)));
        // If it is alive still, that number was its own all the while.
        first(launcher);
        return root;
    }

    private static int first(Launcher launcher) {
        Optional<Integer> first = PidFd.pidBehind(launcher.pid(), launcher.target());
        if (first.isEmpty()) {
            throw firstHasEnded();
        }
        return first.get();
    }

    private static void translating(String attempt, Runnable body) {
        translating(attempt, () -> {
            body.run();
            return true;
        });
    }

    /** Errors of the kernel become errors of the engine here, where it is known what they were about. */
    private static <T> T translating(String attempt, Supplier<T> body) {
        try {
            return body.get();
        } catch (EngineException e) {
            throw e;
        } catch (ErrnoException e) {
            String text = "%s: %s".formatted(attempt, e.getMessage());
            throw switch (e.errno()) {
                case EINVAL, ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, ERANGE, ENODEV ->
                    new InvalidArgumentException(text, e);
                default -> new InternalException(text, e);
            };
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException("%s: %s".formatted(attempt, e.getMessage()), e);
        }
    }
}
