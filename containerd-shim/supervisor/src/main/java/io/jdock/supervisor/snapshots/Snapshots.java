package io.jdock.supervisor.snapshots;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Trees;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.metadata.Durability;
import io.jdock.supervisor.metadata.Labels;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.metadata.Transaction;
import io.jdock.supervisor.mounts.Mount;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The snapshotter. Snapshots are shared by all namespaces; a namespace is only passed to say whose doing an event was. Safe
 * for concurrent use.
 */
public final class Snapshots {

    /** What containerd's clients call it. */
    public static final String NAME = "overlayfs";

    private final Metadata metadata;
    private final EventBus events;
    private final Clock clock;
    private final SnapshotDirectories directories;

    private Snapshots(Metadata metadata, EventBus events, Clock clock, SnapshotDirectories directories) {
        this.metadata = metadata;
        this.events = events;
        this.clock = clock;
        this.directories = directories;
    }

    /** Opens the snapshotter in a directory and removes what a crash left there. */
    public static Snapshots open(Path root, Metadata metadata, EventBus events, Clock clock) {
        Snapshots snapshots = new Snapshots(metadata, events, clock, new SnapshotDirectories(root));
        Set<String> known = snapshots.list().stream().map(Snapshot::directory).collect(Collectors.toSet());
        snapshots.directories.clean(known);
        return snapshots;
    }

    /**
     * Makes a writable snapshot on a committed one, or on nothing.
     *
     * @throws io.jdock.errdefs.AlreadyExistsException when the key is taken
     * @throws NotFoundException when the parent is not there
     */
    public List<Mount> prepare(String namespace, String key, Optional<String> parent, Map<String, String> labels) {
        return create(namespace, key, parent, Snapshot.Kind.ACTIVE, labels);
    }

    /** Makes a read-only snapshot; errors as for {@link #prepare}. */
    public List<Mount> view(String namespace, String key, Optional<String> parent, Map<String, String> labels) {
        return create(namespace, key, parent, Snapshot.Kind.VIEW, labels);
    }

    private List<Mount> create(
            String namespace, String key, Optional<String> parent, Snapshot.Kind kind, Map<String, String> labels) {
        String below = parent.flatMap(this::find).map(Snapshot::directory).orElse("");
        String directory = directories.makeWritable(below);
        try {
            insert(key, parent, kind, directory, labels);
        } catch (RuntimeException e) {
            directories.discard(directory);
            throw e;
        }
        events.publish(namespace, new Event.SnapshotPrepared(key, parent.orElse(""), NAME));
        return mounts(key);
    }

    private void insert(
            String key, Optional<String> parent, Snapshot.Kind kind, String directory, Map<String, String> labels) {
        Instant now = clock.instant();
        Snapshot snapshot = new Snapshot(key, parent, kind, directory, labels, now, now);
        // An image's record is written later and waits for the disk; what was written before it is then there too.
        metadata.change(Durability.PROCESS, tx -> SnapshotTable.insert(tx, snapshot));
    }

    /**
     * Turns an active snapshot into a committed one under another name.
     *
     * @throws FailedPreconditionException when it is not active
     */
    public void commit(String namespace, String key, String name, Map<String, String> labels) {
        directories.sync();
        metadata.change(Durability.POWER, tx -> {
            Snapshot active = SnapshotTable.require(tx, key);
            requireKind(active, Snapshot.Kind.ACTIVE, "commit");
            SnapshotTable.delete(tx, active);
            Instant now = clock.instant();
            SnapshotTable.insert(
                    tx,
                    new Snapshot(
                            name,
                            active.parent(),
                            Snapshot.Kind.COMMITTED,
                            active.directory(),
                            labels,
                            active.createdAt(),
                            now));
        });
        events.publish(namespace, new Event.SnapshotCommitted(key, name, NAME));
    }

