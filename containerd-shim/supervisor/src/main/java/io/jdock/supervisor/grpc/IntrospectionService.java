package io.jdock.supervisor.grpc;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.jdock.api.containerd.introspection.v1.IntrospectionGrpc;
import io.jdock.api.containerd.introspection.v1.Plugin;
import io.jdock.api.containerd.introspection.v1.PluginInfoRequest;
import io.jdock.api.containerd.introspection.v1.PluginInfoResponse;
import io.jdock.api.containerd.introspection.v1.PluginsRequest;
import io.jdock.api.containerd.introspection.v1.PluginsResponse;
import io.jdock.api.containerd.introspection.v1.ServerResponse;
import io.jdock.api.containerd.types.Platform;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.supervisor.filters.Fields;
import io.jdock.supervisor.filters.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says what the supervisor consists of.
 *
 * <p>jdock has no plugins. It lists its parts under the names of containerd's plugins that do the same, as clients look those
 * up to find out what a server can do.
 */
public final class IntrospectionService extends IntrospectionGrpc.IntrospectionImplBase {

    private static final Platform HOST = Platform.newBuilder()
            .setOs("linux")
            .setArchitecture(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64")
            .build();

    private static final List<Plugin> PARTS = List.of(
            part("io.containerd.content.v1", "content"),
            part("io.containerd.metadata.v1", "sqlite"),
            part("io.containerd.snapshotter.v1", "overlayfs"),
            part("io.containerd.runtime.v2", "task"),
            part("io.containerd.grpc.v1", "containers"),
            part("io.containerd.grpc.v1", "content"),
            part("io.containerd.grpc.v1", "events"),
            part("io.containerd.grpc.v1", "images"),
            part("io.containerd.grpc.v1", "introspection"),
            part("io.containerd.grpc.v1", "leases"),
            part("io.containerd.grpc.v1", "namespaces"),
            part("io.containerd.grpc.v1", "snapshots"),
            part("io.containerd.grpc.v1", "tasks"),
            part("io.containerd.grpc.v1", "version"));

    private final ServerResponse server;

    /**
     * @param uuid identity of the root directory
     */
    public IntrospectionService(String uuid) {
        this.server = ServerResponse.newBuilder()
                .setUuid(uuid)
                .setPid(ProcessHandle.current().pid())
                .setPidns(pidNamespace())
                .build();
    }

    @Override
    public void plugins(PluginsRequest request, StreamObserver<PluginsResponse> caller) {
        Filter filter = Filter.any(request.getFiltersList());
        PluginsResponse.Builder answer = PluginsResponse.newBuilder();
        PARTS.stream().filter(part -> filter.matches(fields(part))).forEach(answer::addPlugins);
        Reply.send(caller, answer.build());
    }

    @Override
    public void server(Empty request, StreamObserver<ServerResponse> caller) {
        Reply.send(caller, server);
    }

    @Override
    public void pluginInfo(PluginInfoRequest request, StreamObserver<PluginInfoResponse> caller) {
        if (request.hasOptions()) {
            throw new InvalidArgumentException("plugin info: field options is not supported");
        }
        Plugin found = PARTS.stream()
                .filter(part ->
                        part.getType().equals(request.getType()) && part.getId().equals(request.getId()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "plugin %s of type %s: not found".formatted(request.getId(), request.getType())));
        Reply.send(caller, PluginInfoResponse.newBuilder().setPlugin(found).build());
    }

    private static Plugin part(String type, String id) {
        return Plugin.newBuilder().setType(type).setId(id).addPlatforms(HOST).build();
    }

    private static Fields fields(Plugin part) {
        return path -> switch (path.getFirst()) {
            case "type" -> Optional.of(part.getType());
            case "id" -> Optional.of(part.getId());
            default -> Optional.empty();
        };
    }

    /** The inode behind {@code pid:[4026531836]}: pid_namespaces(7). */
    private static long pidNamespace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Long.parseLong(link.substring(link.indexOf('[') + 1, link.indexOf(']')));
        } catch (IOException e) {
            throw new UncheckedIOException("read /proc/self/ns/pid", e);
        }
    }
}
