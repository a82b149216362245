package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.SecurityConfig;
import io.jdock.oci.runtime.DefaultSeccomp;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Root;
import io.jdock.oci.runtime.Seccomp;
import io.jdock.oci.runtime.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a container's runtime spec. Pure: equal input gives an equal spec. */
public final class SpecBuilder {

    private final HostFacts facts;

    public SpecBuilder(HostFacts facts) {
        this.facts = facts;
    }

    /** The whole spec; the root file system is {@code rootfs} in the bundle. */
    public Spec build(ContainerSpec container) {
        return Spec.builder()
                .process(new ProcessSection(facts).build(container))
                .root(new Root("rootfs", container.host().security().readonlyRootfs()))
                .hostname(container.sharesUts() ? null : container.hostname(facts))
                .mounts(new MountSection(facts).build(container))
                .annotations(container.host().annotations())
                .linux(linux(container))
                .build();
    }

    private Linux linux(ContainerSpec container) {
        var security = container.host().security();
        var options = SecurityOptions.parse(security.securityOpt());
        boolean confined = !security.privileged();
        return Linux.builder()
                .namespaces(Namespaces.of(container.host().namespaces(), facts))
                .cgroupsPath(container.cgroupsPath())
                .resources(ResourceSection.build(container, facts))
                .devices(DeviceSection.nodes(container))
                .seccomp(confined && !options.seccompUnconfined() ? seccomp(security) : null)
                .sysctl(sysctls(container))
                .maskedPaths(confined ? GuardedPaths.masked(security.maskedPaths(), facts.cpus()) : List.of())
                .readonlyPaths(confined ? GuardedPaths.readonly(security.readonlyPaths()) : List.of())
                .build();
    }

    private Seccomp seccomp(SecurityConfig security) {
        return DefaultSeccomp.forCapabilities(CapabilityNames.granted(security, facts.boundingCapabilities()));
    }

    /** Docker lets containers bind low ports and send pings without a capability, in a network namespace of their own. */
    private static Map<String, String> sysctls(ContainerSpec container) {
        Map<String, String> sysctls = new LinkedHashMap<>();
        if (!container.host().namespaces().network().equals("host")) {
            sysctls.put("net.ipv4.ip_unprivileged_port_start", "0");
            sysctls.put("net.ipv4.ping_group_range", "0 2147483647");
        }
        if (!container.config().domainname().isEmpty()) {
            sysctls.put("kernel.domainname", container.config().domainname());
        }
        sysctls.putAll(container.host().security().sysctls());
        return sysctls;
    }
}
