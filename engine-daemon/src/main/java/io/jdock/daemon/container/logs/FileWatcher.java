package io.jdock.daemon.container.logs;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.ResourceExhaustedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Wakes readers when something in a directory changes. One inotify instance serves all of them, because the kernel grants a
 * user only 128. Safe for concurrent use.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/inotify.7.html">inotify(7)</a>
 */
public final class FileWatcher implements AutoCloseable {

    private final WatchService service;
    private final Map<WatchKey, Set<Watch>> watches = new HashMap<>();

    private FileWatcher(WatchService service) {
        this.service = service;
    }

    /**
     * Starts watching, with a thread of its own until {@link #close}.
     *
     * @throws ResourceExhaustedException when the kernel grants no inotify instance
     */
    public static FileWatcher open() {
        FileWatcher watcher;
        try {
            watcher = new FileWatcher(FileSystems.getDefault().newWatchService());
        } catch (IOException e) {
            throw new ResourceExhaustedException("watch files with inotify: " + e.getMessage(), e);
        }
        Threads.startDaemon("file-watcher", watcher::run);
        return watcher;
    }

    /** From now on {@code watch} is woken by every change to a file in {@code directory}. */
    void add(Path directory, Watch watch) throws IOException {
        synchronized (watches) {
            WatchKey key = directory.register(service, StandardWatchEventKinds.ENTRY_MODIFY);
            watches.computeIfAbsent(key, _ -> new HashSet<>()).add(watch);
        }
    }

    /** Ends {@link #add}. */
    void remove(Watch watch) {
        synchronized (watches) {
            watches.entrySet().removeIf(entry -> {
                boolean last =
                        entry.getValue().remove(watch) && entry.getValue().isEmpty();
                if (last) {
                    entry.getKey().cancel();
                }
                return last;
            });
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new UncheckedIOException("close inotify", e);
        }
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                synchronized (watches) {
                    watches.getOrDefault(key, Set.of()).forEach(Watch::wake);
                }
                key.reset();
            }
        } catch (ClosedWatchServiceException | InterruptedException _) {
            // The daemon is going down.
        }
    }
}
