package io.jdock.supervisor.tasks;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jdock.errdefs.DataLossException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Small files in a task's directory. They appear whole or not at all; none is synced, since a power cut ends what they tell of.
 */
final class StateFile {

    private static final JsonMapper JSON = new JsonMapper();

    private StateFile() {}

    static void write(Path file, byte[] content) {
        try {
            Path partial = file.resolveSibling(file.getFileName() + ".new");
            Files.write(partial, content);
            Files.move(partial, file, ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("write " + file, e);
        }
    }

    static void write(Path file, Record document) {
        try {
            write(file, JSON.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("write %s: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    /** A file whose being there is all it says. */
    static void mark(Path file) {
        write(file, new byte[0]);
    }

    /**
     * @return nothing if there is no such file
     * @throws DataLossException if it does not hold what it should
     */
    static <T extends Record> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new DataLossException("read %s: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }
}
