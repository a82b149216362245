package io.jdock.libcontainer.rootfs;

import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the mounts of a container, each by the class for its kind. */
final class Mounter {

    private final BindMounts binds;
    private final FileSystemMounts fileSystems;
    private final CgroupMounts cgroups;
    private final List<Step> late = new ArrayList<>();

    Mounter(InRoot inRoot, MountPoint point, MountLabel label, UserNamespaces userNamespaces, Slots slots) {
        this.binds = new BindMounts(point, userNamespaces, slots);
        this.fileSystems = new FileSystemMounts(inRoot, point, label, slots, late);
        this.cgroups = new CgroupMounts(point, fileSystems, slots);
    }

    /** Prepares what is to be shown of the host's tree. */
    void take(Exchange exchange, MountPlan plan) {
        if (plan.what() instanceof MountPlan.What.Bind(Path source, boolean _)) {
            binds.take(exchange, plan, source);
        }
    }

    void add(Exchange exchange, MountPlan plan) {
        // Not a switch on the type: its bootstrap would cost a cold start a millisecond.
        if (plan.what() instanceof MountPlan.What.FileSystem(String type, String source)) {
            fileSystems.add(exchange, plan, type, source);
        } else if (plan.what() instanceof MountPlan.What.Bind(Path source, boolean _)) {
            exchange.at(plan.destination(), (part, place) -> binds.add(part, plan, source, place));
        } else if (plan.what() instanceof MountPlan.What.Remount(boolean superblock)) {
            exchange.exactlyAt(plan.destination(), (part, _) -> fileSystems.reconfigure(part, plan, superblock));
        } else if (plan.what() instanceof MountPlan.What.CgroupV1(Map<String, Path> directories)) {
            exchange.at(plan.destination(), (part, place) -> cgroups.add(part, plan, place, directories));
        } else {
            fileSystems.add(exchange, plan, "cgroup2", "cgroup");
        }
    }

    /** The steps that were put off until nothing has to be made any more. */
    List<Step> late() {
        return late;
    }
}
