package io.jdock.libcontainer;

import io.jdock.concurrent.Threads;
import io.jdock.libcontainer.cgroups.Cgroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A container's cgroup in the making, while its shim is spawned and its root put together, which takes longer. */
public final class CgroupPreparation {

    private final Cgroup cgroup;
    private final Runnable removal;
    private final CompletableFuture<Void> made;

    CgroupPreparation(Cgroup cgroup, Runnable creation, Runnable removal) {
        this.cgroup = cgroup;
        this.removal = removal;
        this.made = CompletableFuture.runAsync(creation, body -> Threads.startDaemon("cgroup-create", body));
    }

    /** Moves a process into the cgroup once that is there. Throws what kept it from being made. */
    void join(int pid) {
        try {
            made.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        cgroup.join(pid);
    }

    /** Removes the cgroup with all that is in it if it was made: one that was not may be somebody else's. */
    public void undo() {
        boolean ours = made.handle((_, failure) -> failure == null).join();
        if (ours) {
            removal.run();
        }
    }
}
