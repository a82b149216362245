package io.jdock.linux.batch;

import io.jdock.linux.OpenFlags;
import io.jdock.linux.Syscall;
import io.jdock.linux.Terminal;

/** Steps that make a pseudo-terminal. */
public final class TerminalSteps {

    private TerminalSteps() {}

    /** Lets the other side of a master be opened. */
    public static Step unlock(Arg master) {
        return Step.of("unlock the terminal", Syscall.IOCTL, master, Arg.of(Terminal.TIOCSPTLCK), Block.zeroed(4));
    }

    /** Opens the other side of a master without a path, so nothing in the container can stand in for it. */
    public static Step openPeer(Arg master) {
        return Step.of(
                "open the terminal",
                Syscall.IOCTL,
                master,
                Arg.of(Terminal.TIOCGPTPEER),
                Arg.of(OpenFlags.RDWR | OpenFlags.NOCTTY | OpenFlags.CLOEXEC));
    }

    /** Makes it the controlling terminal of the session that the process leads. */
    public static Step makeControlling(Arg terminal) {
        return Step.of("set the controlling terminal", Syscall.IOCTL, terminal, Arg.of(Terminal.TIOCSCTTY), Arg.NONE);
    }

    public static Step resize(Arg terminal, Terminal.Size size) {
        return Step.of(
                "resize the terminal",
                Syscall.IOCTL,
                terminal,
                Arg.of(Terminal.TIOCSWINSZ),
                Block.zeroed(8).putShort(0, size.rows()).putShort(2, size.columns()));
    }
}
