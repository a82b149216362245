package io.jdock.supervisor.images;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The records of images. What a record refers to must be there before it is written. Safe for concurrent use. */
public final class Images {

    private static final String SELECT =
            "SELECT name, labels, media_type, digest, size, annotations, created_at, updated_at FROM images ";

    private final Metadata metadata;
    private final EventBus events;
    private final Clock clock;

    private final String run = UUID.randomUUID().toString();
    private final AtomicLong changes = new AtomicLong();

    public Images(Metadata metadata, EventBus events, Clock clock) {
        this.metadata = metadata;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Names the state of all records. Who asks for it before reading them may take them for current as long as it is the same;
     * it changes before the caller that changed a record is answered, and with each start.
     */
    public String version() {
        return run + "." + changes.get();
    }

    public Optional<Image> find(String namespace, String name) {
        return metadata.read(tx -> find(tx, namespace, name));
    }

    /**
     * The record of an image.
     *
     * @throws NotFoundException when there is none
     */
    public Image get(String namespace, String name) {
        return metadata.read(tx -> require(tx, namespace, name));
    }

    /** The images of a namespace, sorted by name. */
    public List<Image> list(String namespace) {
        return metadata.read(tx -> tx.list(SELECT + "WHERE namespace = ? ORDER BY name", Images::read, namespace));
    }

    /** One of the records of an image, by the image's ID. */
    Optional<Image> findById(String namespace, String id) {
        // SQLite looks through thousands of records while a few are decoded here.
        String encoded = Labels.encode(Map.of(ImageLabels.ID, id));
        String within = encoded.substring(1, encoded.length() - 1);
        return metadata.read(tx -> tx.find(
                SELECT + "WHERE namespace = ? AND instr(labels, ?) > 0 ORDER BY name LIMIT 1",
                Images::read,
                namespace,
                within));
    }

    /** What the images of all namespaces stand for. */
    List<Descriptor> targets() {
        return metadata.read(tx -> tx.list(SELECT, Images::read).stream()
                .map(Image::target)
                .distinct()
                .toList());
    }

    /**
     * Records an image.
     *
     * @throws AlreadyExistsException when the name is taken
     */
    public Image create(String namespace, String name, Map<String, String> labels, Descriptor target) {
        Image image = write(tx -> {
            if (find(tx, namespace, name).isPresent()) {
                throw new AlreadyExistsException("create image %s: it exists".formatted(name));
            }
            return put(tx, namespace, new Image(name, labels, target, clock.instant(), clock.instant()));
        });
        events.publish(namespace, new Event.ImageCreated(name, image.labels()));
        return image;
    }

    /**
     * Changes a record.
     *
     * @param change of labels and target; name and times are kept
     * @throws NotFoundException when there is none
     */
    public Image update(String namespace, String name, UnaryOperator<Image> change) {
        Image image = write(tx -> {
            Image old = require(tx, namespace, name);
            Image wanted = change.apply(old);
            return put(
                    tx, namespace, new Image(name, wanted.labels(), wanted.target(), old.createdAt(), clock.instant()));
        });
        events.publish(namespace, new Event.ImageUpdated(name, image.labels()));
        return image;
    }

    /** Records an image under a name that another one may have; true if nothing changed. */
    boolean replace(String namespace, String name, Map<String, String> labels, Descriptor target) {
        Optional<Image> old = find(namespace, name);
        if (old.isEmpty()) {
            create(namespace, name, labels, target);
            return false;
        }
        boolean same = old.get().target().digest().equals(target.digest())
                && old.get().labels().equals(labels);
        if (!same) {
            update(namespace, name, image -> new Image(name, labels, target, image.createdAt(), image.updatedAt()));
        }
        return same;
    }

    /**
     * Deletes a record; what it referred to is the garbage collector's business.
     *
     * @throws NotFoundException when there is none
     */
    public void delete(String namespace, String name) {
        noted(() -> metadata.remove(Durability.POWER, tx -> {
            require(tx, namespace, name);
            return tx.update("DELETE FROM images WHERE namespace = ? AND name = ?", namespace, name);
        }));
        events.publish(namespace, new Event.ImageDeleted(name));
    }

    private Image write(Function<Transaction, Image> work) {
        return noted(() -> metadata.write(Durability.POWER, work));
    }

    private <T> T noted(Supplier<T> change) {
        try {
            return change.get();
        } finally {
            // Afterwards: a reader that saw the new version with the old records would keep them. And always, as a
            // failure
            // does not tell whether anything was written.
            changes.incrementAndGet();
        }
    }

    private static Image put(Transaction tx, String namespace, Image image) {
        Namespaces.ensure(tx, namespace);
        tx.update(
                "INSERT OR REPLACE INTO images (namespace, name, labels, media_type, digest, size, annotations,"
                        + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                namespace,
                image.name(),
                Labels.encode(image.labels()),
                image.target().mediaType(),
                image.target().digest().toString(),
                image.target().size(),
                Labels.encode(image.target().annotations()),
                image.createdAt().toString(),
                image.updatedAt().toString());
        return image;
    }

    private static Optional<Image> find(Transaction tx, String namespace, String name) {
        return tx.find(SELECT + "WHERE namespace = ? AND name = ?", Images::read, namespace, name);
    }

    private static Image require(Transaction tx, String namespace, String name) {
        return find(tx, namespace, name)
                .orElseThrow(() -> new NotFoundException("image %s: not found".formatted(name)));
    }

    private static Image read(ResultSet row) throws SQLException {
        Descriptor target = new Descriptor(
                row.getString("media_type"),
                Digest.parse(row.getString("digest")),
                row.getLong("size"),
                Labels.decode(row.getString("annotations")),
                null);
        return new Image(
                row.getString("name"),
                Labels.decode(row.getString("labels")),
                target,
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("updated_at")));
    }
}
