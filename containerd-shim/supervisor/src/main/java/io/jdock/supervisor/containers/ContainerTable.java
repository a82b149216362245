package io.jdock.supervisor.containers;

import io.jdock.supervisor.containers.Container.Runtime;
import io.jdock.supervisor.containers.Container.Snapshot;
import io.jdock.supervisor.metadata.Labels;
import io.jdock.supervisor.metadata.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Container records as rows. */
final class ContainerTable {

    private static final String COLUMNS =
            "namespace, id, labels, image, runtime, runtime_options_type, runtime_options,"
                    + " spec_type, spec, snapshotter, snapshot_key, sandbox, created_at, updated_at";

    private ContainerTable() {}

    static Optional<Container> find(Transaction tx, ContainerKey key) {
        return tx.find(
                "SELECT " + COLUMNS + " FROM containers WHERE namespace = ? AND id = ?",
                row -> read(tx, row),
                key.namespace(),
                key.id());
    }

    static List<Container> list(Transaction tx, String namespace) {
        return tx.list(
                "SELECT " + COLUMNS + " FROM containers WHERE namespace = ? ORDER BY id",
                row -> read(tx, row),
                namespace);
    }

    static int delete(Transaction tx, ContainerKey key) {
        return tx.update("DELETE FROM containers WHERE namespace = ? AND id = ?", key.namespace(), key.id());
    }

    static void insert(Transaction tx, Container container) {
        tx.update(
                "INSERT INTO containers (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                container.key().namespace(),
                container.key().id(),
                Labels.encode(container.labels()),
                container.image(),
                container.runtime().name(),
                container.runtime().options().type(),
                container.runtime().options().bytes(),
                container.spec().type(),
                container.spec().bytes(),
                container.snapshot().snapshotter(),
                container.snapshot().key(),
                container.sandbox(),
                container.createdAt().toString(),
                container.updatedAt().toString());
        container.extensions().forEach((name, document) -> insertExtension(tx, container.key(), name, document));
    }

    private static void insertExtension(Transaction tx, ContainerKey key, String name, Document document) {
        tx.update(
                "INSERT INTO container_extensions (namespace, container, name, type, value) VALUES (?, ?, ?, ?, ?)",
                key.namespace(),
                key.id(),
                name,
                document.type(),
                document.bytes());
    }

    private static Container read(Transaction tx, ResultSet row) throws SQLException {
        ContainerKey key = new ContainerKey(row.getString("namespace"), row.getString("id"));
        return new Container(
                key,
                Labels.decode(row.getString("labels")),
                row.getString("image"),
                new Runtime(
                        row.getString("runtime"),
                        new Document(row.getString("runtime_options_type"), bytes(row, "runtime_options"))),
                new Document(row.getString("spec_type"), bytes(row, "spec")),
                new Snapshot(row.getString("snapshotter"), row.getString("snapshot_key")),
                row.getString("sandbox"),
                extensions(tx, key),
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("updated_at")));
    }

    private static Map<String, Document> extensions(Transaction tx, ContainerKey key) {
        Map<String, Document> extensions = new TreeMap<>();
        tx.list(
                "SELECT name, type, value FROM container_extensions WHERE namespace = ? AND container = ?",
                row -> extensions.put(row.getString("name"), new Document(row.getString("type"), bytes(row, "value"))),
                key.namespace(),
                key.id());
        return extensions;
    }

    /** The driver gives null for a blob without bytes. */
    private static byte[] bytes(ResultSet row, String column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
