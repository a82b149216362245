package io.jdock.supervisor.images;

import io.jdock.concurrent.Threads;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.content.BlobInfo;
import io.jdock.supervisor.content.BlobLabels;
import io.jdock.supervisor.content.ContentStore;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.leases.Lease;
import io.jdock.supervisor.leases.Leases;
import io.jdock.supervisor.metadata.Labels;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.snapshots.Snapshot;
import io.jdock.supervisor.snapshots.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Removes blobs and committed snapshots that no image, no writable snapshot, no lease and no running transfer reaches. Nothing
 * counts references: each collection finds out anew, so a crash cannot leave a count wrong. Safe for concurrent use. Once closed it
 * collects no more.
 */
public final class GarbageCollector implements AutoCloseable {

    private static final String ROOT_LABEL = "containerd.io/gc.root";

    private static final long PERIOD_HOURS = 1;

    private final ContentStore content;
    private final BlobLabels labels;
    private final Snapshots snapshots;
    private final Images images;
    private final Metadata metadata;
    private final Leases leases;
    private final Pins pins;
    private final EventBus events;
    private final Clock clock;

    private final ReentrantLock collecting = new ReentrantLock();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    public GarbageCollector(
            ContentStore content,
            BlobLabels labels,
            Snapshots snapshots,
            Images images,
            Metadata metadata,
            Leases leases,
            Pins pins,
            EventBus events,
            Clock clock) {
        this.content = content;
        this.labels = labels;
        this.snapshots = snapshots;
        this.images = images;
        this.metadata = metadata;
        this.leases = leases;
        this.pins = pins;
        this.events = events;
        this.clock = clock;
    }

    /** Collects now, for what a crash left, and then each hour, for what time makes garbage; until this is closed. */
    public void start() {
        Threads.startVirtual("garbage-collection-hourly", this::collectEachHour);
    }

    void collectEachHour() {
        try {
            do {
                schedule();
            } while (!closed.await(PERIOD_HOURS, TimeUnit.HOURS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has a collection run soon; several wishes that come before it starts are one. */
    public void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            Threads.startVirtual("garbage-collection", this::collect);
        }
    }

    /** Collects now; waits for a collection that runs already, which may have looked too early. */
    public void collect() {
        collecting.lock();
        try {
            scheduled.set(false);
            if (isOpen()) {
                markAndSweep();
            }
        } finally {
            collecting.unlock();
        }
    }

    /** Collects now, and waits until what went takes no room any more. */
    public void collectFully() {
        collect();
        snapshots.awaitRemovals();
    }

    /** Ends the hourly collections and waits until one that runs has stopped, so that what it works on can be closed. */
    @Override
    public void close() {
        closed.countDown();
        collecting.lock();
        collecting.unlock();
    }

    private void markAndSweep() {
        pins.beginCollection();
        try {
            Set<String> kept = mark();
            // First: on a full disk it makes the room in which the database can write down the rest.
            sweepContent(kept);
            sweepIngests();
            sweepSnapshots(kept);
            leases.deleteExpired();
            metadata.reserveRoom();
        } finally {
            pins.endCollection();
        }
    }

    private Set<String> mark() {
        Reachable reachable = new Reachable(content);
        // Before the images: a client that records an image gives up its lease afterwards.
        Set<String> leased = leased(clock.instant());
        images.targets().forEach(reachable::add);
        Set<String> kept = new HashSet<>(reachable.names());
        kept.addAll(leased);
        return kept;
    }

    private Set<String> leased(Instant now) {
        record Claim(Lease lease, String id) {}
        List<Claim> claims = metadata.read(tx -> tx.list(
                "SELECT l.id AS lease, l.labels, l.created_at, r.id FROM leases l"
                        + " JOIN lease_resources r ON r.namespace = l.namespace AND r.lease = l.id",
                row -> new Claim(
                        new Lease(
                                row.getString("lease"),
                                Labels.decode(row.getString("labels")),
                                Instant.parse(row.getString("created_at"))),
                        row.getString("id"))));
        Duration keep = UnfinishedPulls.keep(content);
        Set<String> leased = new HashSet<>();
        for (Claim claim : claims) {
            if (UnfinishedPulls.holds(claim.lease(), now, keep)) {
                leased.add(claim.id());
            }
        }
        return leased;
    }

    private void sweepSnapshots(Set<String> kept) {
        for (Snapshot garbage : garbage(snapshots.list(), kept)) {
            unlessPinned(garbage.key(), () -> {
                // What a pull or a create has based on it meanwhile keeps it.
                if (snapshots.isLeaf(garbage.key())) {
                    snapshots.remove("", garbage.key());
                }
            });
        }
    }

    /** Committed snapshots with nothing kept on top of them, those on top first. */
    private static List<Snapshot> garbage(List<Snapshot> all, Set<String> kept) {
        Map<String, Snapshot> byKey = new HashMap<>();
        all.forEach(snapshot -> byKey.put(snapshot.key(), snapshot));
        Set<String> needed = new HashSet<>();
        for (Snapshot snapshot : all) {
            boolean root = snapshot.kind() != Snapshot.Kind.COMMITTED || kept.contains(snapshot.key());
            Optional<Snapshot> next = root ? Optional.of(snapshot) : Optional.empty();
            while (next.isPresent() && needed.add(next.get().key())) {
                next = next.get().parent().map(byKey::get);
            }
        }
        List<Snapshot> garbage = new ArrayList<>(all);
        garbage.removeIf(snapshot -> needed.contains(snapshot.key()));
        garbage.sort((a, b) -> Integer.compare(depth(b, byKey), depth(a, byKey)));
        return garbage;
    }

    private static int depth(Snapshot snapshot, Map<String, Snapshot> byKey) {
        int depth = 0;
        Optional<Snapshot> next = snapshot.parent().map(byKey::get);
        while (next.isPresent()) {
            depth++;
            next = next.get().parent().map(byKey::get);
        }
        return depth;
    }

    private void sweepContent(Set<String> kept) {
        for (BlobInfo blob : content.list()) {
            Digest digest = blob.digest();
            if (!kept.contains(digest.toString()) && !labels.get(digest).containsKey(ROOT_LABEL)) {
                unlessPinned(digest.toString(), () -> delete(digest));
            }
        }
    }

    private void sweepIngests() {
        Instant limit = clock.instant().minus(UnfinishedPulls.keep(content));
        for (Digest digest : content.ingestsBefore(limit)) {
            unlessPinned(digest.toString(), () -> content.deleteIngest(digest));
        }
    }

    /** Removes a thing that is not pinned. Once closed it does nothing: the rest is left to the next supervisor. */
    private void unlessPinned(String name, Runnable removal) {
        if (isOpen()) {
            pins.unlessPinned(name, removal);
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void delete(Digest digest) {
        if (content.delete(digest)) {
            labels.delete(digest);
            events.publish("", new Event.ContentDeleted(digest.toString()));
        }
    }
}
