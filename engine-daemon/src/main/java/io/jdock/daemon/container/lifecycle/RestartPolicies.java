package io.jdock.daemon.container.lifecycle;

import io.jdock.concurrent.Threads;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotModifiedException;
import io.jdock.errdefs.UnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts containers again that have ended by themselves, the later the more often that happens. */
public final class RestartPolicies {

    private static final Logger LOG = LoggerFactory.getLogger(RestartPolicies.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A run this long shows that the container works, and the next pause is short again. */
    private static final Duration SOUND_RUN = Duration.ofSeconds(10);

    private final ContainerStore store;
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

    public RestartPolicies(ContainerStore store) {
        this.store = store;
    }

    /** Whether the container's policy wants it to run again after the exit it shows. */
    static boolean wantsRestart(Container container) {
        if (container.stoppedByUser()) {
            return false;
        }
        var policy = container.host().restartPolicy();
        return switch (policy.name()) {
            case "always", "unless-stopped" -> true;
            case "on-failure" ->
                container.state().exitCode() != 0
                        && (policy.maximumRetryCount() == 0 || container.restartCount() < policy.maximumRetryCount());
            default -> false;
        };
    }

    /** Lets the container be started after a pause, unless {@link #cancel} comes first. */
    void schedule(Container container, ContainerLifecycle lifecycle) {
        String id = container.id();
        Pause pause = pauses.compute(id, (_, before) -> new Pause(next(before, container), new CountDownLatch(1)));
        store.update(id, it -> it.withState(it.state().as(ContainerStatus.RESTARTING)));
        Threads.startVirtual("restart-" + id, () -> restart(id, pause, lifecycle));
    }

    /** Ends a pause; true when the container was waiting in one and is now simply stopped. */
    boolean cancel(String id) {
        Pause pause = pauses.remove(id);
        boolean waiting = store.find(id)
                .filter(it -> it.state().status() == ContainerStatus.RESTARTING)
                .isPresent();
        if (pause != null) {
            pause.cancelled.countDown();
        }
        if (waiting) {
            store.update(
                    id,
                    it -> it.withState(it.state().as(ContainerStatus.EXITED)).withStoppedByUser(true));
        }
        return waiting;
    }

    private void restart(String id, Pause pause, ContainerLifecycle lifecycle) {
        try {
            if (pause.cancelled.await(pause.length.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            store.update(id, it -> it.withRestartCount(it.restartCount() + 1));
            lifecycle.start(id);
        } catch (NotFoundException | NotModifiedException _) {
            // Somebody else has removed or started it meanwhile.
            pauses.remove(id, pause);
        } catch (UnavailableException e) {
            LOG.info("restart of container {} is tried again: {}", id, e.text());
            store.find(id).ifPresent(container -> schedule(container, lifecycle));
        } catch (EngineException e) {
            LOG.warn("restart of container {} failed: {}", id, e.text());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration next(@Nullable Pause before, Container container) {
        var state = container.state();
        Duration ran = Duration.between(state.startedAt(), state.finishedAt());
        if (before == null || ran.compareTo(SOUND_RUN) >= 0) {
            return FIRST_PAUSE;
        }
        Duration doubled = before.length.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private record Pause(Duration length, CountDownLatch cancelled) {}
}
