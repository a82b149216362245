package io.jdock.linux.trampoline;

import io.jdock.concurrent.Threads;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.Namespace;
import io.jdock.linux.NamespaceCalls;
import io.jdock.linux.PidFd;
import io.jdock.linux.SocketCalls;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process of 12 KiB that does nothing but execute {@link io.jdock.linux.batch.Batch}es of system calls.
 *
 * <p>It is what a container is made with: a JVM cannot enter namespaces (it has many threads, and a failure half way would
 * leave it broken), and no Java must ever run inside one. The trampoline has one thread, two descriptors and no heap.
 *
 * <p>Until it is sent a batch it ends when we do, because it then reads end of file.
 *
 * @param pid its number in our pid namespace
 * @param process the same, safe from reuse
 * @param link the way to talk to it
 */
public record Trampoline(int pid, PidFd process, Link link) implements AutoCloseable {

    /** The number of its end of the socket. */
    public static final int SOCKET = 1000;

    /**
     * Starts a trampoline as a child of this process, in the namespaces of the calling thread.
     *
     * @param arguments what ps shows
     * @param inherited our descriptor for each further number it shall have, beside 0 to 2 and {@link #SOCKET}
     */
    public static Trampoline spawn(List<String> arguments, Map<Integer, Fd> inherited) {
        SocketCalls.Pair sockets = SocketCalls.pair(SocketCalls.SOCK_SEQPACKET);
        try (Fd theirs = sockets.right()) {
            Map<Integer, Integer> descriptors = new TreeMap<>();
            descriptors.put(SOCKET, theirs.number());
            inherited.forEach((number, ours) -> descriptors.put(number, ours.number()));
            int pid = PosixSpawn.spawn(Image.sealed().procPath(), arguments, descriptors);
            // A child that is not waited for keeps its number, so this cannot be somebody else.
            PidFd process = PidFd.open(pid).orElseThrow(() -> new ErrnoException("open the trampoline", Errno.ESRCH));
            return new Trampoline(pid, process, new Link(sockets.left()));
        } catch (RuntimeException e) {
            sockets.left().close();
            throw e;
        }
    }

    /** Like {@link #spawn}, as PID 1 of a new pid namespace: when it ends, everything inside ends. */
    public static Trampoline spawnInNewPidNamespace(List<String> arguments, Map<Integer, Fd> inherited) {
        return Threads.callOnPlatformThread("spawn-nested", () -> {
            NamespaceCalls.unshare(Namespace.PID.flag());
            return spawn(arguments, inherited);
        });
    }

    /** Closes our ends. The process goes on with what it was sent. */
    @Override
    public void close() {
        link.close();
        process.close();
    }
}
