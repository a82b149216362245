package io.jdock.daemon.container.logs;

import io.jdock.daemon.container.stream.StreamWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Copies logs to clients. Safe for concurrent use; the calling thread does the work and may be held back by its client. */
public final class Logs {

    private final FileWatcher watcher;

    public Logs(FileWatcher watcher) {
        this.watcher = watcher;
    }

    /** Copies what the log holds now. A container that never ran has no log and shows nothing. */
    public void copy(Path log, LogQuery query, StreamWriter writer) throws IOException {
        if (!Files.exists(log)) {
            writer.flush();
            return;
        }
        try (LogReader reader = new LogReader(log, query, writer)) {
            reader.readToEnd();
        }
    }

    /**
     * Copies what the log holds and goes on with what is added, until the container has ended or the client is gone.
     *
     * @param log exists
     * @param ended completes when nothing will be added any more, or when the client has gone
     */
    public void follow(Path log, LogQuery query, StreamWriter writer, CompletableFuture<?> ended)
            throws IOException, InterruptedException {
        Watch watch = new Watch();
        ended.whenComplete((_, _) -> watch.wake());
        watcher.add(log.resolveSibling(""), watch);
        try (LogReader reader = new LogReader(log, query, writer)) {
            boolean last;
            do {
                // Asked before reading: what is written before the end must be read after it.
                last = ended.isDone();
                reader.readToEnd();
                if (!last) {
                    watch.await();
                }
            } while (!last);
        } finally {
            watcher.remove(watch);
        }
    }
}
