package io.jdock.supervisor;

import io.jdock.supervisor.metadata.Durability;
import io.jdock.supervisor.metadata.Metadata;
import java.util.UUID;

/** The identity of a root directory: made with its metadata and the same ever after. */
final class ServerId {

    private ServerId() {}

    static String of(Metadata metadata) {
        return metadata.read(tx -> tx.find("SELECT uuid FROM server", row -> row.getString("uuid")))
                .orElseGet(() -> create(metadata));
    }

    private static String create(Metadata metadata) {
        String uuid = UUID.randomUUID().toString();
        metadata.change(Durability.POWER, tx -> tx.update("INSERT INTO server (uuid) VALUES (?)", uuid));
        return uuid;
    }
}
