package io.jdock.daemon.database;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.ResourceExhaustedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The daemon's SQLite database in write-ahead mode, shared by all areas.
 *
 * <p>Safe for concurrent use; transactions take turns, so the work passed in must be short and touch nothing else. Lists that
 * clients ask for are served from memory, not from here.
 */
public final class Database implements AutoCloseable {

    private final Path file;
    private final Connection connection;
    private final ReentrantLock turn = new ReentrantLock();

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the database, made when absent in a directory that is there, and brings its tables up to date.
     *
     * @throws io.jdock.errdefs.FailedPreconditionException if a newer jdock wrote it
     * @throws DataLossException if the file is not a sound database
     */
    public static Database open(Path file) {
        try {
            Database database = new Database(file, DriverManager.getConnection("jdbc:sqlite:" + file));
            try {
                database.execute("PRAGMA journal_mode=WAL");
                database.execute("PRAGMA foreign_keys=ON");
                // Only an operator's own sqlite3 can hold the lock; that is worth waiting for.
                database.execute("PRAGMA busy_timeout=5000");
                Schema.migrate(file, database);
                return database;
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw translate("open " + file, e);
        }
    }

    /** Runs queries on one consistent state. */
    public <T> T read(Function<Transaction, T> work) {
        return transact("BEGIN", Durability.PROCESS, work);
    }

    /** Runs queries and changes as one: all of them are there once this returns, or none when it throws. */
    public <T> T write(Durability durability, Function<Transaction, T> work) {
        return transact("BEGIN IMMEDIATE", durability, work);
    }

    @Override
    public void close() {
        turn.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw translate("close " + file, e);
        } finally {
            turn.unlock();
        }
    }

    private <T> T transact(String begin, Durability durability, Function<Transaction, T> work) {
        turn.lock();
        try {
            execute(durability.pragma());
            execute(begin);
            try {
                T result = work.apply(new Transaction(connection));
                execute("COMMIT");
                return result;
            } catch (Throwable e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw translate("use " + file, e);
        } finally {
            turn.unlock();
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

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What the operator can do something about gets an error of its own. */
    static RuntimeException translate(String attempt, SQLException cause) {
        String text = attempt + ": " + cause.getMessage();
        SQLiteErrorCode code = cause instanceof SQLiteException e ? e.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
        return switch (code) {
            // The second: there is no room for the index of the write-ahead log.
            case SQLITE_FULL, SQLITE_IOERR_SHMSIZE ->
                new ResourceExhaustedException(attempt + ": no space left on device", cause);
            case SQLITE_CORRUPT, SQLITE_NOTADB -> new DataLossException(text, cause);
            default -> new InternalException(text, cause);
        };
    }
}
