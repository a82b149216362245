package io.jdock.libcontainer.namespaces;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.ProcessSteps.setns;
import static io.jdock.linux.batch.ProcessSteps.unshare;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Namespace;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves a launcher into its namespaces. {@link #join} needs rights in the namespaces that are joined, which are the host's as a
 * rule; {@link #make} comes after a user namespace, so that the new ones belong to it.
 */
public final class NamespaceSteps {

    /** The mount namespace last: in another one the paths of the others may mean nothing. The user namespace has its own time. */
    private static final List<Namespace> ORDER = List.of(
            Namespace.NETWORK,
            Namespace.IPC,
            Namespace.UTS,
            Namespace.CGROUP,
            Namespace.TIME,
            Namespace.PID,
            Namespace.MOUNT);

    private final NamespacePlan plan;
    private final Slots slots;
    private final Map<Namespace, Slot> files = new EnumMap<>(Namespace.class);

    public NamespaceSteps(NamespacePlan plan, Slots slots) {
        this.plan = plan;
        this.slots = slots;
    }

    /**
     * Joins all namespaces that are given but that of users, whose file it opens; the pid namespace counts for children only.
     *
     * @throws InvalidArgumentException if the mount or user namespace is the one we are in ourselves
     */
    public void join(Batch batch) {
        requireForeign(Namespace.MOUNT);
        requireForeign(Namespace.USER);
        plan.joined().forEach((kind, path) -> {
            Slot file = slots.next("namespace");
            files.put(kind, file);
            batch.add(openat(CWD, path.toString(), OpenFlags.RDONLY, 0)
                    .named(purpose(kind, path))
                    .into(file));
        });
        for (Namespace kind : ORDER) {
            if (plan.joined().containsKey(kind)) {
                addSetns(batch, kind);
            }
        }
    }

    /** Enters the user namespace: a new one has no maps yet, and in either the process is nobody until it becomes root there. */
    void enterUser(Batch batch) {
        if (plan.isNew(Namespace.USER)) {
            batch.add(unshare(Namespace.USER.flag()).named("make a user namespace"));
        } else if (plan.isOwn(Namespace.USER)) {
            addSetns(batch, Namespace.USER);
        }
    }

    /** A mount namespace that is not the container's yet, to open what is the host's in and to mount what it is handed. */
    public void makeMounts(Batch batch) {
        if (plan.isNew(Namespace.MOUNT)) {
            batch.add(unshare(Namespace.MOUNT.flag()).named("make a mount namespace"));
        }
    }

    /** Makes the new namespaces, but the cgroup namespace, whose root is wherever the process is when it is made. */
    public void make(Batch batch) {
        Set<Namespace> fresh = EnumSet.noneOf(Namespace.class);
        fresh.addAll(plan.fresh());
        fresh.removeAll(Set.of(Namespace.PID, Namespace.CGROUP, Namespace.USER, Namespace.TIME));
        if (!fresh.isEmpty()) {
            batch.add(unshare(Namespace.mask(fresh)).named("make namespaces " + fresh));
        }
        if (plan.isNew(Namespace.NETWORK)) {
            Loopback.addUp(batch, slots);
        }
    }

    /** Makes the cgroup namespace. */
    public void makeCgroup(Batch batch) {
        if (plan.isNew(Namespace.CGROUP)) {
            batch.add(unshare(Namespace.CGROUP.flag()).named("make a cgroup namespace"));
        }
    }

    private void addSetns(Batch batch, Namespace kind) {
        Path path = plan.joined().get(kind);
        Slot file = files.get(kind);
        if (path == null || file == null) {
            throw new IllegalStateException("no file of a namespace to join: " + kind);
        }
        batch.add(setns(file, kind.flag()).named(purpose(kind, path)), close(file));
    }

    /** Of mounts: the container's would be made on the host. Of users: the kernel does not let a process in where it is. */
    private void requireForeign(Namespace kind) {
        Path path = plan.joined().get(kind);
        if (path != null && ForeignNamespaces.isOurs(kind, path)) {
            throw new InvalidArgumentException("%s: that is the host's".formatted(purpose(kind, path)));
        }
    }

    private static String purpose(Namespace kind, Path path) {
        return "join %s namespace %s".formatted(kind.procName(), path);
    }
}
