package io.jdock.supervisor.namespaces;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.metadata.Durability;
import io.jdock.supervisor.metadata.Labels;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.metadata.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The records of all namespaces. Safe for concurrent use. */
public final class Namespaces {

    /**
     * The tables of what can be in a namespace, with the column of its name; a namespace that has any is not deleted. Blobs
     * and snapshots are not among them: they belong to all namespaces together, and go when no image or container needs them.
     */
    private static final Map<String, String> CONTENTS =
            new TreeMap<>(Map.of("containers", "id", "images", "name", "leases", "id"));

    private final Metadata metadata;
    private final EventBus events;

    public Namespaces(Metadata metadata, EventBus events) {
        this.metadata = metadata;
        this.events = events;
    }

    public Namespace get(String name) {
        return metadata.read(tx -> find(tx, name));
    }

    /** All namespaces, sorted by name. */
    public List<Namespace> list() {
        return metadata.read(tx -> tx.list("SELECT name, labels FROM namespaces ORDER BY name", Namespaces::read));
    }

    public void create(Namespace namespace) {
        metadata.change(Durability.POWER, tx -> {
            if (insert(tx, namespace) == 0) {
                throw new AlreadyExistsException("create namespace %s: it exists".formatted(namespace.name()));
            }
        });
        events.publish(namespace.name(), new Event.NamespaceCreated(namespace.name(), namespace.labels()));
    }

    /** Replaces the labels by what {@code change} makes of the current ones; returns the namespace as it is then. */
    public Namespace update(String name, UnaryOperator<Map<String, String>> change) {
        Namespace updated = metadata.write(Durability.POWER, tx -> {
            Namespace wanted = new Namespace(name, change.apply(find(tx, name).labels()));
            tx.update("UPDATE namespaces SET labels = ? WHERE name = ?", Labels.encode(wanted.labels()), name);
            return wanted;
        });
        events.publish(name, new Event.NamespaceUpdated(name, updated.labels()));
        return updated;
    }

    /**
     * @throws FailedPreconditionException if something is left in it
     */
    public void delete(String name) {
        metadata.change(Durability.POWER, tx -> {
            find(tx, name);
            CONTENTS.forEach((table, column) -> requireNone(tx, name, table, column));
            tx.update("DELETE FROM namespaces WHERE name = ?", name);
        });
        events.publish(name, new Event.NamespaceDeleted(name));
    }

    /** Makes the namespace when it is not there: the first object in a namespace calls it into being. */
    public static void ensure(Transaction tx, String name) {
        insert(tx, new Namespace(name, Map.of()));
    }

    private static int insert(Transaction tx, Namespace namespace) {
        return tx.update(
                "INSERT OR IGNORE INTO namespaces (name, labels) VALUES (?, ?)",
                namespace.name(),
                Labels.encode(namespace.labels()));
    }

    private static Namespace find(Transaction tx, String name) {
        return tx.find("SELECT name, labels FROM namespaces WHERE name = ?", Namespaces::read, name)
                .orElseThrow(() -> new NotFoundException("namespace %s: not found".formatted(name)));
    }

    private static Namespace read(ResultSet row) throws SQLException {
        return new Namespace(row.getString("name"), Labels.decode(row.getString("labels")));
    }

    private static void requireNone(Transaction tx, String namespace, String table, String column) {
        String query = "SELECT %s AS id FROM %s WHERE namespace = ? LIMIT 1".formatted(column, table);
        tx.find(query, row -> row.getString("id"), namespace).ifPresent(id -> {
            throw new FailedPreconditionException(
                    "delete namespace %s: it still has %s, such as %s".formatted(namespace, table, id));
        });
    }
}
