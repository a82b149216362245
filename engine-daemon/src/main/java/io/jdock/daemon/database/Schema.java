package io.jdock.daemon.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.FailedPreconditionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Brings the tables of a database up to date: {@code user_version} counts the scripts that were run on it. */
final class Schema {

    /** In the order they are run. A script that was released is never changed; what follows it goes into a new one. */
    private static final List<String> SCRIPTS = List.of("schema-1.sql", "schema-2.sql");

    private Schema() {}

    static void migrate(Path file, Database database) {
        int found = database.read(
                tx -> tx.list("PRAGMA user_version", row -> row.getInt(1)).getFirst());
        if (found > SCRIPTS.size()) {
            throw new FailedPreconditionException(
                    "open %s: it has version %d and this jdock knows versions up to %d; start the newer jdock"
                            .formatted(file, found, SCRIPTS.size()));
        }
        for (int version = found; version < SCRIPTS.size(); version++) {
            apply(database, version + 1, SCRIPTS.get(version));
        }
    }

    /** Tables and version change together, so that a script is never half run. */
    private static void apply(Database database, int version, String script) {
        database.write(Durability.POWER, tx -> {
            for (String statement : text(script).split(";\\s*\n")) {
                tx.update(statement);
            }
            return tx.update("PRAGMA user_version=" + version);
        });
    }

    private static String text(String script) {
        try (InputStream in = Schema.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("resource " + script + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("read resource " + script, e);
        }
    }
}
