package io.jdock.supervisor.leases;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.supervisor.leases.Lease.Resource;
import io.jdock.supervisor.metadata.Durability;
import io.jdock.supervisor.metadata.Labels;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.metadata.Transaction;
import io.jdock.supervisor.namespaces.Namespaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The leases of all namespaces. Safe for concurrent use. */
public final class Leases {

    private final Metadata metadata;
    private final Clock clock;

    public Leases(Metadata metadata, Clock clock) {
        this.metadata = metadata;
        this.clock = clock;
    }

    /**
     * @throws AlreadyExistsException if the ID is taken
     */
    public Lease create(String namespace, String id, Map<String, String> labels) {
        Lease lease = new Lease(id, labels, clock.instant());
        metadata.change(Durability.POWER, tx -> {
            Namespaces.ensure(tx, namespace);
            int inserted = tx.update(
                    "INSERT OR IGNORE INTO leases (namespace, id, labels, created_at) VALUES (?, ?, ?, ?)",
                    namespace,
                    lease.id(),
                    Labels.encode(lease.labels()),
                    lease.createdAt().toString());
            if (inserted == 0) {
                throw new AlreadyExistsException("create lease %s: it exists".formatted(id));
            }
        });
        return lease;
    }

    /**
     * Records a lease with all its resources, instead of one with the same ID. Withstands the death of the process, not a power
     * cut.
     */
    public void replace(String namespace, Lease lease, List<Resource> resources) {
        metadata.change(Durability.PROCESS, tx -> {
            Namespaces.ensure(tx, namespace);
            remove(tx, namespace, lease.id());
            tx.update(
                    "INSERT INTO leases (namespace, id, labels, created_at) VALUES (?, ?, ?, ?)",
                    namespace,
                    lease.id(),
                    Labels.encode(lease.labels()),
                    lease.createdAt().toString());
            resources.forEach(resource -> add(tx, namespace, lease.id(), resource));
        });
    }

    /** Deletes a lease if it is there; as durable as {@link #replace}. */
    public void deleteIfThere(String namespace, String id) {
        metadata.remove(Durability.PROCESS, tx -> remove(tx, namespace, id));
    }

    /** Deletes the leases of all namespaces that have run out. */
    public void deleteExpired() {
        Instant now = clock.instant();
        record Owned(String namespace, Lease lease) {}
        metadata.change(
                Durability.PROCESS,
                tx -> tx
                        .list(
                                "SELECT namespace, id, labels, created_at FROM leases",
                                row -> new Owned(row.getString("namespace"), read(row)))
                        .stream()
                        .filter(owned ->
                                owned.lease().expiry().filter(now::isAfter).isPresent())
                        .forEach(owned ->
                                remove(tx, owned.namespace(), owned.lease().id())));
    }

    private static int remove(Transaction tx, String namespace, String id) {
        return tx.update("DELETE FROM leases WHERE namespace = ? AND id = ?", namespace, id);
    }

    public void delete(String namespace, String id) {
        metadata.change(Durability.POWER, tx -> {
            require(tx, namespace, id);
            remove(tx, namespace, id);
        });
    }

    /** The leases of a namespace, sorted by ID. */
    public List<Lease> list(String namespace) {
        return metadata.read(tx -> tx.list(
                "SELECT id, labels, created_at FROM leases WHERE namespace = ? ORDER BY id", Leases::read, namespace));
    }

    /** Has the lease keep the resource; nothing changes when it does already. */
    public void add(String namespace, String id, Resource resource) {
        metadata.change(Durability.POWER, tx -> {
            require(tx, namespace, id);
            add(tx, namespace, id, resource);
        });
    }

    private static void add(Transaction tx, String namespace, String id, Resource resource) {
        tx.update(
                "INSERT OR IGNORE INTO lease_resources (namespace, lease, type, id) VALUES (?, ?, ?, ?)",
                namespace,
                id,
                resource.type(),
                resource.id());
    }

    /** Has the lease no longer keep the resource; nothing changes when it does not. */
    public void remove(String namespace, String id, Resource resource) {
        metadata.change(Durability.POWER, tx -> {
            require(tx, namespace, id);
            tx.update(
                    "DELETE FROM lease_resources WHERE namespace = ? AND lease = ? AND type = ? AND id = ?",
                    namespace,
                    id,
                    resource.type(),
                    resource.id());
        });
    }

    public List<Resource> resources(String namespace, String id) {
        return metadata.read(tx -> {
            require(tx, namespace, id);
            return tx.list(
                    "SELECT type, id FROM lease_resources WHERE namespace = ? AND lease = ? ORDER BY type, id",
                    row -> new Resource(row.getString("type"), row.getString("id")),
                    namespace,
                    id);
        });
    }

    private static void require(Transaction tx, String namespace, String id) {
        String sql = "SELECT id FROM leases WHERE namespace = ? AND id = ?";
        if (tx.find(sql, row -> row.getString("id"), namespace, id).isEmpty()) {
            throw new NotFoundException("lease %s: not found".formatted(id));
        }
    }

    private static Lease read(ResultSet row) throws SQLException {
        return new Lease(
                row.getString("id"),
                Labels.decode(row.getString("labels")),
                Instant.parse(row.getString("created_at")));
    }
}
