package io.jdock.engine.api.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.jdock.engine.api.json.Since;
import java.util.List;
import java.util.Map;

/** {@code GET /info}: one flat object, kept here in groups. */
public record SystemInfo(
        @JsonProperty("ID") String id,
        @JsonUnwrapped Objects objects,
        @JsonUnwrapped Host host,
        @JsonUnwrapped Limits limits,
        @JsonUnwrapped Engine engine,
        List<String> warnings) {

    /** What there is. */
    public record Objects(
            int containers, int containersRunning, int containersPaused, int containersStopped, int images) {}

    /**
     * The machine.
     *
     * @param memTotal bytes
     * @param systemTime RFC 3339
     */
    public record Host(
            String name,
            String kernelVersion,
            String operatingSystem,
            @JsonProperty("OSVersion") String osVersion,
            @JsonProperty("OSType") String osType,
            String architecture,
            @JsonProperty("NCPU") int ncpu,
            long memTotal,
            String systemTime) {}

    /** Which limits the kernel can enforce. */
    public record Limits(
            boolean memoryLimit,
            boolean swapLimit,
            boolean cpuCfsPeriod,
            boolean cpuCfsQuota,
            @JsonProperty("CPUShares") boolean cpuShares,
            @JsonProperty("CPUSet") boolean cpuSet,
            boolean pidsLimit,
            boolean oomKillDisable,
            @JsonProperty("IPv4Forwarding") boolean ipv4Forwarding) {}

    /** The engine and how it is set up. */
    public record Engine(
            String driver,
            List<List<String>> driverStatus,
            String dockerRootDir,
            Plugins plugins,
            boolean debug,
            @JsonProperty("NFd") int nFd,
            @JsonProperty("NGoroutines") int nGoroutines,
            @JsonProperty("NEventsListener") int nEventsListener,
            String loggingDriver,
            String cgroupDriver,
            String cgroupVersion,
            String indexServerAddress,
            RegistryConfig registryConfig,
            List<String> labels,
            boolean experimentalBuild,
            String serverVersion,
            Map<String, Runtime> runtimes,
            String defaultRuntime,
            Swarm swarm,
            boolean liveRestoreEnabled,
            String isolation,
            String initBinary,
            List<String> securityOptions,
            @Since(46) Containerd containerd) {}

    /** The drivers by kind. */
    public record Plugins(List<String> volume, List<String> network, List<String> authorization, List<String> log) {}

    /** How registries are spoken to. */
    public record RegistryConfig(
            @JsonProperty("InsecureRegistryCIDRs") List<String> insecureRegistryCidrs,
            Map<String, Index> indexConfigs,
            List<String> mirrors) {}

    /** How one registry is spoken to. */
    public record Index(String name, List<String> mirrors, boolean secure, boolean official) {}

    /** A runtime by its command; arguments are shown only if there are any. */
    public record Runtime(
            @JsonProperty("path") String path,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("runtimeArgs")
            List<String> runtimeArgs) {}

    /** There is no swarm mode. */
    public record Swarm(
            @JsonProperty("NodeID") String nodeId,
            String nodeAddr,
            String localNodeState,
            boolean controlAvailable,
            String error) {}

    /** The supervisor. */
    public record Containerd(String address, Namespaces namespaces) {}

    /** The supervisor's namespaces in use. */
    public record Namespaces(String containers, String plugins) {}
}
