package io.jdock.runc.process;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.InternalException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.Readiness;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.Terminal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Stands between our own terminal, made raw, and the one of a process: keys in, output out, the size along.
 *
 * <p>Closing it, once the process has ended, writes out what is left and gives our terminal its settings back.
 */
final class TerminalRelay implements AutoCloseable {

    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int CHUNK = 16 * 1024;

    private final OwnTerminal own;
    private final Terminal.Settings before;
    private final Fd master;
    private final Fd ended = StreamCalls.eventfd();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private TerminalRelay(OwnTerminal own, Terminal.Settings before, Fd master) {
        this.own = own;
        this.before = before;
        this.master = master;
    }

    /** Takes the master, which a process sends before its program is executed, and starts to relay. */
    static TerminalRelay begin(Console.Relay console) {
        Fd master = SocketCalls.receiveDescriptor(console.end())
                .orElseThrow(() -> new InternalException("the process sent no terminal"));
        // Our own terminal turns line feeds into line ends already.
        Terminal.keepLineFeeds(master.number());
        OwnTerminal own = console.own();
        TerminalRelay relay = new TerminalRelay(own, Terminal.makeRaw(own.descriptor()), master);
        relay.resize();
        Threads.startDaemon("terminal-output", relay::copyOutput);
        Threads.startDaemon("terminal-input", relay::copyInput);
        return relay;
    }

    /** Gives the process's terminal the size of ours. */
    void resize() {
        Terminal.resize(master.number(), own.size());
    }

    private void copyInput() {
        // Not owned: closing it is not ours to do.
        Fd in = Fd.owning(STDIN);
        for (byte[] keys = StreamCalls.read(in, CHUNK); keys.length > 0; keys = StreamCalls.read(in, CHUNK)) {
            StreamCalls.write(master, keys, 0, keys.length);
        }
    }

    /** Until nobody holds the other side any more, or the process has ended and what is there was written. */
    private void copyOutput() {
        Fd out = Fd.owning(STDOUT);
        try {
            Readiness.awaitReadable(master, ended);
            while (Readiness.awaitReadable(Duration.ZERO, master)) {
                byte[] text = StreamCalls.read(master, CHUNK);
                StreamCalls.write(out, text, 0, text.length);
                Readiness.awaitReadable(master, ended);
            }
            drained.complete(null);
        } catch (ErrnoException e) {
            if (e.is(Errno.EIO)) {
                drained.complete(null);
            } else {
                drained.completeExceptionally(e);
            }
        }
    }

    @Override
    public void close() {
        StreamCalls.notify(ended);
        drained.handle((_, _) -> true).join();
        Terminal.restore(own.descriptor(), before);
        ended.close();
    }
}
