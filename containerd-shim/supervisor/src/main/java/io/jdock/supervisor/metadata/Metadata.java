package io.jdock.supervisor.metadata;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.ResourceExhaustedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The supervisor's SQLite database in write-ahead mode, shared by all areas.
 *
 * <p>Safe for concurrent use. Writers take turns; readers see the last commit and never wait for a writer. Work passed in must
 * be short and touch nothing but the database, since everybody else's waits meanwhile.
 */
public final class Metadata implements AutoCloseable {

    private final Path file;
    private final Reserve reserve;
    private final Connection reader;
    private final Connection writer;

    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();

    private Metadata(Path file, Connection reader, Connection writer) {
        this.file = file;
        this.reserve = new Reserve(file.resolveSibling("metadata.reserve"));
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Opens the database, made when absent in a directory that is there, and brings its tables up to date.
     *
     * @throws io.jdock.errdefs.FailedPreconditionException if a newer jdock wrote it
     * @throws DataLossException if the file is not a sound database
     */
    public static Metadata open(Path file) {
        try {
            Connection writer = Connection.open(file);
            Schema.migrate(file, writer);
            Metadata metadata = new Metadata(file, Connection.open(file), writer);
            metadata.reserveRoom();
            return metadata;
        } catch (SQLException e) {
            throw translate("open metadata " + file, e);
        }
    }

    /** Runs queries on one consistent state. */
    public <T> T read(Function<Transaction, T> work) {
        reading.lock();
        try {
            return reader.inTransaction("BEGIN", work);
        } catch (SQLException e) {
            throw translate("read metadata " + file, e);
        } finally {
            reading.unlock();
        }
    }

    /** Runs queries and changes as one: all of them are there once this returns, or none when it throws. */
    public <T> T write(Durability durability, Function<Transaction, T> work) {
        writing.lock();
        try {
            writer.execute(durability.pragma());
            return writer.inTransaction("BEGIN IMMEDIATE", work);
        } catch (SQLException e) {
            throw translate("write metadata " + file, e);
        } finally {
            writing.unlock();
        }
    }

    /** {@link #write} for work without a result. */
    public void change(Durability durability, Consumer<Transaction> work) {
        write(durability, tx -> {
            work.accept(tx);
            return true;
        });
    }

    /**
     * {@link #write} for what lets others make room on the disk: where it is full, this takes what is reserved for it. The work may
     * be run twice.
     */
    public <T> T remove(Durability durability, Function<Transaction, T> work) {
        try {
            return write(durability, work);
        } catch (ResourceExhaustedException e) {
            if (!reserve.release()) {
                throw e;
            }
            return write(durability, work);
        }
    }

    /** Reserves room for removals again; to be called when there may be some. */
    public void reserveRoom() {
        reserve.take();
    }

    @Override
    public void close() {
        reading.lock();
        writing.lock();
        try {
            reader.close();
            writer.close();
        } catch (SQLException e) {
            throw translate("close metadata " + file, e);
        } finally {
            writing.unlock();
            reading.unlock();
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
