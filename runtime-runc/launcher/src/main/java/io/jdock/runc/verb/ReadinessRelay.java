package io.jdock.runc.verb;

import io.jdock.concurrent.Threads;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.PidFd;
import io.jdock.runc.log.Log;
import io.jdock.runc.process.ReadinessSocket;
import io.jdock.runc.state.ContainerDirectory;
import java.util.Optional;

/** Tells whoever started us, if it wants to know, when a container is ready. */
final class ReadinessRelay implements AutoCloseable {

    private final Optional<ReadinessSocket> theirs = ReadinessSocket.of(System.getenv());
    private Optional<Waiting> waiting = Optional.empty();

    /** @param container its first process; @param pid that process's number */
    private record Waiting(ReadinessSocket.Listener listener, PidFd container, int pid) {}

    /** From now on the container can say so. @param pid its first process, which exists */
    void listen(ContainerDirectory directory, int pid) {
        if (theirs.isPresent()) {
            ReadinessSocket.Listener listener = theirs.get().listen(directory.notifications());
            waiting = Optional.of(new Waiting(listener, PidFd.open(pid).orElseThrow(), pid));
        }
    }

    /** Waits until it has said so or has ended; returns at once if nobody wants to know. Its process stands for itself then. */
    void await() {
        if (waiting.isPresent()) {
            Waiting opened = waiting.get();
            opened.listener().relay(opened.container(), opened.pid());
        }
    }

    /** The same for one that we stand by ourselves: does not wait. */
    void tellLater(Log log) {
        if (waiting.isEmpty()) {
            return;
        }
        Waiting opened = waiting.get();
        int own = Math.toIntExact(ProcessHandle.current().pid());
        Threads.startDaemon("readiness", () -> {
            try {
                opened.listener().relay(opened.container(), own);
            } catch (ErrnoException e) {
                log.warning("tell that the container is ready: " + e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        if (waiting.isPresent()) {
            waiting.get().listener().close();
            waiting.get().container().close();
        }
    }
}
