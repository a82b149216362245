package io.jdock.daemon.container.create;

import io.jdock.daemon.container.spec.GuardedPaths;
import io.jdock.daemon.container.spec.HostFacts;
import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.container.LogConfig;
import io.jdock.engine.api.container.NamespaceConfig;
import io.jdock.engine.api.container.Resources;
import io.jdock.engine.api.container.RestartPolicy;
import io.jdock.engine.api.container.SecurityConfig;
import io.jdock.engine.api.container.StorageConfig;
import java.util.List;

/** Writes out the defaults of a host configuration, so that inspect shows what is in force. */
public final class HostDefaults {

    private static final long SHM_BYTES = 64L << 20;

    private HostDefaults() {}

    /**
     * The same configuration without anything left open.
     *
     * @param runtime name of the one it will have
     */
    public static HostConfig complete(HostConfig asked, boolean networkDisabled, HostFacts facts, String runtime) {
        return new HostConfig(
                storage(asked.storage()),
                namespaces(asked.namespaces(), networkDisabled, facts),
                resources(asked.resources(), facts),
                security(asked.security(), facts),
                asked.resolver(),
                asked.logConfig().type().isEmpty()
                        ? new LogConfig("json-file", asked.logConfig().config())
                        : asked.logConfig(),
                asked.portBindings(),
                asked.publishAllPorts(),
                asked.restartPolicy().name().isEmpty() ? new RestartPolicy("no", 0) : asked.restartPolicy(),
                asked.autoRemove(),
                asked.annotations(),
                asked.consoleSize().size() == 2 ? asked.consoleSize() : List.of(0, 0),
                asked.containerIdFile(),
                runtime);
    }

    private static StorageConfig storage(StorageConfig asked) {
        return new StorageConfig(
                asked.binds(), asked.mounts(), asked.tmpfs(), asked.shmSize() == 0 ? SHM_BYTES : asked.shmSize());
    }

    private static NamespaceConfig namespaces(NamespaceConfig asked, boolean networkDisabled, HostFacts facts) {
        boolean defaultNetwork = asked.network().isEmpty() || asked.network().equals("default");
        String cgroup = facts.cgroupV2() ? "private" : NamespaceConfig.HOST;
        return new NamespaceConfig(
                networkDisabled ? "none" : defaultNetwork ? "bridge" : asked.network(),
                asked.ipc().isEmpty() ? "private" : asked.ipc(),
                asked.pid(),
                asked.uts(),
                asked.user(),
                asked.cgroup().isEmpty() ? cgroup : asked.cgroup());
    }

    private static Resources resources(Resources asked, HostFacts facts) {
        Long swappiness = asked.memorySwappiness();
        Long pids = asked.pidsLimit();
        return new Resources(
                asked.cpuShares(),
                asked.nanoCpus(),
                asked.cpuPeriod(),
                asked.cpuQuota(),
                asked.cpusetCpus(),
                asked.cpusetMems(),
                asked.memory(),
                asked.memoryReservation(),
                asked.memorySwap() == 0 ? usualSwap(asked.memory(), facts) : asked.memorySwap(),
                swappiness == null || swappiness < 0 ? null : swappiness,
                pids == null || pids <= 0 ? null : pids,
                asked.ulimits(),
                asked.devices(),
                asked.deviceCgroupRules());
    }

    /** -1 is Docker's word for a limit of memory alone. */
    private static long usualSwap(long memory, HostFacts facts) {
        return facts.limitsSwap() ? memory * 2 : memory == 0 ? 0 : -1;
    }

    private static SecurityConfig security(SecurityConfig asked, HostFacts facts) {
        boolean open = asked.privileged();
        return new SecurityConfig(
                asked.privileged(),
                asked.capAdd(),
                asked.capDrop(),
                asked.securityOpt(),
                asked.readonlyRootfs(),
                open ? List.of() : GuardedPaths.masked(asked.maskedPaths(), facts.cpus()),
                open ? List.of() : GuardedPaths.readonly(asked.readonlyPaths()),
                asked.sysctls(),
                asked.oomScoreAdj());
    }
}
