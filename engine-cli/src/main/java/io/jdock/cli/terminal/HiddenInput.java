package io.jdock.cli.terminal;

import io.jdock.concurrent.Threads;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Terminal;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps what the user types at standard input unseen until closed, at the latest until the process ends. */
public final class HiddenInput implements AutoCloseable {

    private static final int STDIN = 0;

    private final Terminal.Settings before;
    private final AtomicBoolean active = new AtomicBoolean(true);

    private HiddenInput(Terminal.Settings before) {
        this.before = before;
    }

    /** @throws ErrnoException when standard input is no terminal */
    public static HiddenInput begin() {
        HiddenInput hidden = new HiddenInput(Terminal.stopEcho(STDIN));
        Threads.onShutdown("restore-echo", hidden::close);
        return hidden;
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
