package io.jdock.libcontainer;

import io.jdock.concurrent.Threads;
import io.jdock.linux.At;
import io.jdock.linux.Scratch;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.nio.file.Path;

/** Exchanges two names for each other as fast as it can, until it is closed. Then both have their first meaning again. */
final class Swapper implements AutoCloseable {

    private static final int RENAME_EXCHANGE = 2;

    private final Thread thread;
    private volatile boolean stopped;

    Swapper(Path one, Path other) {
        this.thread = Threads.startDaemon("swapper", () -> {
            while (!stopped) {
                exchange(one, other);
                exchange(one, other);
            }
        });
    }

    private static void exchange(Path one, Path other) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "exchange " + one,
                    Syscall.RENAMEAT2,
                    At.FDCWD,
                    scratch.text(one.toString()),
                    At.FDCWD,
                    scratch.text(other.toString()),
                    RENAME_EXCHANGE);
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the swapper ends", e);
        }
    }
}
