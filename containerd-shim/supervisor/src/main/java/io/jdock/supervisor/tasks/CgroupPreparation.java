package io.jdock.supervisor.tasks;

import io.jdock.concurrent.Threads;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.libcontainer.ContainerPlan;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Makes a container's cgroup while its shim is being spawned, which takes about as long. */
final class CgroupPreparation {

    private final ContainerLauncher containers;
    private final ContainerPlan plan;
    private final CompletableFuture<Void> made;

    private CgroupPreparation(ContainerLauncher containers, ContainerPlan plan) {
        this.containers = containers;
        this.plan = plan;
        this.made = CompletableFuture.runAsync(
                () -> containers.prepare(plan), body -> Threads.startVirtual("cgroup of " + plan.id(), body));
    }

    static CgroupPreparation start(ContainerLauncher containers, ContainerPlan plan) {
        return new CgroupPreparation(containers, plan);
    }

    /** Waits until the cgroup is there; throws what kept it from being made. */
    void await() {
        try {
            made.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Removes the cgroup if it was made: one that was not may be somebody else's. */
    void undo() {
        boolean ours = made.handle((_, failure) -> failure == null).join();
        if (ours) {
            containers.delete(plan.cgroup());
        }
    }
}
