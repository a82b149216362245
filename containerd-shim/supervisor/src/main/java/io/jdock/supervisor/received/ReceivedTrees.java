package io.jdock.supervisor.received;

import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.snapshots.Snapshots;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** All files that are kept for calls that go on. Safe for concurrent use. */
public final class ReceivedTrees {

    private final Snapshots snapshots;
    private final Map<String, Reception> receptions = new ConcurrentHashMap<>();

    public ReceivedTrees(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Begins to receive files. The caller closes the result, with which they go. */
    public Reception begin() {
        String key = UUID.randomUUID().toString();
        Reception reception = new Reception(key, snapshots.extract(), () -> receptions.remove(key));
        receptions.put(key, reception);
        return reception;
    }

    /**
     * Opens files that were received.
     *
     * @throws NotFoundException when the call that has brought them is over
     */
    public Directory open(String key) {
        Reception reception = receptions.get(key);
        if (reception == null) {
            throw gone(key);
        }
        try {
            return reception.open();
        } catch (ErrnoException e) {
            // Its call has just ended.
            throw e.is(Errno.ENOENT) ? gone(key) : e;
        }
    }

    private static NotFoundException gone(String key) {
        return new NotFoundException("received files %s: not kept, or no longer".formatted(key));
    }
}
