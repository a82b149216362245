package io.jdock.linux.netlink;

import io.jdock.concurrent.Threads;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.Namespace;
import io.jdock.linux.NamespaceCalls;
import io.jdock.linux.OpenFlags;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A network namespace, held by a descriptor: it lives at least until {@link #close}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/network_namespaces.7.html">network_namespaces(7)</a>
 */
public final class NetworkNamespace implements AutoCloseable {

    private static final Path OF_CALLING_THREAD = Path.of("/proc/thread-self/ns/net");

    private final Fd fd;

    private NetworkNamespace(Fd fd) {
        this.fd = fd;
    }

    /**
     * Takes hold of the namespace that a file stands for, such as {@code /proc/PID/ns/net}.
     *
     * @throws io.jdock.linux.ErrnoException ENOENT if the process is gone
     */
    public static NetworkNamespace open(Path file) {
        return new NetworkNamespace(FileCalls.open(At.FDCWD, file.toString(), OpenFlags.RDONLY | OpenFlags.CLOEXEC, 0));
    }

    /** Makes a new namespace that holds nothing but {@code lo}, which is down. */
    public static NetworkNamespace create() {
        return Threads.callOnPlatformThread("netns-create", () -> {
            NamespaceCalls.unshare(Namespace.NETWORK.flag());
            return open(OF_CALLING_THREAD);
        });
    }

    /**
     * Runs {@code body} inside the namespace and returns its result; what it throws is thrown here.
     *
     * <p>It runs on a platform thread of its own, which ends afterwards: a thread's namespace cannot be given back safely.
     */
    public <T> T call(Supplier<T> body) {
        return Threads.callOnPlatformThread("netns-" + fd, () -> {
            NamespaceCalls.setns(fd, Namespace.NETWORK.flag());
            return body.get();
        });
    }

    /** Like {@link #call}, for a body without a result. */
    public void run(Runnable body) {
        call(() -> {
            body.run();
            return fd;
        });
    }

    /** A path that stands for the namespace in this process, until {@link #close}. */
    public Path path() {
        return Path.of(fd.procPath());
    }

    int number() {
        return fd.number();
    }

    @Override
    public void close() {
        fd.close();
    }
}
