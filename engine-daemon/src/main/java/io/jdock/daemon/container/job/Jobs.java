package io.jdock.daemon.container.job;

import io.jdock.daemon.container.create.CreateRequest;
import io.jdock.daemon.container.lifecycle.ContainerCreator;
import io.jdock.daemon.container.lifecycle.ContainerLifecycle;
import io.jdock.daemon.container.lifecycle.Endings;
import io.jdock.daemon.container.lifecycle.Removal;
import io.jdock.daemon.container.store.ContainerStore;

/**
 * Makes containers for one piece of work each. They are ordinary ones that clients can see, join and stop; but as nobody waits for
 * their end after a daemon has died, the next one removes them. Safe for concurrent use.
 */
public final class Jobs {

    private final ContainerStore store;
    private final ContainerCreator creator;
    private final ContainerLifecycle lifecycle;
    private final Removal removal;
    private final Endings endings;

    public Jobs(
            ContainerStore store,
            ContainerCreator creator,
            ContainerLifecycle lifecycle,
            Removal removal,
            Endings endings) {
        this.store = store;
        this.creator = creator;
        this.lifecycle = lifecycle;
        this.removal = removal;
        this.endings = endings;
    }

    /** Creates a container as a client would; its program does not run yet. The caller closes the job, or keeps it. */
    public Job create(CreateRequest request) {
        String id = creator.createJob(request).container().id();
        return new Job(id, store, lifecycle, removal, endings);
    }
}
