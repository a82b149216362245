package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * The part of a container that belongs to the host: what it may use and what it is joined to.
 *
 * @param portBindings container ports such as {@code 80/tcp}, each with the host addresses it is published on
 * @param autoRemove the daemon removes the container when it has ended
 * @param publishAllPorts every exposed port gets a free host port
 * @param consoleSize height and width of the first terminal; zeros for the kernel's default
 * @param containerIdFile where the client wrote the ID; kept for inspection, without effect
 * @param runtime name of the OCI runtime; empty for the default
 */
public record HostConfig(
        @JsonUnwrapped StorageConfig storage,
        @JsonUnwrapped NamespaceConfig namespaces,
        @JsonUnwrapped Resources resources,
        @JsonUnwrapped SecurityConfig security,
        @JsonUnwrapped ResolverConfig resolver,
        @JsonProperty("LogConfig") LogConfig logConfig,
        @JsonProperty("PortBindings") Map<String, List<PortBinding>> portBindings,
        @JsonProperty("PublishAllPorts") boolean publishAllPorts,
        @JsonProperty("RestartPolicy") RestartPolicy restartPolicy,
        @JsonProperty("AutoRemove") boolean autoRemove,
        @JsonProperty("Annotations") Map<String, String> annotations,
        @JsonProperty("ConsoleSize") List<Integer> consoleSize,
        @JsonProperty("ContainerIDFile") String containerIdFile,
        @JsonProperty("Runtime") String runtime) {

    public HostConfig {
        storage = Absent.or(storage, StorageConfig.NONE);
        namespaces = Absent.or(namespaces, NamespaceConfig.DEFAULT);
        resources = Absent.or(resources, Resources.UNLIMITED);
        security = Absent.or(security, SecurityConfig.DEFAULT);
        resolver = Absent.or(resolver, ResolverConfig.DEFAULT);
        logConfig = Absent.or(logConfig, LogConfig.DEFAULT);
        portBindings = Absent.orEmpty(portBindings);
        restartPolicy = Absent.or(restartPolicy, RestartPolicy.NO);
        annotations = Absent.orEmpty(annotations);
        consoleSize = Absent.orEmpty(consoleSize);
        containerIdFile = Absent.orEmpty(containerIdFile);
        runtime = Absent.orEmpty(runtime);
    }
}
