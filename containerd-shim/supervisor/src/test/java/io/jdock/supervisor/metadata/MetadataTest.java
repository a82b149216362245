package io.jdock.supervisor.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.FailedPreconditionException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database across versions, transactions and openings. */
final class MetadataTest {

    private static final String NAMES = "SELECT name FROM namespaces ORDER BY name";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("metadata.db");
    }

    @Test
    void whatWasWrittenIsThereWhenItIsOpenedAgain() {
        try (Metadata metadata = Metadata.open(file)) {
            insert(metadata, "one");
        }

        try (Metadata metadata = Metadata.open(file)) {
            assertEquals(List.of("one"), names(metadata));
        }
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        try (Metadata metadata = Metadata.open(file)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> metadata.change(Durability.PROCESS, tx -> {
                        tx.update("INSERT INTO namespaces (name, labels) VALUES (?, ?)", "one", "{}");
                        throw new IllegalStateException("changed its mind");
                    }));

            assertEquals(List.of(), names(metadata));
        }
    }

    @Test
    void aDatabaseOfTheFirstVersionIsBroughtUpToDateWithItsContents() throws Exception {
        try (Metadata metadata = Metadata.open(file)) {
            insert(metadata, "old");
        }
        execute("DROP TABLE images", "DROP TABLE blob_labels", "DROP TABLE snapshots", "PRAGMA user_version=1");

        try (Metadata metadata = Metadata.open(file)) {
            assertEquals(List.of("old"), names(metadata));
            assertEquals(
                    List.of(), metadata.read(tx -> tx.list("SELECT key FROM snapshots", row -> row.getString("key"))));
        }
    }

    @Test
    void aDatabaseOfANewerVersionIsRefusedAndNotChanged() throws Exception {
        Metadata.open(file).close();
        execute("PRAGMA user_version=999");

        for (int attempt = 0; attempt < 2; attempt++) {
            String text = assertThrows(FailedPreconditionException.class, () -> Metadata.open(file))
                    .text();
            assertTrue(text.contains(file.toString()) && text.contains("it has version 999"), text);
        }
    }

    private static void insert(Metadata metadata, String name) {
        metadata.change(
                Durability.PROCESS, tx -> tx.update("INSERT INTO namespaces (name, labels) VALUES (?, ?)", name, "{}"));
    }

    private static List<String> names(Metadata metadata) {
        return metadata.read(tx -> tx.list(NAMES, row -> row.getString("name")));
    }

    /** What another version of the program might have done. */
    private void execute(String... statements) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
