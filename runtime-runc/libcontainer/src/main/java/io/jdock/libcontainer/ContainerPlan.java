package io.jdock.libcontainer;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.libcontainer.cgroups.Cgroup;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.libcontainer.cgroups.CgroupLayout;
import io.jdock.libcontainer.hooks.ContainerHooks;
import io.jdock.libcontainer.namespaces.NamespacePlan;
import io.jdock.libcontainer.namespaces.NetworkDevices;
import io.jdock.libcontainer.namespaces.Sysctls;
import io.jdock.libcontainer.process.ProcessPlan;
import io.jdock.libcontainer.rootfs.Host;
import io.jdock.libcontainer.rootfs.RootfsPlan;
import io.jdock.linux.Namespace;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Process;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.Spec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All that a spec asks for, checked and sorted. Making one touches nothing but for asking what kind of file a bind mount's source
 * is, and which cgroup controllers there are.
 */
public record ContainerPlan(
        String id,
        NamespacePlan namespaces,
        Cgroup cgroup,
        OptionalLong cgroupOwner,
        Resources resources,
        RootfsPlan rootfs,
        ProcessPlan process,
        ContainerHooks hooks,
        Sysctls sysctls,
        NetworkDevices networkDevices,
        Optional<String> hostname,
        Optional<String> domainname) {

    private static final String CGROUPS = "/sys/fs/cgroup";
    private static final Resources NO_LIMITS = Resources.builder().build();

    /**
     * Plans a container.
     *
     * @param id its name, for the names of things it owns
     * @param bundle the directory that hooks are told of
     * @param rootfs its root file system on the host, already mounted
     * @param driver who makes its cgroup
     * @throws InvalidArgumentException for a spec that makes no sense or asks for what it may not have
     * @throws NotImplementedException for a part of the specification that jdock does not honour, by name
     */
    public static ContainerPlan of(
            String id, Spec spec, Path bundle, Path rootfs, CgroupLayout layout, CgroupDriver driver) {
        Linux linux = spec.linux();
        Process process = spec.process();
        if (linux == null || process == null) {
            throw new InvalidArgumentException("runtime spec of %s: \"linux\" or \"process\" is missing".formatted(id));
        }
        refuse("linux.intelRdt", linux.intelRdt() != null);
        NamespacePlan namespaces = NamespacePlan.of(linux);
        String path = linux.cgroupsPath();
        Cgroup cgroup =
                driver.cgroup(layout, path == null || path.isEmpty() ? driver.usualPath(id) : path, spec.annotations());
        Resources resources = linux.resources() == null ? NO_LIMITS : linux.resources();
        cgroup.check(resources);
        return new ContainerPlan(
                id,
                namespaces,
                cgroup,
                cgroupOwner(spec, process, namespaces),
                resources,
                RootfsPlan.of(spec, rootfs, cgroup.directories(), Host.current()),
                ProcessPlan.of(process, linux),
                ContainerHooks.of(id, spec, bundle),
                Sysctls.of(linux.sysctl(), namespaces),
                NetworkDevices.of(linux.netDevices(), namespaces),
                name("hostname", spec.hostname(), namespaces),
                name("domainname", spec.domainname(), namespaces));
    }

    /** The same, with the session keyring of whoever started us. */
    public ContainerPlan keepingKeyring() {
        return with(rootfs, process.keepingKeyring());
    }

    /** The same without pivot_root(2), which the kernel refuses for a root on a ramdisk. */
    public ContainerPlan withoutPivot() {
        return with(rootfs.withoutPivot(), process);
    }

    private ContainerPlan with(RootfsPlan otherRootfs, ProcessPlan otherProcess) {
        return new ContainerPlan(
                id,
                namespaces,
                cgroup,
                cgroupOwner,
                resources,
                otherRootfs,
                otherProcess,
                hooks,
                sysctls,
                networkDevices,
                hostname,
                domainname);
    }

    /**
     * Who may use the cgroup on the host: the process's user, if it sees no other cgroups and can write to this one. Nobody where
     * that user is nobody on the host.
     */
    private static OptionalLong cgroupOwner(Spec spec, Process process, NamespacePlan namespaces) {
        if (!namespaces.isNew(Namespace.CGROUP) || !hasWritableCgroup(spec)) {
            return OptionalLong.empty();
        }
        long uid = process.user().uid();
        return namespaces.isOwn(Namespace.USER) ? namespaces.uids().outside(uid) : OptionalLong.of(uid);
    }

    private static boolean hasWritableCgroup(Spec spec) {
        for (Mount mount : spec.mounts()) {
            boolean cgroup = "cgroup".equals(mount.type()) || "cgroup2".equals(mount.type());
            if (cgroup
                    && CGROUPS.equals(mount.destination())
                    && !mount.options().contains("ro")) {
                return true;
            }
        }
        return false;
    }

    private static void refuse(String property, boolean given) {
        if (given) {
            throw new NotImplementedException(property + ": not supported");
        }
    }

    private static Optional<String> name(String what, @Nullable String value, NamespacePlan namespaces) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (!namespaces.isOwn(Namespace.UTS)) {
            throw new InvalidArgumentException(
                    "%s \"%s\": the container has the host's UTS namespace".formatted(what, value));
        }
        return Optional.of(value);
    }
}
