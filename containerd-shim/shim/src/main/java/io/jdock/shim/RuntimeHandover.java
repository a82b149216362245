package io.jdock.shim;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import io.jdock.linux.Readiness;
import io.jdock.linux.Signal;
import io.jdock.linux.SocketCalls;
import io.jdock.linux.StreamCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The supervisor's side while a shim's launcher executes an OCI runtime: waits for the runtime's end and tells the shim which
 * process to turn to. Any supervisor may do so, also one that goes on where another was killed: what the shim has said is there
 * to be read again, and what it is told twice it heeds once.
 *
 * <p>One thread at a time.
 *
 * @param shim made for {@link PidNamespace.OfRuntime}
 */
public record RuntimeHandover(Shim shim) {

    /** What a runtime is given as {@code --console-socket}: short enough for a socket's address wherever the directory is. */
    public String consoleSocket() {
        return "/proc/%d/cwd/%s".formatted(shim.pid(), RuntimeWatch.CONSOLE);
    }

    /**
     * Waits until the runtime has ended. Of no use any more once a process was handed over.
     *
     * @return its exit code, or 128 and the number of the signal that killed it; nothing if it has not ended in time
     * @throws FailedPreconditionException if the shim is gone
     */
    public Optional<Integer> awaitEnd(Duration atMost) {
        try (Fd line = shim.take(ShimFds.LINK_LAUNCHER)) {
            if (!Readiness.awaitReadable(atMost, line)) {
                return Optional.empty();
            }
            byte[] siginfo = SocketCalls.peek(line, ExitFile.SIGINFO_SIZE);
            if (siginfo.length == 0) {
                throw new FailedPreconditionException(
                        "wait for the runtime of %s: its shim was killed".formatted(shim.directory()));
            }
            return Optional.of(ExitFile.exitCode(ByteBuffer.wrap(siginfo).order(ByteOrder.LITTLE_ENDIAN)));
        }
    }

    /**
     * Looks at the process that the runtime says it has left behind, once that has come to the shim.
     *
     * @param pid as the host sees it
     * @param atMost how long whoever is between the two may take to end
     * @throws FailedPreconditionException if the runtime did not leave such a process to the shim
     */
    public RuntimeProcess find(int pid, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        ProcStat stat = stat(pid);
        while (stat.parent() != shim.pid()) {
            // Orphans of the runtime come to the shim, never to init.
            if (stat.parent() <= 1) {
                throw new FailedPreconditionException("process %d is none of the runtime's".formatted(pid));
            }
            awaitEnd(pid, stat.parent(), Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            stat = stat(pid);
        }
        return new RuntimeProcess(pid, stat.startTime());
    }

    /** Has the shim wait for a process that was found. */
    public void handOver(RuntimeProcess process) {
        if (!process.exists()) {
            // The shim has reaped it, and so must have been told of it already.
            return;
        }
        List<Integer> orders = new ArrayList<>(List.of(process.pid()));
        children().stream()
                .filter(child -> child != process.pid()
                        && ProcStat.of(child).filter(ProcStat::ended).isPresent())
                .limit(RuntimeWatch.MOST_STRAYS)
                .forEach(orders::add);
        order(orders, RuntimeHandover::awaitAcknowledgement);
    }

    /** Tells the shim that there is no process; what it then leaves in the exit file is how the runtime ended. */
    public void handOverNothing() {
        order(List.of(), _ -> {});
    }

    /** Kills the runtime, if it runs, and all that it has started; returns when all of it has ended. */
    public void endRuntime() {
        for (List<Integer> living = living(); !living.isEmpty(); living = living()) {
            living.forEach(this::end);
        }
    }

    private static ProcStat stat(int pid) {
        return ProcStat.of(pid)
                .orElseThrow(() -> new FailedPreconditionException("process %d of the runtime is gone".formatted(pid)));
    }

    private static void awaitEnd(int pid, int parent, Duration atMost) {
        PidFd.open(parent).ifPresent(process -> {
            try (process) {
                boolean stillParent =
                        ProcStat.of(pid).filter(stat -> stat.parent() == parent).isPresent();
                if (stillParent && !Readiness.awaitReadable(atMost, process.fd())) {
                    throw new FailedPreconditionException(
                            "process %d is the child of process %d of the runtime, which does not end"
                                    .formatted(pid, parent));
                }
            }
        });
    }

    private void order(List<Integer> pids, Consumer<Fd> afterwards) {
        ByteBuffer orders = ByteBuffer.allocate(RuntimeWatch.ORDERS).order(ByteOrder.LITTLE_ENDIAN);
        pids.forEach(orders::putLong);
        try (Fd line = shim.take(ShimFds.LINK_LAUNCHER)) {
            SocketCalls.send(line, orders.array());
            afterwards.accept(line);
        } catch (FailedPreconditionException gone) {
            // The shim was killed; whoever waits for its process is told so.
            return;
        } catch (ErrnoException e) {
            if (!e.is(Errno.EPIPE)) {
                throw e;
            }
            // It was killed just now.
        }
    }

    /** From then on the process is where everybody looks for it. The answer stays there for a successor to see. */
    private static void awaitAcknowledgement(Fd line) {
        while (next(line).length > RuntimeWatch.ACKNOWLEDGEMENT) {
            StreamCalls.read(line, ExitFile.SIGINFO_SIZE);
        }
    }

    private static byte[] next(Fd line) {
        Readiness.awaitReadable(line);
        return SocketCalls.peek(line, ExitFile.SIGINFO_SIZE);
    }

    private List<Integer> living() {
        return children().stream()
                .filter(child ->
                        ProcStat.of(child).filter(stat -> !stat.ended()).isPresent())
                .toList();
    }

    /** Its own children get to the shim then, and are found the next time. */
    private void end(int child) {
        PidFd.open(child).ifPresent(process -> {
            try (process) {
                boolean stillChild = ProcStat.of(child)
                        .filter(stat -> stat.parent() == shim.pid())
                        .isPresent();
                if (stillChild && process.signal(Signal.KILL.number())) {
                    Readiness.awaitReadable(process.fd());
                }
            }
        });
    }

    /** All that the shim has not reaped; none if it is gone itself. */
    private List<Integer> children() {
        if (!shim.isAlive()) {
            return List.of();
        }
        Path file = Path.of("/proc/%d/task/%1$d/children".formatted(shim.pid()));
        try {
            return Stream.of(Files.readString(file).split(" ", -1))
                    .filter(text -> !text.isBlank())
                    .map(Integer::valueOf)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            // The shim may end between open and read.
            return List.of();
        }
    }
}
