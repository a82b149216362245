package io.jdock.cli.terminal;

import java.util.List;
import java.util.function.Consumer;
import sun.misc.Signal;

/**
 * Receives signals sent to this process. {@code sun.misc.Signal} because the platform has no other way; it is supported for
 * this use (JEP 260).
 */
public final class Signals {

    /** What a user may send to a container through us. SIGQUIT stays with the virtual machine, which dumps its threads. */
    private static final List<String> FORWARDED = List.of(
            "HUP", "INT", "TERM", "USR1", "USR2", "ALRM", "CONT", "TSTP", "TTIN", "TTOU", "WINCH", "IO", "PWR",
            "VTALRM", "PROF", "XCPU", "XFSZ", "ABRT", "TRAP", "SYS");

    private Signals() {}

    /** Hands every signal that can be caught to {@code receiver}, by its name without SIG, on a thread of its own. */
    public static void forwardAll(Consumer<String> receiver) {
        for (String name : FORWARDED) {
            try {
                Signal.handle(new Signal(name), signal -> receiver.accept(signal.getName()));
            } catch (IllegalArgumentException e) {
                // Taken by the virtual machine under the flags it was started with: that one cannot be passed on.
                continue;
            }
        }
    }

    /** Runs {@code action} each time the terminal changes its size. */
    public static void onResize(Runnable action) {
        Signal.handle(new Signal("WINCH"), _ -> action.run());
    }
}
