package io.jdock.supervisor.tasks;

import io.jdock.errdefs.NotFoundException;
import io.jdock.libcontainer.cgroups.Cgroup;
import io.jdock.libcontainer.hooks.ContainerHooks;
import io.jdock.oci.runtime.Root;
import io.jdock.oci.runtime.Spec;
import io.jdock.supervisor.containers.ContainerKey;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running instance of a container: its first process, the execs beside it, and what they share. */
final class Task {

    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    private final ContainerKey key;
    private final TaskDirectory directory;
    private final Spec spec;
    private final Cgroup cgroup;
    private final TaskRuntime runtime;
    private final TaskProcess init;
    private final Map<String, TaskProcess> execs = new ConcurrentHashMap<>();

    Task(ContainerKey key, TaskDirectory directory, Spec spec, Cgroup cgroup, TaskRuntime runtime, TaskProcess init) {
        this.key = key;
        this.directory = directory;
        this.spec = spec;
        this.cgroup = cgroup;
        this.runtime = runtime;
        this.init = init;
    }

    ContainerKey key() {
        return key;
    }

    TaskDirectory directory() {
        return directory;
    }

    Spec spec() {
        return spec;
    }

    /** The root file system on the host: a directory of the bundle's, unless the specification names one elsewhere. */
    Path root() {
        Root root = spec.root();
        return directory.path().resolve(root == null ? "rootfs" : root.path());
    }

    /** Runs what is to be run when all of it is gone. */
    void runPoststop() {
        hooks().runPoststop().forEach(failure -> LOG.warn("task {}: {}", key, failure));
    }

    /** What is run at points of its life. */
    ContainerHooks hooks() {
        return ContainerHooks.of(key.id(), spec, directory.path());
    }

    Cgroup cgroup() {
        return cgroup;
    }

    TaskRuntime runtime() {
        return runtime;
    }

    TaskProcess init() {
        return init;
    }

    Collection<TaskProcess> execs() {
        return execs.values();
    }

    Optional<TaskProcess> find(ProcessId id) {
        return id.isInit() ? Optional.of(init) : Optional.ofNullable(execs.get(id.execId()));
    }

    /**
     * @throws NotFoundException if the task has no such process
     */
    TaskProcess process(ProcessId id) {
        return find(id).orElseThrow(() -> new NotFoundException("%s: not found".formatted(id)));
    }

    void add(TaskProcess exec) {
        execs.put(exec.id().execId(), exec);
    }

    void remove(TaskProcess exec) {
        execs.remove(exec.id().execId());
    }
}
