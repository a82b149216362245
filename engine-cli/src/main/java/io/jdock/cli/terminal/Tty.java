package io.jdock.cli.terminal;

import io.jdock.linux.ErrnoException;
import io.jdock.linux.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Questions to the file descriptors 0 to 2 of this process. */
public final class Tty {

    private static final Terminal.Size UNKNOWN = new Terminal.Size(0, 0);

    private Tty() {}

    /**
     * Whether a descriptor is a terminal. What is no device can be none, which its name in /proc tells without loading native
     * code (proc_pid_fd(5)).
     */
    public static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            boolean device = target.startsWith("/dev/") && !target.equals("/dev/null");
            return device && Terminal.isTerminal(descriptor);
        } catch (IOException e) {
            return Terminal.isTerminal(descriptor);
        }
    }

    /** The size of a terminal; zero by zero when it does not tell. */
    public static Terminal.Size size(int descriptor) {
        try {
            return Terminal.size(descriptor);
        } catch (ErrnoException e) {
            return UNKNOWN;
        }
    }
}
