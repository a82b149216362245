package io.jdock.daemon.container.store;

import io.jdock.daemon.database.Database;
import io.jdock.daemon.database.Durability;
import io.jdock.daemon.database.Transaction;
import io.jdock.daemon.image.LastUses;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@code image_uses} table of the daemon's database: a row for each image that containers were made of, written when one of
 * them is removed. As long as a container is there its record says that its image is used.
 */
public final class ImageUses implements LastUses {

    private final Database database;

    public ImageUses(Database database) {
        this.database = database;
    }

    /** The image was used until now. */
    static void note(Transaction tx, String imageId, Instant now) {
        tx.update(
                "INSERT INTO image_uses (image, last_used) VALUES (?, ?) "
                        + "ON CONFLICT (image) DO UPDATE SET last_used = excluded.last_used",
                imageId,
                now.toString());
    }

    @Override
    public Map<String, Instant> all() {
        Map<String, Instant> uses = new HashMap<>();
        database.read(tx -> tx.list(
                "SELECT image, last_used FROM image_uses",
                row -> uses.put(row.getString(1), Instant.parse(row.getString(2)))));
        return uses;
    }

    @Override
    public void forget(String imageId) {
        database.write(Durability.PROCESS, tx -> tx.update("DELETE FROM image_uses WHERE image = ?", imageId));
    }
}
