package io.jdock.supervisor.metadata;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SQL within one transaction of {@link Metadata}; of no use once the work it was given to has returned. */
public final class Transaction {

    private final Connection connection;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /** Makes a value of the current row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows of a query, in its order. Parameters are texts, numbers, byte arrays or null. */
    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        try (ResultSet rows = bind(sql, parameters).executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        } catch (SQLException e) {
            throw Metadata.translate("query metadata", e);
        }
    }

    /** The first row of a query. */
    public <T> Optional<T> find(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        List<T> rows = list(sql, reader, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** Inserts, updates or deletes; returns how many rows that concerned. */
    public int update(String sql, @Nullable Object... parameters) {
        try {
            return bind(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw Metadata.translate("change metadata", e);
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepare(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
