package io.jdock.supervisor.tasks;

import io.jdock.concurrent.KeyedLocks;
import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.UnavailableException;
import io.jdock.supervisor.containers.ContainerKey;
import java.time.Duration;

/** The lock of each container: one state change at a time. */
final class ContainerLocks {

    /** How long a client waits for another's operation; one stuck in the kernel may never end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KeyedLocks<ContainerKey> locks = new KeyedLocks<>();

    /**
     * @throws UnavailableException if another operation on the container did not end
     */
    KeyedLocks.Held acquire(String attempt, ContainerKey key) {
        try {
            return locks.acquire(key, PATIENCE)
                    .orElseThrow(
                            () -> new UnavailableException("%s %s: another operation on it has not ended for %d seconds"
                                    .formatted(attempt, key, PATIENCE.toSeconds())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("%s %s: interrupted".formatted(attempt, key), e);
        }
    }
}
