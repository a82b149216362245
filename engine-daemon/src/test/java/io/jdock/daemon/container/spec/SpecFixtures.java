package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.oci.runtime.Spec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Requests as clients write them, and the spec that comes of them on a host with two CPUs and cgroup v1. */
final class SpecFixtures {

    static final String ID = "0123456789abcdef".repeat(4);
    static final HostFacts FACTS = new HostFacts(2, "host.example", false, true, Set.copyOf(CapabilityNames.ALL));
    static final HostFacts FACTS_V2 = new HostFacts(2, "host.example", true, true, Set.copyOf(CapabilityNames.ALL));

    private SpecFixtures() {}

    static Spec build(String config, String host) {
        return build(config, host, FACTS);
    }

    static Spec build(String config, String host, HostFacts facts) {
        HostConfig hostConfig = host(host);
        return new SpecBuilder(facts)
                .build(new ContainerSpec(
                        ID,
                        EngineJson.read(config.getBytes(StandardCharsets.UTF_8), ContainerConfig.class),
                        hostConfig,
                        UserMounts.parse(hostConfig.storage()),
                        List.of(),
                        Path.of("/var/lib/jdock/containers", ID),
                        "/jdock/" + ID));
    }

    static HostConfig host(String json) {
        return EngineJson.read(json.getBytes(StandardCharsets.UTF_8), HostConfig.class);
    }
}
