package io.jdock.shim;

import io.jdock.linux.trampoline.Launcher;

/**
 * The descriptors of a shim. It makes them itself after closing everything, so the numbers are always these, for whoever takes
 * duplicates of them, the supervisor that started it or a later one.
 */
final class ShimFds {

    static final int STDOUT_READ = 3;
    static final int STDOUT_WRITE = 4;
    static final int STDERR_READ = 5;
    static final int STDERR_WRITE = 6;
    static final int STDIN_READ = 7;
    static final int STDIN_WRITE = 8;

    /** Opens the launcher's way to its exec. */
    static final int GATE = Launcher.GATE;

    /** Asks the shim to close its writing end of stdin. */
    static final int CLOSE_STDIN = 10;

    /** Says that the exit file is there. */
    static final int EXITED = 11;

    static final int EXIT_FILE = Launcher.EXIT_FILE;
    static final int LINK_SHIM = 13;
    static final int LINK_LAUNCHER = Launcher.SHIM_LINK;

    /** The pidfd of the process that the shim cloned. */
    static final int INIT = 15;

    static final int TARGET = Launcher.TARGET;

    /** With an OCI runtime and a terminal: where the runtime connects to hand over the terminal. */
    static final int CONSOLE = 17;

    /** With a terminal: its master. The number is free then, because it came as the lowest one after 6 was closed. */
    static final int TERMINAL = STDERR_WRITE;

    /** Where a shim inherits the pidfd for {@link #TARGET}: out of the way of the ones it makes. */
    static final int INHERITED_TARGET = 1001;

    private ShimFds() {}
}
