package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.UnavailableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses containers for as long as their files are read. No container stays paused because the daemon or the supervisor died
 * meanwhile: its record says that nobody asked for the pause. Safe for concurrent use.
 */
public final class Holds {

    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    private final ContainerStore store;
    private final ContainerLifecycle lifecycle;
    /** What is held by work that still goes on. */
    private final Set<String> working = ConcurrentHashMap.newKeySet();

    public Holds(ContainerStore store, ContainerLifecycle lifecycle) {
        this.store = store;
        this.lifecycle = lifecycle;
    }

    /** Does some work while nothing in the container goes on, if anything does. */
    public <T> T during(String id, Supplier<T> work) {
        if (store.get(id).state().status() != ContainerStatus.RUNNING || !working.add(id)) {
            return work.get();
        }
        try {
            lifecycle.holdIfAlive(id);
            return work.get();
        } finally {
            // First, so that whoever looks after what is left over sees to it if this fails.
            working.remove(id);
            letGo(id);
        }
    }

    /** Lets go on what is held by work that died with a daemon or a supervisor. */
    void letAllGo() {
        for (Container container : store.list()) {
            if (!working.contains(container.id())) {
                letGo(container.id());
            }
        }
    }

    private void letGo(String id) {
        // Somebody else may have ended or unpaused it meanwhile.
        if (store.find(id).filter(it -> it.state().held()).isEmpty()) {
            return;
        }
        try {
            lifecycle.unpause(id);
        } catch (ConflictException e) {
            LOG.debug("somebody else has let container {} go on: {}", id, e.text());
        } catch (UnavailableException e) {
            LOG.warn("container {} goes on when the supervisor is back: {}", id, e.text());
        } catch (EngineException e) {
            LOG.error("container {} stays paused: {}", id, e.text(), e);
        }
    }
}
