package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.fstatfs;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.MountSteps.mapIds;
import static io.jdock.linux.batch.MountSteps.openTree;

import io.jdock.linux.At;
import io.jdock.linux.MountAttr;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Parts of the host's tree in the container. All of them are copied, with all their attributes, before anything is mounted: a
 * path of the host means what it meant to whoever wrote the spec, and a container's root may have no rights there.
 */
final class BindMounts {

    private static final InnerPath PROC = InnerPath.parse("/proc");

    private final MountPoint point;
    private final UserNamespaces userNamespaces;
    private final Slots slots;
    private final Slot userNamespace;
    private final Map<MountPlan, Slot> copies = new IdentityHashMap<>();

    BindMounts(MountPoint point, UserNamespaces userNamespaces, Slots slots) {
        this.point = point;
        this.userNamespaces = userNamespaces;
        this.slots = slots;
        this.userNamespace = slots.next("user namespace");
    }

    /** Copies what the mount is to show. */
    void take(Exchange exchange, MountPlan plan, Path source) {
        String purpose = purpose(plan, source);
        Slot mount = slots.next(purpose);
        copies.put(plan, mount);
        exchange.at(InnerPath.ROOT, (part, _) -> {
            int flags = MountAttr.OPEN_TREE_CLONE | (plan.options().recursive() ? At.RECURSIVE : 0);
            part.batch()
                    .add(openTree(CWD, source.toString(), flags).named(purpose).into(mount));
            Attributes.replace(part.batch(), mount, plan.options(), purpose);
            Attributes.addOfTree(part.batch(), mount, plan.options(), purpose);
            plan.ids().ifPresent(ids -> map(part.batch(), plan, mount, ids, purpose));
            if (plan.destination().equals(PROC)) {
                part.batch()
                        .add(fstatfs(mount, purpose, part.expect().fileSystem(purpose, MountPoint.PROC_MAGIC, true)));
            }
        });
    }

    private void map(Batch batch, MountPlan plan, Slot mount, MountPlan.Ids ids, String purpose) {
        boolean below = plan.options().idMap() == MountOptions.IdMapping.MOUNT_AND_BELOW;
        batch.add(openat(CWD, userNamespaces.file(ids).toString(), OpenFlags.RDONLY, 0)
                        .into(userNamespace))
                .add(dup3(userNamespace, Borrowed.USER_NAMESPACE, OpenFlags.CLOEXEC))
                .add(mapIds(mount, purpose, Borrowed.USER_NAMESPACE, below ? At.RECURSIVE : 0)
                        .named(purpose + ": map its ids, which its file system must support"))
                .add(close(userNamespace), close(Arg.fd(Borrowed.USER_NAMESPACE)));
    }

    /** Attaches the copy. */
    void add(Exchange exchange, MountPlan plan, Path source, InnerPath place) {
        Slot mount = copies.get(plan);
        if (mount == null) {
            throw new IllegalStateException("bind mount of %s was not prepared".formatted(source));
        }
        String purpose = purpose(plan, source);
        point.open(exchange, plan, place, "bind", purpose);
        point.attach(exchange.batch(), mount, plan.destination().toString(), purpose);
        exchange.batch().add(close(mount));
    }

    private static String purpose(MountPlan plan, Path source) {
        return "bind mount %s on %s".formatted(source, plan.destination());
    }
}
