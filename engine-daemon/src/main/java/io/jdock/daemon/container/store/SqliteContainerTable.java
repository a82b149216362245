package io.jdock.daemon.container.store;

import io.jdock.daemon.database.Database;
import io.jdock.daemon.database.Durability;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** The {@code containers} table of the daemon's database. A record is one JSON document beside what it is found by. */
public final class SqliteContainerTable implements ContainerTable {

    private final Database database;
    private final InstantSource clock;

    public SqliteContainerTable(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Container> load() {
        return database.read(tx -> tx.list("SELECT document FROM containers", SqliteContainerTable::container));
    }

    /** Withstands the daemon's death but not a power cut: after that nothing runs any more, and what ran is found out anew. */
    @Override
    public void save(Container container) {
        database.write(
                Durability.PROCESS,
                tx -> tx.update(
                        "INSERT INTO containers (id, document) VALUES (?, ?) "
                                + "ON CONFLICT (id) DO UPDATE SET document = excluded.document",
                        container.id(),
                        ContainerJson.write(container)));
    }

    @Override
    public void delete(Container container) {
        database.write(Durability.PROCESS, tx -> {
            ImageUses.note(tx, container.imageId(), clock.instant());
            return tx.update("DELETE FROM containers WHERE id = ?", container.id());
        });
    }

    private static Container container(ResultSet row) throws SQLException {
        return ContainerJson.read(row.getString(1));
    }
}
