package io.jdock.runc.process;

import io.jdock.linux.Children;
import io.jdock.linux.PidFd;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * Stands by a process of ours that runs in the foreground: what is sent to us reaches it, from before its start on, and its end
 * is ours.
 *
 * <p>{@code sun.misc.Signal} because the platform has no other way; it is supported for this use (JEP 260).
 */
public final class Foreground implements AutoCloseable {

    /** All that a user may send. SIGQUIT and SIGUSR2 stay with the virtual machine. */
    private static final List<String> FORWARDED = List.of(
            "HUP", "INT", "TERM", "USR1", "ALRM", "CONT", "TSTP", "TTIN", "TTOU", "WINCH", "IO", "PWR", "VTALRM",
            "PROF", "XCPU", "XFSZ", "ABRT", "TRAP", "SYS", "PIPE", "STKFLT");

    private final Optional<Console.Relay> console;
    private final Queue<Integer> pending = new ArrayDeque<>();
    private boolean adopts;
    private @Nullable PidFd process;
    private @Nullable TerminalRelay terminal;

    private Foreground(Optional<Console.Relay> console) {
        this.console = console;
    }

    /**
     * From now on signals are kept for the process.
     *
     * @param console where the master of its terminal arrives, if it has one
     */
    public static Foreground begin(Optional<Console> console) {
        Foreground foreground = new Foreground(console.flatMap(Console::relay));
        for (String name : FORWARDED) {
            Signal.handle(new Signal(name), signal -> foreground.forward(signal.getNumber()));
        }
        return foreground;
    }

    /** Becomes the parent of processes that lose theirs, and collects them as long as it waits. */
    public void adoptOrphans() {
        Children.adoptOrphans();
        adopts = true;
    }

    /** Takes the terminal, as soon as it is there and before the program is executed. */
    public void takeTerminal() {
        if (console.isPresent()) {
            TerminalRelay relay = TerminalRelay.begin(console.get());
            terminal = relay;
            Signal.handle(new Signal("WINCH"), _ -> relay.resize());
        }
    }

    private synchronized void forward(int signal) {
        if (process == null) {
            pending.add(signal);
        } else {
            process.signal(signal);
        }
    }

    private synchronized void attach(PidFd started) {
        process = started;
        pending.forEach(this::forward);
        pending.clear();
    }

    /**
     * Waits for the process, a child of ours.
     *
     * @return its exit status, or 128 and the number of the signal that ended it
     */
    public int await(int pid) {
        // Its number is its own until it is collected.
        try (PidFd started = PidFd.open(pid).orElseThrow()) {
            attach(started);
            if (adopts) {
                Children.collectUntilEndOf(pid);
            }
            return started.await();
        }
    }

    @Override
    public void close() {
        if (terminal != null) {
            terminal.close();
        }
    }
}
