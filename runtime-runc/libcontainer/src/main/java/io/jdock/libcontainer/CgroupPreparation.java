package io.jdock.libcontainer;

import io.jdock.concurrent.Threads;
import java.util.concurrent.CompletableFuture;

/** A container's cgroup in the making, while its shim is spawned and its root put together, which takes longer. */
public final class CgroupPreparation {

    private final ContainerPlan plan;
    private final Runnable removal;
    private final CompletableFuture<Void> made;

    CgroupPreparation(ContainerPlan plan, Runnable creation, Runnable removal) {
        this.plan = plan;
        this.removal = removal;
        this.made = CompletableFuture.runAsync(creation, body -> Threads.startDaemon("cgroup-create", body));
    }

    /** Moves the first process into the cgroup once that is there, and hands it on to whoever is to own it. Throws what kept it from being made. */
    public void join(int pid) {
        Threads.join(made);
        plan.cgroup().enter(pid, plan.resources());
        if (plan.cgroupOwner().isPresent()) {
            plan.cgroup().giveTo(plan.cgroupOwner().getAsLong());
        }
    }

    /** Removes the cgroup with all that is in it if it was made: one that was not may be somebody else's. */
    public void undo() {
        boolean ours = made.handle((_, failure) -> failure == null).join();
        if (ours) {
            removal.run();
        }
    }
}
