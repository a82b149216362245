package io.jdock.supervisor.metadata;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** One connection to the database and the statements prepared on it. Used by one thread at a time. */
final class Connection implements AutoCloseable {

    private final java.sql.Connection jdbc;
    /** The texts are constants of this program, so the map stays as small as the program. */
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Connection(java.sql.Connection jdbc) {
        this.jdbc = jdbc;
    }

    static Connection open(Path file) throws SQLException {
        Connection connection = new Connection(DriverManager.getConnection("jdbc:sqlite:" + file));
        try {
            connection.execute("PRAGMA journal_mode=WAL");
            connection.execute("PRAGMA foreign_keys=ON");
            // Only an operator's own sqlite3 can hold the lock; that is worth waiting for.
            connection.execute("PRAGMA busy_timeout=5000");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = jdbc.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    <T> T inTransaction(String begin, Function<Transaction, T> work) throws SQLException {
        execute(begin);
        try {
            T result = work.apply(new Transaction(this));
            execute("COMMIT");
            return result;
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(Throwable reason) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // After some errors, a full disk among them, SQLite has rolled back by itself and refuses to do it twice.
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        jdbc.close();
    }
}
