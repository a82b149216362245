package io.jdock.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that holds our process number, for scripts. That we are the only daemon here is what
 * {@link io.jdock.concurrent.RootLock} sees to.
 */
record PidFile(Path path) implements AutoCloseable {

    /** Writes it anew: what a daemon that was killed left there must not be written through. */
    static PidFile write(Path path) {
        try {
            Files.createDirectories(path.getParent());
            Files.deleteIfExists(path);
            Files.writeString(path, ProcessHandle.current().pid() + "\n", StandardOpenOption.CREATE_NEW);
            return new PidFile(path);
        } catch (IOException e) {
            throw new UncheckedIOException("write pid file " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("remove pid file " + path, e);
        }
    }
}
