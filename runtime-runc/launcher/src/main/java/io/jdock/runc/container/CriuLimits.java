package io.jdock.runc.container;

import io.jdock.errdefs.NotImplementedException;
import io.jdock.libcontainer.ContainerPlan;
import io.jdock.libcontainer.rootfs.MountPlan;
import io.jdock.linux.Namespace;
import java.util.List;

/** The containers that criu can neither save nor restore as they are: better refused than brought back as something else. */
final class CriuLimits {

    private CriuLimits() {}

    /** @throws NotImplementedException for the first thing that would be lost, by name */
    static void require(ContainerPlan plan) {
        if (!plan.namespaces().isNew(Namespace.MOUNT)) {
            throw refused("linux.namespaces: a container without a new mount namespace");
        }
        for (Namespace kind : List.of(Namespace.CGROUP, Namespace.TIME)) {
            if (plan.namespaces().joined().containsKey(kind)) {
                throw refused("linux.namespaces: the path of a %s namespace".formatted(kind.procName()));
            }
        }
        for (MountPlan mount : plan.rootfs().mounts()) {
            if (mount.ids().isPresent()) {
                throw refused("mounts: the id-mapped mount on %s".formatted(mount.destination()));
            }
        }
    }

    private static NotImplementedException refused(String what) {
        return new NotImplementedException(what + ": not supported by checkpoint and restore");
    }
}
