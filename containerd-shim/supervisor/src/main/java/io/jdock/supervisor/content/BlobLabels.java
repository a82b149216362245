package io.jdock.supervisor.content;

import io.jdock.oci.image.Digest;
import io.jdock.supervisor.metadata.Durability;
import io.jdock.supervisor.metadata.Labels;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.metadata.Transaction;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What clients wrote on blobs. A blob without labels has no row. Safe for concurrent use. */
public final class BlobLabels {

    private final Metadata metadata;
    private final Clock clock;

    public BlobLabels(Metadata metadata, Clock clock) {
        this.metadata = metadata;
        this.clock = clock;
    }

    /** The labels of a blob, which need not exist. */
    public Map<String, String> get(Digest digest) {
        return metadata.read(tx -> find(tx, digest));
    }

    /** Replaces the labels by what {@code change} makes of the current ones; returns them. */
    public Map<String, String> update(Digest digest, UnaryOperator<Map<String, String>> change) {
        return metadata.write(Durability.PROCESS, tx -> {
            Map<String, String> labels = change.apply(find(tx, digest));
            tx.update(
                    "INSERT OR REPLACE INTO blob_labels (digest, labels, updated_at) VALUES (?, ?, ?)",
                    digest.toString(),
                    Labels.encode(labels),
                    clock.instant().toString());
            return labels;
        });
    }

    /** Forgets the labels of a blob that is gone. */
    public void delete(Digest digest) {
        metadata.remove(
                Durability.PROCESS, tx -> tx.update("DELETE FROM blob_labels WHERE digest = ?", digest.toString()));
    }

    private static Map<String, String> find(Transaction tx, Digest digest) {
        return tx.find(
                        "SELECT labels FROM blob_labels WHERE digest = ?",
                        row -> Map.copyOf(Labels.decode(row.getString("labels"))),
                        digest.toString())
                .orElse(Map.of());
    }
}
