package io.jdock.linux.trampoline;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Scratch;
import java.util.List;
import java.util.Map;

/**
 * Starts a program with posix_spawn(3): glibc's uses a vfork, so it costs the same however big the JVM is.
 *
 * <p>The child inherits the standard descriptors, whatever the JVM holds without close-on-exec, its signal mask and its
 * ignored signals, and an empty environment.
 */
final class PosixSpawn {

    private static final NativeLibrary LIBC = NativeLibrary.getProcess();
    private static final Function SPAWN = LIBC.getFunction("posix_spawn");
    private static final Function ACTIONS_INIT = LIBC.getFunction("posix_spawn_file_actions_init");
    private static final Function ACTIONS_DUP2 = LIBC.getFunction("posix_spawn_file_actions_adddup2");
    private static final Function ACTIONS_DESTROY = LIBC.getFunction("posix_spawn_file_actions_destroy");

    /** More than {@code posix_spawn_file_actions_t} has on any architecture. */
    private static final int ACTIONS_SIZE = 256;

    private PosixSpawn() {}

    /**
     * Starts the program.
     *
     * @param descriptors our descriptor for each number that the child shall have
     * @return the child's pid in our pid namespace
     */
    static int spawn(String path, List<String> arguments, Map<Integer, Integer> descriptors) {
        try (var scratch = new Scratch()) {
            long actions = scratch.zeroed(ACTIONS_SIZE);
            require(path, ACTIONS_INIT.invokeInt(new Object[] {actions}));
            try {
                descriptors.forEach(
                        (childs, ours) -> require(path, ACTIONS_DUP2.invokeInt(new Object[] {actions, ours, childs})));
                long pid = scratch.ints(0);
                long argv = scratch.texts(arguments);
                long envp = scratch.texts(List.of());
                require(path, SPAWN.invokeInt(new Object[] {pid, scratch.text(path), actions, 0L, argv, envp}));
                return Scratch.readInt(pid);
            } finally {
                ACTIONS_DESTROY.invokeInt(new Object[] {actions});
            }
        }
    }

    /** These functions return the error number, not -1. */
    private static void require(String path, int error) {
        if (error != 0) {
            throw new ErrnoException("spawn " + path, Errno.of(error));
        }
    }
}
