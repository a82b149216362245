package io.jdock.runc.verb;

import io.jdock.libcontainer.hooks.HookPoint;
import io.jdock.linux.Capability;
import io.jdock.oci.runtime.Features;
import io.jdock.runc.container.ContainerView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What this runtime implements. Whoever implements more adds it here and in docs/spec-conformance.md. */
final class RuntimeFeatures {

    private static final String OLDEST_OCI_VERSION = "1.0.0";

    private static final List<String> HOOKS =
            Arrays.stream(HookPoint.values()).map(HookPoint::specName).toList();

    private static final List<String> MOUNT_OPTIONS = words("""
            async atime bind defaults dev diratime dirsync exec idmap iversion lazytime loud mand noatime nodev
            nodiratime noexec noiversion nolazytime nomand norelatime nostrictatime nosuid nosymfollow private
            ratime rbind rdev rdiratime relatime remount rexec ridmap rnoatime rnodev rnodiratime rnoexec
            rnorelatime rnostrictatime rnosuid rnosymfollow ro rprivate rrelatime rro rrw rshared rslave
            rstrictatime rsuid rsymfollow runbindable rw shared silent slave strictatime suid symfollow sync
            tmpcopyup unbindable""");

    private static final List<String> NAMESPACES = words("cgroup ipc mount network pid time user uts");

    private static final Features.Cgroup CGROUP = new Features.Cgroup(true, true, false, false, true);

    private static final Features.Seccomp SECCOMP = new Features.Seccomp(
            true,
            words("""
            SCMP_ACT_ALLOW SCMP_ACT_ERRNO SCMP_ACT_KILL SCMP_ACT_KILL_PROCESS SCMP_ACT_KILL_THREAD SCMP_ACT_LOG
            SCMP_ACT_NOTIFY SCMP_ACT_TRACE SCMP_ACT_TRAP"""),
            words("""
            SCMP_CMP_EQ SCMP_CMP_GE SCMP_CMP_GT SCMP_CMP_LE SCMP_CMP_LT SCMP_CMP_MASKED_EQ SCMP_CMP_NE"""),
            words("SCMP_ARCH_AARCH64 SCMP_ARCH_ARM SCMP_ARCH_X32 SCMP_ARCH_X86 SCMP_ARCH_X86_64"),
            words("""
            SECCOMP_FILTER_FLAG_LOG SECCOMP_FILTER_FLAG_SPEC_ALLOW SECCOMP_FILTER_FLAG_TSYNC
            SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"""),
            words("SECCOMP_FILTER_FLAG_LOG SECCOMP_FILTER_FLAG_SPEC_ALLOW SECCOMP_FILTER_FLAG_TSYNC"));

    private static final Features.MemoryPolicy MEMORY_POLICY = new Features.MemoryPolicy(
            words("""
            MPOL_BIND MPOL_DEFAULT MPOL_INTERLEAVE MPOL_LOCAL MPOL_PREFERRED MPOL_PREFERRED_MANY
            MPOL_WEIGHTED_INTERLEAVE"""), words("MPOL_F_NUMA_BALANCING MPOL_F_RELATIVE_NODES MPOL_F_STATIC_NODES"));

    private RuntimeFeatures() {}

    static Features all() {
        return new Features(
                OLDEST_OCI_VERSION, ContainerView.OCI_VERSION, HOOKS, MOUNT_OPTIONS, linux(), Map.of(), List.of());
    }

    private static Features.Linux linux() {
        boolean apparmor = true;
        boolean selinux = true;
        boolean idMappedMounts = true;
        boolean netDevices = true;
        return new Features.Linux(
                NAMESPACES,
                Arrays.stream(Capability.values()).map(Capability::fullName).toList(),
                CGROUP,
                SECCOMP,
                apparmor,
                selinux,
                new Features.IntelRdt(false, false, false),
                MEMORY_POLICY,
                idMappedMounts,
                netDevices);
    }

    private static List<String> words(String text) {
        return List.of(text.split("\\s"));
    }
}
