package io.jdock.oci.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a spec says that only Linux understands.
 *
 * @param namespaces namespaces to make or join
 * @param uidMappings user namespace: user ids
 * @param gidMappings user namespace: group ids
 * @param devices device nodes to make
 * @param cgroupsPath the cgroup, below each controller's root when absolute
 * @param resources limits of that cgroup
 * @param rootfsPropagation propagation of the root mount
 * @param seccomp system call filter
 * @param sysctl kernel parameters of the container's own namespaces
 * @param maskedPaths paths made unreadable
 * @param readonlyPaths paths made read-only
 * @param mountLabel SELinux context of mounts
 * @param timeOffsets time namespace: {@code monotonic}, {@code boottime}
 * @param personality execution domain of the processes
 * @param memoryPolicy NUMA nodes that the processes' memory comes from
 * @param netDevices network devices moved in, by their name on the host
 * @param intelRdt share of the cache and of the memory bandwidth
 */
public record Linux(
        List<Namespace> namespaces,
        List<IdMapping> uidMappings,
        List<IdMapping> gidMappings,
        List<Device> devices,
        @Nullable String cgroupsPath,
        @Nullable Resources resources,
        @Nullable String rootfsPropagation,
        @Nullable Seccomp seccomp,
        Map<String, String> sysctl,
        List<String> maskedPaths,
        List<String> readonlyPaths,
        @Nullable String mountLabel,
        Map<String, TimeOffset> timeOffsets,
        @Nullable Personality personality,
        @Nullable MemoryPolicy memoryPolicy,
        Map<String, NetDevice> netDevices,
        @Nullable IntelRdt intelRdt) {

    public Linux {
        namespaces = List.copyOf(namespaces);
        uidMappings = List.copyOf(uidMappings);
        gidMappings = List.copyOf(gidMappings);
        devices = List.copyOf(devices);
        sysctl = Ordered.copyOf(sysctl);
        maskedPaths = List.copyOf(maskedPaths);
        readonlyPaths = List.copyOf(readonlyPaths);
        timeOffsets = Ordered.copyOf(timeOffsets);
        netDevices = Ordered.copyOf(netDevices);
    }

    /** The namespace of a kind that is made or joined; none of a kind that is the host's. */
    public Optional<Namespace> namespace(Namespace.Kind kind) {
        for (Namespace namespace : namespaces) {
            if (namespace.type() == kind) {
                return Optional.of(namespace);
            }
        }
        return Optional.empty();
    }

    /** Starts with everything absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with what this value says. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.namespaces = namespaces;
        copy.uidMappings = uidMappings;
        copy.gidMappings = gidMappings;
        copy.devices = devices;
        copy.cgroupsPath = cgroupsPath;
        copy.resources = resources;
        copy.rootfsPropagation = rootfsPropagation;
        copy.seccomp = seccomp;
        copy.sysctl = sysctl;
        copy.maskedPaths = maskedPaths;
        copy.readonlyPaths = readonlyPaths;
        copy.mountLabel = mountLabel;
        copy.timeOffsets = timeOffsets;
        copy.personality = personality;
        copy.memoryPolicy = memoryPolicy;
        copy.netDevices = netDevices;
        copy.intelRdt = intelRdt;
        return copy;
    }

    /** Collects the parts of a {@link Linux}; what is not set stays absent. */
    public static final class Builder {

        private List<Namespace> namespaces = List.of();
        private List<IdMapping> uidMappings = List.of();
        private List<IdMapping> gidMappings = List.of();
        private List<Device> devices = List.of();
        private @Nullable String cgroupsPath;
        private @Nullable Resources resources;
        private @Nullable String rootfsPropagation;
        private @Nullable Seccomp seccomp;
        private Map<String, String> sysctl = Map.of();
        private List<String> maskedPaths = List.of();
        private List<String> readonlyPaths = List.of();
        private @Nullable String mountLabel;
        private Map<String, TimeOffset> timeOffsets = Map.of();
        private @Nullable Personality personality;
        private @Nullable MemoryPolicy memoryPolicy;
        private Map<String, NetDevice> netDevices = Map.of();
        private @Nullable IntelRdt intelRdt;

        private Builder() {}

        public Builder namespaces(List<Namespace> value) {
            namespaces = value;
            return this;
        }

        public Builder uidMappings(List<IdMapping> value) {
            uidMappings = value;
            return this;
        }

        public Builder gidMappings(List<IdMapping> value) {
            gidMappings = value;
            return this;
        }

        public Builder devices(List<Device> value) {
            devices = value;
            return this;
        }

        public Builder cgroupsPath(@Nullable String value) {
            cgroupsPath = value;
            return this;
        }

        public Builder resources(@Nullable Resources value) {
            resources = value;
            return this;
        }

        public Builder rootfsPropagation(@Nullable String value) {
            rootfsPropagation = value;
            return this;
        }

        public Builder seccomp(@Nullable Seccomp value) {
            seccomp = value;
            return this;
        }

        public Builder sysctl(Map<String, String> value) {
            sysctl = value;
            return this;
        }

        public Builder maskedPaths(List<String> value) {
            maskedPaths = value;
            return this;
        }

        public Builder readonlyPaths(List<String> value) {
            readonlyPaths = value;
            return this;
        }

        public Builder mountLabel(@Nullable String value) {
            mountLabel = value;
            return this;
        }

        public Builder timeOffsets(Map<String, TimeOffset> value) {
            timeOffsets = value;
            return this;
        }

        public Builder personality(@Nullable Personality value) {
            personality = value;
            return this;
        }

        public Builder memoryPolicy(@Nullable MemoryPolicy value) {
            memoryPolicy = value;
            return this;
        }

        public Builder netDevices(Map<String, NetDevice> value) {
            netDevices = value;
            return this;
        }

        public Builder intelRdt(@Nullable IntelRdt value) {
            intelRdt = value;
            return this;
        }

        public Linux build() {
            return new Linux(
                    namespaces,
                    uidMappings,
                    gidMappings,
                    devices,
                    cgroupsPath,
                    resources,
                    rootfsPropagation,
                    seccomp,
                    sysctl,
                    maskedPaths,
                    readonlyPaths,
                    mountLabel,
                    timeOffsets,
                    personality,
                    memoryPolicy,
                    netDevices,
                    intelRdt);
        }
    }
}
