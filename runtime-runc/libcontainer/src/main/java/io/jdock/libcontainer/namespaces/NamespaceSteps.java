package io.jdock.libcontainer.namespaces;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.ProcessSteps.setns;
import static io.jdock.linux.batch.ProcessSteps.unshare;

import io.jdock.linux.Namespace;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Moves a launcher into its namespaces; the pid namespace is the shim's business, as only a child can be in a new one. */
public final class NamespaceSteps {

    private NamespaceSteps() {}

    /** Joins and makes all but the cgroup namespace, whose root is wherever the process is when it is made. */
    public static void enter(Batch batch, NamespacePlan plan, Slots slots) {
        Slot file = slots.next("namespace");
        plan.joined().forEach((kind, path) -> {
            if (kind != Namespace.PID) {
                join(batch, kind, path, file);
            }
        });
        Set<Namespace> fresh = EnumSet.copyOf(plan.fresh());
        fresh.remove(Namespace.PID);
        fresh.remove(Namespace.CGROUP);
        batch.add(unshare(Namespace.mask(fresh)).named("make namespaces " + fresh));
        if (plan.isNew(Namespace.NETWORK)) {
            Loopback.addUp(batch, slots);
        }
    }

    /** Makes the cgroup namespace. */
    public static void enterCgroup(Batch batch, NamespacePlan plan) {
        if (plan.isNew(Namespace.CGROUP)) {
            batch.add(unshare(Namespace.CGROUP.flag()).named("make a cgroup namespace"));
        }
    }

    private static void join(Batch batch, Namespace kind, Path path, Slot file) {
        String purpose = "join %s namespace %s".formatted(kind.procName(), path);
        batch.add(
                openat(CWD, path.toString(), OpenFlags.RDONLY, 0).named(purpose).into(file));
        batch.add(setns(file, kind.flag()).named(purpose), close(file));
    }
}
