package io.jdock.shim;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import io.jdock.linux.Readiness;
import io.jdock.linux.Signal;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.Terminal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A shim: the small process that stays beside a container's process, holds its streams, and leaves its exit status in a file.
 *
 * <p>The supervisor that started it and any later one use it the same way: they take duplicates of its descriptors. Nothing in
 * here is lost when the supervisor dies. Safe for use by several threads; methods that wait say so and hold no carrier
 * thread.
 */
public final class Shim implements AutoCloseable {

    private final Path directory;
    private final ShimRecord record;
    private final Optional<PidFd> process;

    Shim(Path directory, ShimRecord record, Optional<PidFd> process) {
        this.directory = directory;
        this.record = record;
        this.process = process;
    }

    /** Starts a shim and the launcher below it. @throws ErrnoException with the step that failed; nothing is left then */
    public static Launch spawn(ShimRequest request) {
        return new Spawn(request).run();
    }

    /**
     * Finds the shim of a process again.
     *
     * @return nothing if no shim was ever given its orders for this directory, so that there is no process either
     */
    public static Optional<Shim> adopt(Path directory) {
        return ShimRecord.read(directory).map(record -> new Shim(directory, record, record.process()));
    }

    public Path directory() {
        return directory;
    }

    /** Its number in our pid namespace. */
    public int pid() {
        return record.pid();
    }

    public boolean hasTerminal() {
        return record.terminal();
    }

    /** Whether the process reads from a pipe that can be written to and closed. */
    public boolean hasStdinPipe() {
        return record.stdin();
    }

    /** Whether the shim is still there. Once it is not, only {@link #exitStatus} and {@link #awaitExit} have answers. */
    public boolean isAlive() {
        try (Fd _ = take(ShimFds.EXITED)) {
            return true;
        } catch (FailedPreconditionException gone) {
            return false;
        }
    }

    /** The process that the shim watches. */
    public PidFd openInit() {
        return new PidFd(take(ShimFds.INIT));
    }

    /** The number of that process in our pid namespace, or nothing if it has ended. */
    public Optional<Integer> initPid() {
        // The number that clone gave the shim may mean somebody else here: the shim lives in a pid namespace of its
        // own.
        try (PidFd init = openInit()) {
            return init.pid();
        }
    }

    /** Sends a signal to the process; false if it has ended. */
    public boolean signal(int signal) {
        try (PidFd init = openInit()) {
            return init.signal(signal);
        }
    }

    /** Lets the launcher go on to its exec. */
    public void openGate() {
        notify(ShimFds.GATE);
    }

    /** The reading end of stdout; with a terminal, of the pipe that its output is moved through. */
    public Fd openStdout() {
        return take(ShimFds.STDOUT_READ);
    }

    /** With a terminal only: the writing end of the pipe that {@link #openStdout} reads. */
    public Fd openTerminalPipe() {
        return take(ShimFds.STDOUT_WRITE);
    }

    public Fd openStderr() {
        return take(ShimFds.STDERR_READ);
    }

    /** The writing end of stdin, or the master of the terminal. */
    public Fd openStdin() {
        return take(record.terminal() ? ShimFds.TERMINAL : ShimFds.STDIN_WRITE);
    }

    /** The master of the terminal. */
    public Fd openTerminal() {
        return take(ShimFds.TERMINAL);
    }

    /** Has the shim close its end of stdin. The process reads end of file once all duplicates of ours are closed too. */
    public void closeStdin() {
        if (record.stdin()) {
            notify(ShimFds.CLOSE_STDIN);
        }
    }

    /** Changes the size of the terminal. */
    public void resize(Terminal.Size size) {
        if (!record.terminal()) {
            throw new FailedPreconditionException("resize: the process of %s has no terminal".formatted(directory));
        }
        try (Fd terminal = openTerminal()) {
            Terminal.resize(terminal.number(), size);
        }
    }

    /** Waits until the process has ended or the shim was killed. */
    public ExitStatus awaitExit() {
        process.ifPresent(shim -> {
            try (Fd exited = take(ShimFds.EXITED)) {
                Readiness.awaitReadable(exited, shim.fd());
            } catch (FailedPreconditionException alreadyGone) {
                Readiness.awaitReadable(shim.fd());
            }
        });
        return exitStatus().orElseGet(() -> ExitStatus.shimKilled(Instant.now()));
    }

    /** How the process ended, or nothing if it runs or if the shim was killed before it could tell. */
    public Optional<ExitStatus> exitStatus() {
        return ExitFile.read(directory);
    }

    /**
     * Ends the shim and waits until it is gone; with it goes what is left unread in the pipes. If the process still runs it is
     * killed too. The files in the directory stay.
     */
    public void release() {
        process.ifPresent(shim -> {
            if (shim.signal(Signal.KILL.number())) {
                Readiness.awaitReadable(shim.fd());
            }
            shim.reap();
        });
    }

    private void notify(int event) {
        try (Fd counter = take(event)) {
            StreamCalls.notify(counter);
        }
    }

    Fd take(int descriptor) {
        PidFd shim = process.orElseThrow(() -> gone(descriptor));
        try {
            return shim.take(descriptor);
        } catch (ErrnoException e) {
            switch (e.errno()) {
                case ESRCH -> throw gone(descriptor);
                case EBADF ->
                    throw new FailedPreconditionException(
                            "take descriptor %d of the shim of %s: it has closed it".formatted(descriptor, directory),
                            e);
                default ->
                    throw new InternalException(
                            "take descriptor %d of the shim of %s".formatted(descriptor, directory), e);
            }
        }
    }

    private FailedPreconditionException gone(int descriptor) {
        return new FailedPreconditionException(
                "take descriptor %d of the shim of %s: the shim is gone".formatted(descriptor, directory));
    }

    /** Lets go of the shim, which goes on. */
    @Override
    public void close() {
        process.ifPresent(PidFd::close);
    }
}
