package io.jdock.cli.terminal;

import io.jdock.concurrent.Threads;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Terminal;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps standard input in another mode until closed.
 *
 * <p>A shutdown hook restores the terminal when a signal ends the process. Closing twice is harmless.
 */
public final class TerminalMode implements AutoCloseable {

    private static final int STDIN = 0;

    private final Terminal.Settings before;
    private final AtomicBoolean active = new AtomicBoolean(true);

    private TerminalMode(Terminal.Settings before) {
        this.before = before;
        Threads.onShutdown("restore-terminal", this::close);
    }

    /**
     * Raw: every key goes to the container, none is echoed or turned into a signal here.
     *
     * @return null when that is not wanted or standard input is no terminal; try accepts that
     */
    public static @Nullable TerminalMode raw(boolean wanted) {
        return wanted && Tty.isTerminal(STDIN) ? new TerminalMode(Terminal.makeRaw(STDIN)) : null;
    }

    /**
     * What the user types is not shown.
     *
     * @throws ErrnoException when standard input is no terminal
     */
    public static TerminalMode hidden() {
        return new TerminalMode(Terminal.stopEcho(STDIN));
    }

    @Override
    public void close() {
        if (active.compareAndSet(true, false)) {
            try {
                Terminal.restore(STDIN, before);
            } catch (ErrnoException e) {
                // The terminal hung up: there is nothing left to restore.
                return;
            }
        }
    }
}
