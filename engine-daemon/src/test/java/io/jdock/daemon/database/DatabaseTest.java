package io.jdock.daemon.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.FailedPreconditionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {

    private static final String INSERT = "INSERT INTO containers (id, document) VALUES (?, ?)";

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasWrittenOverARestart() {
        try (Database database = Database.open(file())) {
            database.write(Durability.PROCESS, tx -> tx.update(INSERT, "a", "{}"));
        }
        try (Database database = Database.open(file())) {
            assertEquals(List.of("a"), ids(database));
        }
    }

    @Test
    void undoesAllOfATransactionThatFails() {
        try (Database database = Database.open(file())) {
            var error = assertThrows(
                    IllegalStateException.class,
                    () -> database.write(Durability.POWER, tx -> {
                        tx.update(INSERT, "a", "{}");
                        throw new IllegalStateException("on purpose");
                    }));

            assertEquals("on purpose", error.getMessage());
            assertEquals(List.of(), ids(database));
        }
    }

    @Test
    void bringsADatabaseOfTheFirstVersionUpToDate() {
        try (Database database = Database.open(file())) {
            database.write(Durability.PROCESS, tx -> {
                tx.update("DROP TABLE image_uses");
                tx.update("PRAGMA user_version=1");
                return tx.update(INSERT, "a", "{}");
            });
        }

        try (Database database = Database.open(file())) {
            assertEquals(List.of("a"), ids(database));
            assertEquals(
                    List.of(), database.read(tx -> tx.list("SELECT image FROM image_uses", row -> row.getString(1))));
        }
    }

    @Test
    void refusesADatabaseOfANewerVersion() {
        try (Database database = Database.open(file())) {
            database.write(Durability.PROCESS, tx -> tx.update("PRAGMA user_version=99"));
        }

        var error = assertThrows(FailedPreconditionException.class, () -> Database.open(file()));

        assertTrue(error.text().contains("version 99"), error.text());
    }

    @Test
    void tellsThatAFileIsNoDatabase() throws IOException {
        Files.writeString(file(), "not a database at all, but long enough to have a header ".repeat(10));

        assertThrows(DataLossException.class, () -> Database.open(file()));
    }

    private Path file() {
        return directory.resolve("jdock.db");
    }

    private static List<String> ids(Database database) {
        return database.read(tx -> tx.list("SELECT id FROM containers", row -> row.getString(1)));
    }
}