    private static void requireKind(Snapshot snapshot, Snapshot.Kind kind, String verb) {
        if (snapshot.kind() != kind) {
            throw new FailedPreconditionException("%s snapshot %s: it is not %s"
                    .formatted(verb, snapshot.key(), kind.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** Starts to unpack a layer; several layers may be unpacked at a time. */
    public Extraction extract() {
        return new Extraction(this, directories.make());
    }

    /**
     * Starts to change what a committed snapshot has, or nothing.
     *
     * @throws NotFoundException when the parent is not there
     */
    public Draft draft(Optional<String> parent) {
        String below = parent.map(name -> get(name).directory()).orElse("");
        return new Draft(this, parent, directories.makeWritable(below));
    }

    Directory openDraft(String directory, Optional<String> parent) {
        if (parent.isEmpty()) {
            return Directory.open(files(directory));
        }
        List<String> lower = metadata.read(tx -> layers(tx, SnapshotTable.require(tx, parent.get())));
        // Else unmounting would wait for the disk; a commit does that, and until then nothing of it is to last.
        return directories.openMounted(overlay(directory, lower, List.of("volatile")));
    }

    /** Records an unpacked layer; false when the name is there already. */
    boolean commitExtraction(String name, Optional<String> parent, String directory) {
        if (find(name).isPresent()) {
            return false;
        }
        insert(name, parent, Snapshot.Kind.COMMITTED, directory, Map.of());
        return true;
    }

    /** Waits until all files of snapshots are on disk; to be called before something durable refers to them. */
    public void sync() {
        directories.sync();
    }

    void discard(String directory) {
        directories.discard(directory);
    }

    Path files(String directory) {
        return directories.files(directory);
    }

    public Optional<Snapshot> find(String key) {
        return metadata.read(tx -> SnapshotTable.find(tx, key));
    }

    /**
     * The record of a snapshot.
     *
     * @throws NotFoundException when it is not there
     */
    public Snapshot get(String key) {
        return metadata.read(tx -> SnapshotTable.require(tx, key));
    }

    /** All snapshots, sorted by key. */
    public List<Snapshot> list() {
        return metadata.read(SnapshotTable::list);
    }

    /** Whether a snapshot is there and no other one is based on it. */
    public boolean isLeaf(String key) {
        return metadata.read(tx -> SnapshotTable.find(tx, key).isPresent()
                && SnapshotTable.child(tx, key).isEmpty());
    }

    /** Replaces the labels by what {@code change} makes of the current ones. */
    public Snapshot update(String key, UnaryOperator<Map<String, String>> change) {
        return metadata.write(Durability.PROCESS, tx -> {
            Map<String, String> labels =
                    change.apply(SnapshotTable.require(tx, key).labels());
            tx.update(
                    "UPDATE snapshots SET labels = ?, updated_at = ? WHERE key = ?",
                    Labels.encode(labels),
                    clock.instant().toString(),
                    key);
            return SnapshotTable.require(tx, key);
        });
    }

    /**
     * Removes a snapshot. Its files go in the background; {@link #awaitRemovals} waits for that.
     *
     * @throws NotFoundException when it is not there
     * @throws FailedPreconditionException when another one is based on it
     */
    public void remove(String namespace, String key) {
        Snapshot removed = metadata.remove(Durability.PROCESS, tx -> {
            Snapshot snapshot = SnapshotTable.require(tx, key);
            SnapshotTable.delete(tx, snapshot);
            return snapshot;
        });
        directories.discard(removed.directory());
        events.publish(namespace, new Event.SnapshotRemoved(key, NAME));
    }

    /** Waits until the files of all snapshots that were removed before are gone. */
    public void awaitRemovals() {
        directories.awaitRemovals();
    }

    /**
     * What to mount to see an active snapshot or a view.
     *
     * @throws NotFoundException when it is not there
     * @throws FailedPreconditionException when it is committed
     */
    public List<Mount> mounts(String key) {
        return metadata.read(tx -> {
            Snapshot snapshot = SnapshotTable.require(tx, key);
            if (snapshot.kind() == Snapshot.Kind.COMMITTED) {
                throw new FailedPreconditionException("mount snapshot %s: it is committed".formatted(key));
            }
            List<String> lower = new ArrayList<>();
            SnapshotTable.ancestors(tx, snapshot)
                    .forEach(layer -> lower.add(files(layer.directory()).toString()));
            return List.of(mount(snapshot, lower));
        });
    }

    private Mount mount(Snapshot snapshot, List<String> lower) {
        String files = files(snapshot.directory()).toString();
        boolean view = snapshot.kind() == Snapshot.Kind.VIEW;
        if (lower.isEmpty()) {
            return new Mount("bind", files, "", List.of(view ? "ro" : "rw", "rbind"));
        }
        if (view && lower.size() == 1) {
            return new Mount("bind", lower.getFirst(), "", List.of("ro", "rbind"));
        }
        return view
                ? new Mount("overlay", "overlay", "", List.of("lowerdir=" + String.join(":", lower)))
                : overlay(snapshot.directory(), lower, List.of());
    }

    private Mount overlay(String directory, List<String> lower, List<String> others) {
        List<String> options = new ArrayList<>(others);
        options.add("workdir=" + directories.work(directory));
        options.add("upperdir=" + files(directory));
        options.add("lowerdir=" + String.join(":", lower));
        return new Mount("overlay", "overlay", "", options);
    }

    /**
     * Opens what was written to an active snapshot since it was prepared, in the form that overlayfs gives it.
     *
     * @throws NotFoundException when it is not there
     */
    public Directory openChanges(String key) {
        return Directory.open(files(get(key).directory()));
    }

    /**
     * Opens a snapshot's files, those of its parents included, for reading. Whoever writes to the snapshot meanwhile is not
     * disturbed.
     *
     * @throws NotFoundException when it is not there
     */
    public Directory openMerged(String key) {
        List<String> layers = metadata.read(tx -> layers(tx, SnapshotTable.require(tx, key)));
        return layers.size() == 1
                ? Directory.open(Path.of(layers.getFirst()))
                : directories.openMounted(
                        new Mount("overlay", "overlay", "", List.of("ro", "lowerdir=" + String.join(":", layers))));
    }

    /** Where the files of a snapshot are, and those of the ones below it, nearest first. */
    private List<String> layers(Transaction tx, Snapshot snapshot) {
        List<String> found = new ArrayList<>();
        found.add(files(snapshot.directory()).toString());
        SnapshotTable.ancestors(tx, snapshot)
                .forEach(layer -> found.add(files(layer.directory()).toString()));
        return found;
    }

    /**
     * What a snapshot takes on disk, without its parents; walks its files.
     *
     * @throws NotFoundException when it is not there
     */
    public Trees.Usage usage(String key) {
        try (Directory files = Directory.open(files(get(key).directory()))) {
            return Trees.usage(files);
        }
    }
}
