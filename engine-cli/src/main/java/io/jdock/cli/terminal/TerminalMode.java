package io.jdock.cli.terminal;

import io.jdock.concurrent.Threads;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Terminal;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a terminal raw until closed: every key goes to the container, none is echoed or turned into a signal here.
 *
 * <p>A shutdown hook restores the terminal when a signal ends the process. Closing twice is harmless.
 */
public final class RawMode implements AutoCloseable {

    private static final int STDIN = 0;

    private final int descriptor;
    private final Terminal.Settings before;
    private final AtomicBoolean active = new AtomicBoolean(true);

    private RawMode(int descriptor, Terminal.Settings before) {
        this.descriptor = descriptor;
        this.before = before;
    }

    /**
     * Makes a terminal raw.
     *
     * @throws ErrnoException when {@code descriptor} is none
     */
    private static RawMode enter(int descriptor) {
        RawMode mode = new RawMode(descriptor, Terminal.makeRaw(descriptor));
        Threads.onShutdown("restore-terminal", mode::close);
        return mode;
    }

    /** Makes our standard input raw when that is wanted and it is a terminal; null otherwise, which try accepts. */
    public static @Nullable RawMode ofInput(boolean wanted) {
        return wanted && Tty.isTerminal(STDIN) ? enter(STDIN) : null;
    }

    @Override
    public void close() {
        if (active.compareAndSet(true, false)) {
            try {
                Terminal.restore(descriptor, before);
            } catch (ErrnoException e) {
                // The terminal hung up: there is nothing left to restore.
                return;
            }
        }
    }
}
