package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.host.HostDevices;
import io.jdock.daemon.container.spec.CgroupParent;
import io.jdock.daemon.container.spec.ContainerSpec;
import io.jdock.daemon.container.spec.HostDevice;
import io.jdock.daemon.container.spec.SpecBuilder;
import io.jdock.daemon.container.spec.UserMount;
import io.jdock.daemon.container.spec.UserMounts;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.task.NewTask;
import io.jdock.daemon.network.PortRequest;
import io.jdock.daemon.runtime.Runtimes;
import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.container.PortBinding;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets everything on the host ready that a container's task needs to be created. */
public final class TaskPreparation {

    private final SpecBuilder specs;
    private final ContainerDirectory directory;
    private final CgroupParent cgroupParent;
    private final Runtimes runtimes;

    public TaskPreparation(
            SpecBuilder specs, ContainerDirectory directory, CgroupParent cgroupParent, Runtimes runtimes) {
        this.specs = specs;
        this.directory = directory;
        this.cgroupParent = cgroupParent;
        this.runtimes = runtimes;
    }

    /** Makes files and missing bind sources, and the request for the task. */
    NewTask prepare(Container container) {
        List<UserMount> mounts = UserMounts.parse(container.host().storage());
        mounts.forEach(TaskPreparation::requireSource);
        directory.create(container.id());
        directory.writeFiles(container);
        Spec spec = specs.build(new ContainerSpec(
                container.id(),
                container.config(),
                container.host(),
                mounts,
                devices(container.host()),
                directory.of(container.id()),
                cgroupParent.cgroupsPath(container.id())));
        var streams = container.config().streams();
        return new NewTask(
                container.id(),
                container.config().image(),
                runtimes.program(container.host().runtime()),
                spec,
                streams.tty(),
                streams.openStdin(),
                output(container));
    }

    /** Writes what is known only now that the container has its address. */
    void complete(Container container) {
        if (container.endpoint().isPresent()) {
            directory.writeFiles(container);
        }
    }

    /** The ports to publish: those asked for and, with {@code -P}, every other exposed one. */
    List<PortRequest> ports(Container container) {
        Map<String, @Nullable List<PortBinding>> bindings =
                new LinkedHashMap<>(container.host().portBindings());
        if (container.host().publishAllPorts()) {
            container.config().exposedPorts().keySet().forEach(port -> bindings.putIfAbsent(port, List.of()));
        }
        return PortRequest.parse(bindings);
    }

    /**
     * Makes a missing bind source as a directory, where the way it was asked for promises that.
     *
     * @throws InvalidArgumentException in Docker's words, where it does not
     */
    static void requireSource(UserMount mount) {
        Path source = Path.of(mount.source());
        if (mount.type() != UserMount.Type.BIND || Files.exists(source)) {
            return;
        }
        if (!mount.createSource()) {
            throw new InvalidArgumentException(
                    "invalid mount config for type \"bind\": bind source path does not exist: " + source);
        }
        try {
            Files.createDirectories(source);
        } catch (IOException e) {
            throw new InternalException(
                    "error while creating mount source path '%s': %s".formatted(source, e.getMessage()), e);
        }
    }

    private String output(Container container) {
        boolean kept = !container.host().logConfig().type().equals("none");
        return kept ? "json-file://" + directory.log(container.id()) : "";
    }

    private static List<HostDevice> devices(HostConfig host) {
        return host.security().privileged()
                ? HostDevices.all()
                : host.resources().devices().stream()
                        .flatMap(mapping -> HostDevices.resolve(mapping).stream())
                        .toList();
    }
}
