package io.jdock.supervisor.runtimes;

import io.jdock.errdefs.NotImplementedException;
import io.jdock.oci.runtime.BlockIo;
import io.jdock.oci.runtime.Memory;
import io.jdock.oci.runtime.Resources;

/** What every OCI runtime changes of a running container when it is told to; what some ignore is refused. */
public final class UpdatableResources {

    private UpdatableResources() {}

    /** @throws NotImplementedException naming the first field that might be ignored */
    public static void check(Resources limits) {
        refuse("devices", !limits.devices().isEmpty());
        refuse("hugepageLimits", !limits.hugepageLimits().isEmpty());
        refuse("network", limits.network() != null);
        refuse("rdma", !limits.rdma().isEmpty());
        refuse("unified", !limits.unified().isEmpty());
        if (limits.memory() != null) {
            check(limits.memory());
        }
        if (limits.cpu() != null) {
            refuse("cpu.burst", limits.cpu().burst() != null);
            refuse("cpu.idle", limits.cpu().idle() != null);
        }
        if (limits.blockIO() != null) {
            check(limits.blockIO());
        }
    }

    private static void check(Memory memory) {
        refuse("memory.kernelTCP", memory.kernelTCP() != null);
        refuse("memory.swappiness", memory.swappiness() != null);
        refuse("memory.disableOOMKiller", memory.disableOOMKiller() != null);
        refuse("memory.useHierarchy", memory.useHierarchy() != null);
    }

    private static void check(BlockIo block) {
        refuse("blockIO.leafWeight", block.leafWeight() != null);
        refuse("blockIO.weightDevice", !block.weightDevice().isEmpty());
        refuse("blockIO.throttleReadBpsDevice", !block.throttleReadBpsDevice().isEmpty());
        refuse("blockIO.throttleWriteBpsDevice", !block.throttleWriteBpsDevice().isEmpty());
        refuse("blockIO.throttleReadIOPSDevice", !block.throttleReadIOPSDevice().isEmpty());
        refuse(
                "blockIO.throttleWriteIOPSDevice",
                !block.throttleWriteIOPSDevice().isEmpty());
    }

    private static void refuse(String field, boolean given) {
        if (given) {
            throw new NotImplementedException(
                    "update of a container of an OCI runtime: %s is not supported".formatted(field));
        }
    }
}
