package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.mkdirat;
import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.FileSteps.symlinkat;
import static io.jdock.linux.batch.MountSteps.mountSetattr;
import static io.jdock.linux.batch.MountSteps.moveMount;
import static io.jdock.linux.batch.MountSteps.openTree;

import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The container's own cgroups of version 1: a read-only tmpfs with a directory for each hierarchy. */
final class CgroupMounts {

    private final MountPoint point;
    private final FileSystemMounts fileSystems;
    private final Slots slots;
    private final Slot place;

    CgroupMounts(MountPoint point, FileSystemMounts fileSystems, Slots slots) {
        this.point = point;
        this.fileSystems = fileSystems;
        this.slots = slots;
        this.place = slots.next("directory of a controller");
    }

    void add(Exchange exchange, MountPlan plan, InnerPath at, Map<String, Path> directories) {
        Batch batch = exchange.batch();
        String purpose = "mount cgroup on " + plan.destination();
        MountOptions options = MountOptions.parse(List.of("mode=755", "nosuid", "noexec", "nodev"));
        Slot top = slots.next(purpose);
        fileSystems.make(batch, top, "tmpfs", "cgroup", options, purpose);
        point.open(exchange, plan, at, "cgroup", purpose);
        point.attach(batch, top, plan.destination().toString(), purpose);
        new TreeMap<>(directories).forEach((name, directory) -> addHierarchy(batch, plan, top, name, directory));
        if (plan.options().readOnly()) {
            fileSystems.putOffReadOnly(top, purpose);
        }
    }

    private void addHierarchy(Batch batch, MountPlan plan, Slot top, String name, Path directory) {
        batch.add(mkdirat(top, name, 0755));
        Slot mount = slots.next(name);
        String purpose = "mount cgroup on " + plan.destination() + "/" + name;
        batch.add(openTree(CWD, directory.toString(), MountAttr.OPEN_TREE_CLONE)
                .named(purpose)
                .into(mount));
        batch.add(mountSetattr(mount, purpose, plan.options().set(), 0, MountFlags.PRIVATE, 0)
                .named(purpose));
        Attributes.addOfTree(batch, mount, plan.options(), purpose);
        batch.add(openat2(top, name, OpenFlags.PATH, 0, InRoot.RESOLVE).into(place));
        batch.add(moveMount(mount, place, name).named(purpose));
        batch.add(close(place), close(mount));
        addAliases(batch, top, name);
    }

    /** A hierarchy of several controllers is found under the name of each. */
    private static void addAliases(Batch batch, Slot top, String name) {
        String[] controllers = name.split(",");
        if (controllers.length > 1) {
            for (String controller : controllers) {
                batch.add(symlinkat(name, top, controller).tolerant());
            }
        }
    }
}
