package io.jdock.supervisor.tasks;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.cgroups.Cgroup;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.libcontainer.cgroups.CgroupLayout;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Spec;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.runtimes.RuntimeChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes tasks of what their directories say, which is how a task that was just created and one of long ago become the same. */
final class TaskLoader {

    /** As much as a request can carry. */
    private static final int MAX_CONFIG_BYTES = 16 << 20;

    private final Path state;
    private final CgroupLayout cgroups;
    private final TaskRuntimes runtimes;

    TaskLoader(Path state, CgroupLayout cgroups, TaskRuntimes runtimes) {
        this.state = state;
        this.cgroups = cgroups;
        this.runtimes = runtimes;
    }

    TaskDirectory directory(ContainerKey key) {
        return TaskDirectory.of(state, key);
    }

    /** What {@code config.json} of a new task is to hold: all that its container's record says, also what we do not know. */
    byte[] config(ContainerKey key, RuntimeChoice runtime, byte[] spec) {
        return switch (runtime) {
            case RuntimeChoice.BuiltIn(boolean systemd) ->
                systemd ? BundleConfig.withCgroup(spec, ownScope(key)) : spec;
            case RuntimeChoice.Binary _ -> BundleConfig.withCgroup(spec, ownCgroup(key));
        };
    }

    /**
     * The task of a directory in which {@code config.json} and the first process' {@code streams.json} are written. Its execs
     * are not looked at.
     */
    Task load(ContainerKey key) {
        return load(key, directory(key).readRuntime());
    }

    Task load(ContainerKey key, RuntimeChoice runtime) {
        TaskDirectory directory = directory(key);
        Spec asked = read(directory.config());
        Linux linux = asked.linux();
        if (linux == null) {
            throw new InvalidArgumentException("task %s: the specification has no part for Linux".formatted(key));
        }
        String path = cgroupPath(key, linux);
        requireForm(key, runtime, path);
        Spec spec = asked.toBuilder()
                .linux(linux.toBuilder().cgroupsPath(path).build())
                .build();
        Cgroup cgroup = CgroupDriver.ofPath(path).cgroup(cgroups, path, spec.annotations());
        return new Task(
                key,
                directory,
                spec,
                cgroup,
                runtimes.of(runtime, directory.path()),
                process(ProcessId.init(key), directory.init()));
    }

    /** The process of a directory in which {@code streams.json} is written. */
    TaskProcess process(ProcessId id, ProcessDirectory directory) {
        Streams streams = StateFile.read(directory.streams(), Streams.class)
                .orElseThrow(() -> new DataLossException("read %s: it is missing".formatted(directory.streams())));
        return new TaskProcess(id, directory, streams);
    }

    /** A client without a wish gets one that says whose it is. A relative one has to mean the same after a restart of ours. */
    private static String cgroupPath(ContainerKey key, Linux linux) {
        String path = linux.cgroupsPath();
        return path == null || path.isEmpty() ? ownCgroup(key) : BundleConfig.absolute(path);
    }

    /** As runc has it: who wants systemd says where in words of its own. */
    private static void requireForm(ContainerKey key, RuntimeChoice runtime, String path) {
        if (runtime instanceof RuntimeChoice.BuiltIn(boolean systemd)
                && systemd
                && CgroupDriver.ofPath(path) != CgroupDriver.SYSTEMD) {
            throw new InvalidArgumentException(
                    "task %s: expected cgroupsPath to be of format \"slice:prefix:name\" for systemd cgroups, got \"%s\""
                            .formatted(key, path));
        }
    }

    private static String ownScope(ContainerKey key) {
        return ":jdock-%s:%s".formatted(key.namespace(), key.id());
    }

    private static String ownCgroup(ContainerKey key) {
        return "/jdock/%s/%s".formatted(key.namespace(), key.id());
    }

    private static Spec read(Path config) {
        try (InputStream in = Files.newInputStream(config)) {
            return SpecJson.read(in, MAX_CONFIG_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + config, e);
        }
    }
}
