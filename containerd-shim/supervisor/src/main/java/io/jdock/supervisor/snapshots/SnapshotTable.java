package io.jdock.supervisor.snapshots;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.supervisor.metadata.Labels;
import io.jdock.supervisor.metadata.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of snapshots, and the rules that hold between them. */
final class SnapshotTable {

    private static final String SELECT =
            "SELECT key, parent, kind, directory, labels, created_at, updated_at FROM snapshots ";

    private SnapshotTable() {}

    static Optional<Snapshot> find(Transaction tx, String key) {
        return tx.find(SELECT + "WHERE key = ?", SnapshotTable::read, key);
    }

    static Snapshot require(Transaction tx, String key) {
        return find(tx, key).orElseThrow(() -> new NotFoundException("snapshot %s: not found".formatted(key)));
    }

    static List<Snapshot> list(Transaction tx) {
        return tx.list(SELECT + "ORDER BY key", SnapshotTable::read);
    }

    /** The ancestors of a snapshot, nearest first. */
    static List<Snapshot> ancestors(Transaction tx, Snapshot snapshot) {
        List<Snapshot> ancestors = new ArrayList<>();
        Optional<String> parent = snapshot.parent();
        while (parent.isPresent()) {
            Snapshot found = require(tx, parent.get());
            ancestors.add(found);
            parent = found.parent();
        }
        return ancestors;
    }

    static void insert(Transaction tx, Snapshot snapshot) {
        if (find(tx, snapshot.key()).isPresent()) {
            throw new AlreadyExistsException("snapshot %s: already exists".formatted(snapshot.key()));
        }
        snapshot.parent().ifPresent(parent -> requireCommitted(tx, snapshot.key(), parent));
        tx.update(
                "INSERT INTO snapshots (key, parent, kind, directory, labels, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                snapshot.key(),
                snapshot.parent().orElse(null),
                snapshot.kind().name().toLowerCase(Locale.ROOT),
                snapshot.directory(),
                Labels.encode(snapshot.labels()),
                snapshot.createdAt().toString(),
                snapshot.updatedAt().toString());
    }

    private static void requireCommitted(Transaction tx, String key, String parent) {
        Snapshot found = find(tx, parent)
                .orElseThrow(
                        () -> new NotFoundException("snapshot %s: its parent %s is not found".formatted(key, parent)));
        if (found.kind() != Snapshot.Kind.COMMITTED) {
            throw new FailedPreconditionException("snapshot %s: its parent %s is not committed".formatted(key, parent));
        }
    }

    /** Deletes a row that has no children. */
    static void delete(Transaction tx, Snapshot snapshot) {
        child(tx, snapshot.key()).ifPresent(child -> {
            throw new FailedPreconditionException(
                    "remove snapshot %s: snapshot %s is based on it".formatted(snapshot.key(), child));
        });
        tx.update("DELETE FROM snapshots WHERE key = ?", snapshot.key());
    }

    /** One of the snapshots based on this one. */
    static Optional<String> child(Transaction tx, String key) {
        return tx.find("SELECT key FROM snapshots WHERE parent = ? LIMIT 1", row -> row.getString("key"), key);
    }

    private static Snapshot read(ResultSet row) throws SQLException {
        return new Snapshot(
                row.getString("key"),
                Optional.ofNullable(row.getString("parent")),
                Snapshot.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("directory"),
                Labels.decode(row.getString("labels")),
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("updated_at")));
    }
}
