package io.jdock.runc.verb;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.runc.container.Bundle;
import io.jdock.runc.container.Creation;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.process.Console;
import io.jdock.runc.process.ListenedSockets;
import io.jdock.runc.process.ReadinessSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The flags that create and run share. */
final class CreationFlags {

    private static final int FIRST_PASSED = 3;

    private final Flag bundle;
    private final Flag consoleSocket;
    private final Flag pidFile;
    private final Flag noPivot;
    private final Flag noNewKeyring;
    private final Flag preserveFds;
    private final ListenedSockets sockets = ListenedSockets.current();

    CreationFlags(FlagSet set) {
        bundle = set.text("bundle", "b", "the bundle's directory (default: the working directory)");
        consoleSocket = set.text("console-socket", "", "unix socket that is sent the master of the terminal");
        pidFile = set.text("pid-file", "", "file to write the process id to");
        noPivot = set.toggle("no-pivot", "", "do not use pivot_root, for a root file system on a ramdisk");
        noNewKeyring = set.toggle("no-new-keyring", "", "keep the caller's session keyring");
        preserveFds =
                set.number("preserve-fds", "", "how many descriptors beside the standard ones to pass on (default: 0)");
    }

    /** The bundle, whose program is told of the sockets that we were handed for it. */
    Bundle load(Cli cli) {
        // Now: what the kernel makes one wait for takes longer than everything else before it is needed.
        cli.launcher().anticipate();
        return Bundle.load(bundle.text()).withEnvironment(sockets.environment());
    }

    private Optional<Console> console(Bundle bundle, boolean detached) {
        return Console.of(bundle.process().terminal(), detached, consoleSocket.given() ? consoleSocket.text() : null);
    }

    /** How the container is to be made. @param detached whether nobody will stand by it */
    Creation creation(Cli cli, Bundle bundle, boolean detached) {
        cli.flags().requireRootlessSense();
        return new Creation(
                cli.root(),
                cli.launcher(),
                cli.log(),
                passed(preserveFds, sockets.count()),
                console(bundle, detached),
                ReadinessSocket.of(System.getenv()),
                !noPivot.on(),
                cli.flags().cgroupDriver(),
                !noNewKeyring.on());
    }

    /** Descriptors from 3 on that the program gets: those of socket activation and those that were asked for. */
    static int passed(Flag preserveFds, int listened) {
        int asked = Math.toIntExact(preserveFds.number(0));
        for (int i = 0; i < asked; i++) {
            int number = FIRST_PASSED + listened + i;
            if (!Files.exists(Path.of("/proc/self/fd/" + number), LinkOption.NOFOLLOW_LINKS)) {
                throw new InvalidArgumentException(
                        "unable to stat preserved-fd %d (of %d): no such file or directory".formatted(number, asked));
            }
        }
        return listened + asked;
    }

    /** Writes the pid file, if one is asked for, so that a reader never sees half of it. */
    void writePid(int pid) {
        writePid(pidFile, pid);
    }

    static void writePid(Flag pidFile, int pid) {
        if (!pidFile.given()) {
            return;
        }
        Path file = Path.of(pidFile.text()).toAbsolutePath();
        Path partial = file.resolveSibling("." + file.getFileName());
        try {
            Files.writeString(partial, Integer.toString(pid));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("write pid file " + file, e);
        }
    }
}
