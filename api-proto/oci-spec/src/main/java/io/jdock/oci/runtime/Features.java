package io.jdock.oci.runtime;

import java.util.List;
import java.util.Map;

/**
 * What a runtime implements, whatever the machine it runs on offers; {@code features.md} of the runtime spec. To a reader of the
 * document an absent property means "unknown", so everything here is told, also what there is none of.
 *
 * @param ociVersionMin oldest runtime spec that is understood
 * @param ociVersionMax newest runtime spec that is understood
 * @param hooks names of the hooks that are run
 * @param mountOptions names of options that are not left to the file system
 * @param linux what only Linux has
 * @param annotations whatever else there is to know of the runtime
 * @param potentiallyUnsafeConfigAnnotations annotations of a spec that change what the runtime does; a final dot makes a prefix
 */
public record Features(
        String ociVersionMin,
        String ociVersionMax,
        List<String> hooks,
        List<String> mountOptions,
        Linux linux,
        Map<String, String> annotations,
        List<String> potentiallyUnsafeConfigAnnotations) {

    public Features {
        hooks = List.copyOf(hooks);
        mountOptions = List.copyOf(mountOptions);
        annotations = Ordered.copyOf(annotations);
        potentiallyUnsafeConfigAnnotations = List.copyOf(potentiallyUnsafeConfigAnnotations);
    }

    /**
     * {@code features-linux.md} of the runtime spec.
     *
     * @param namespaces the spec's words
     * @param capabilities {@code CAP_…}
     * @param cgroup which kinds of control groups
     * @param seccomp words of system call filters
     * @param apparmor whether AppArmor profiles are entered
     * @param selinux whether SELinux labels are set
     * @param intelRdt what of Intel's Resource Director Technology
     * @param memoryPolicy words of memory policies
     * @param idMappedMounts whether a mount may have its own id mapping
     * @param netDevices whether network devices are moved
     */
    public record Linux(
            List<String> namespaces,
            List<String> capabilities,
            Cgroup cgroup,
            Seccomp seccomp,
            boolean apparmor,
            boolean selinux,
            IntelRdt intelRdt,
            MemoryPolicy memoryPolicy,
            boolean idMappedMounts,
            boolean netDevices) {

        public Linux {
            namespaces = List.copyOf(namespaces);
            capabilities = List.copyOf(capabilities);
        }
    }

    /**
     * Kinds of control groups.
     *
     * @param v1 one hierarchy per controller
     * @param v2 the unified hierarchy
     * @param systemd made by the system's systemd
     * @param systemdUser made by a user's systemd
     * @param rdma whether RDMA limits are set
     */
    public record Cgroup(boolean v1, boolean v2, boolean systemd, boolean systemdUser, boolean rdma) {}

    /**
     * Words of system call filters.
     *
     * @param enabled whether there are filters at all
     * @param actions {@code SCMP_ACT_…}
     * @param operators {@code SCMP_CMP_…}
     * @param archs {@code SCMP_ARCH_…}
     * @param knownFlags {@code SECCOMP_FILTER_FLAG_…}
     * @param supportedFlags those of them that take effect
     */
    public record Seccomp(
            boolean enabled,
            List<String> actions,
            List<String> operators,
            List<String> archs,
            List<String> knownFlags,
            List<String> supportedFlags) {

        public Seccomp {
            actions = List.copyOf(actions);
            operators = List.copyOf(operators);
            archs = List.copyOf(archs);
            knownFlags = List.copyOf(knownFlags);
            supportedFlags = List.copyOf(supportedFlags);
        }
    }

    /**
     * What of Intel's Resource Director Technology.
     *
     * @param enabled whether a class of service is joined or made
     * @param schemata whether {@code linux.intelRdt.schemata} is honoured
     * @param monitoring whether {@code linux.intelRdt.enableMonitoring} is
     */
    public record IntelRdt(boolean enabled, boolean schemata, boolean monitoring) {}

    /**
     * Words of memory policies.
     *
     * @param modes {@code MPOL_…}
     * @param flags {@code MPOL_F_…}
     */
    public record MemoryPolicy(List<String> modes, List<String> flags) {

        public MemoryPolicy {
            modes = List.copyOf(modes);
            flags = List.copyOf(flags);
        }
    }
}
