package io.jdock.daemon.container.store;

import io.jdock.daemon.network.Endpoint;
import io.jdock.errdefs.ConflictException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All containers. Safe for concurrent use: writers take turns for the moment of one database statement, readers see the last
 * complete change and wait for nobody.
 */
public final class ContainerStore {

    private final ContainerTable table;
    private volatile Snapshot snapshot;

    private ContainerStore(ContainerTable table, Snapshot snapshot) {
        this.table = table;
        this.snapshot = snapshot;
    }

    /** Loads every record. */
    public static ContainerStore open(ContainerTable table) {
        Snapshot snapshot = Snapshot.EMPTY;
        for (Container container : table.load()) {
            snapshot = snapshot.with(container);
        }
        return new ContainerStore(table, snapshot);
    }

    /** Every container, newest first. */
    public List<Container> list() {
        return snapshot.byId.values().stream()
                .sorted(Comparator.comparing(Container::created).reversed())
                .toList();
    }

    /** The places on the bridge that containers hold, for a new daemon to take over. */
    public List<Endpoint> endpoints() {
        return snapshot.byId.values().stream()
                .map(Container::endpoint)
                .flatMap(Optional::stream)
                .toList();
    }

    public Optional<Container> find(String id) {
        return Optional.ofNullable(snapshot.byId.get(id));
    }

    /** @throws NotFoundException when it was removed meanwhile */
    public Container get(String id) {
        return find(id).orElseThrow(() -> noSuchContainer(id));
    }

    /**
     * The container that a client means: by full ID, by name with or without a slash, or by the unique beginning of its ID.
     *
     * @throws NotFoundException when none is meant
     * @throws InvalidArgumentException when several are
     */
    public Container resolve(String text) {
        Snapshot now = snapshot;
        Container exact = now.byId.get(text);
        if (exact == null) {
            String id = now.idByName.get(text.startsWith("/") ? text.substring(1) : text);
            exact = id == null ? null : now.byId.get(id);
        }
        return exact != null ? exact : byPrefix(now.byId.values(), text);
    }

    /**
     * Adds a container whose name nobody has.
     *
     * @throws ConflictException in the words that clients look for, when the name is taken
     */
    public synchronized void add(Container container) {
        requireFree(container.name());
        table.save(container);
        snapshot = snapshot.with(container);
    }

    /**
     * Replaces a container by what {@code change} makes of it; nothing is written if that is the same.
     *
     * @return the new value
     * @throws NotFoundException when it was removed meanwhile
     */
    public synchronized Container update(String id, UnaryOperator<Container> change) {
        Container before = get(id);
        Container after = change.apply(before);
        if (after.equals(before)) {
            return before;
        }
        if (!after.name().equals(before.name())) {
            requireFree(after.name());
        }
        table.save(after);
        snapshot = snapshot.without(before).with(after);
        return after;
    }

    /** Forgets a container; nothing happens if it is not known. */
    public synchronized void remove(String id) {
        find(id).ifPresent(container -> {
            table.delete(container);
            snapshot = snapshot.without(container);
        });
    }

    private static Container byPrefix(Collection<Container> containers, String prefix) {
        List<Container> matches = prefix.isEmpty()
                ? List.of()
                : containers.stream()
                        .filter(container -> container.id().startsWith(prefix))
                        .limit(2)
                        .toList();
        if (matches.size() > 1) {
            throw new InvalidArgumentException("multiple IDs found with provided prefix: " + prefix);
        }
        return matches.stream().findFirst().orElseThrow(() -> noSuchContainer(prefix));
    }

    private static NotFoundException noSuchContainer(String text) {
        return new NotFoundException("No such container: " + text);
    }

    private void requireFree(String name) {
        String owner = snapshot.idByName.get(name);
        if (owner != null) {
            throw new ConflictException(("Conflict. The container name \"/%s\" is already in use by container \"%s\". "
                            + "You have to remove (or rename) that container to be able to reuse that name.")
                    .formatted(name, owner));
        }
    }

    private record Snapshot(Map<String, Container> byId, Map<String, String> idByName) {

        static final Snapshot EMPTY = new Snapshot(Map.of(), Map.of());

        Snapshot with(Container container) {
            Map<String, Container> containers = new HashMap<>(byId);
            Map<String, String> names = new HashMap<>(idByName);
            containers.put(container.id(), container);
            names.put(container.name(), container.id());
            return new Snapshot(containers, names);
        }

        Snapshot without(Container container) {
            Map<String, Container> containers = new HashMap<>(byId);
            Map<String, String> names = new HashMap<>(idByName);
            containers.remove(container.id());
            names.remove(container.name());
            return new Snapshot(containers, names);
        }
    }
}
