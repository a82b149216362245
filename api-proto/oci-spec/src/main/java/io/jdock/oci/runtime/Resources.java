package io.jdock.oci.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a container's cgroup; what is null or empty is left as the parent gives it.
 *
 * @param devices device access, later rules win
 * @param memory memory
 * @param cpu processor time
 * @param pids number of tasks
 * @param blockIO block devices
 * @param hugepageLimits huge pages
 * @param network class and priorities of packets (cgroup v1)
 * @param rdma per device
 * @param unified cgroup v2 files written as they are
 */
public record Resources(
        List<DeviceRule> devices,
        @Nullable Memory memory,
        @Nullable Cpu cpu,
        @Nullable Pids pids,
        @Nullable BlockIo blockIO,
        List<HugepageLimit> hugepageLimits,
        @Nullable NetworkClass network,
        Map<String, Rdma> rdma,
        Map<String, String> unified) {

    public Resources {
        devices = List.copyOf(devices);
        hugepageLimits = List.copyOf(hugepageLimits);
        rdma = Ordered.copyOf(rdma);
        unified = Ordered.copyOf(unified);
    }

    /** Starts with everything absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with what this value says. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.devices = devices;
        copy.memory = memory;
        copy.cpu = cpu;
        copy.pids = pids;
        copy.blockIO = blockIO;
        copy.hugepageLimits = hugepageLimits;
        copy.network = network;
        copy.rdma = rdma;
        copy.unified = unified;
        return copy;
    }

    /** Collects the parts of a {@link Resources}; what is not set stays absent. */
    public static final class Builder {

        private List<DeviceRule> devices = List.of();
        private @Nullable Memory memory;
        private @Nullable Cpu cpu;
        private @Nullable Pids pids;
        private @Nullable BlockIo blockIO;
        private List<HugepageLimit> hugepageLimits = List.of();
        private @Nullable NetworkClass network;
        private Map<String, Rdma> rdma = Map.of();
        private Map<String, String> unified = Map.of();

        private Builder() {}

        public Builder devices(List<DeviceRule> value) {
            devices = value;
            return this;
        }

        public Builder memory(@Nullable Memory value) {
            memory = value;
            return this;
        }

        public Builder cpu(@Nullable Cpu value) {
            cpu = value;
            return this;
        }

        public Builder pids(@Nullable Pids value) {
            pids = value;
            return this;
        }

        public Builder blockIO(@Nullable BlockIo value) {
            blockIO = value;
            return this;
        }

        public Builder hugepageLimits(List<HugepageLimit> value) {
            hugepageLimits = value;
            return this;
        }

        public Builder network(@Nullable NetworkClass value) {
            network = value;
            return this;
        }

        public Builder rdma(Map<String, Rdma> value) {
            rdma = value;
            return this;
        }

        public Builder unified(Map<String, String> value) {
            unified = value;
            return this;
        }

        public Resources build() {
            return new Resources(devices, memory, cpu, pids, blockIO, hugepageLimits, network, rdma, unified);
        }
    }
}
