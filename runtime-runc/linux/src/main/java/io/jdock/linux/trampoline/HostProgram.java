package io.jdock.linux.trampoline;

import static io.jdock.linux.batch.FileSteps.chdir;
import static io.jdock.linux.batch.FileSteps.closeRange;
import static io.jdock.linux.batch.FileSteps.setCloseOnExec;
import static io.jdock.linux.batch.ProcessSteps.defaultAction;
import static io.jdock.linux.batch.ProcessSteps.execve;
import static io.jdock.linux.batch.ProcessSteps.unblockAllSignals;

import io.jdock.linux.Ending;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.IgnoredSignals;
import io.jdock.linux.Readiness;
import io.jdock.linux.Signal;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program of the host that is run to its end.
 *
 * <p>It is a trampoline that becomes the program, so it costs the same however big we are, why it could not be executed is known
 * exactly, and it inherits nothing but its streams: no descriptor, no blocked or ignored signal, no part of our environment that
 * it is not given.
 *
 * @param path of the file to execute
 * @param arguments with its name as the first
 * @param environment {@code NAME=value}
 * @param directory where it runs
 */
public record HostProgram(String path, List<String> arguments, List<String> environment, Path directory) {

    /** How much of what it writes to each stream is told. */
    private static final int MOST_OUTPUT = 64 * 1024;

    private static final long LAST_DESCRIPTOR = 0xffffffffL;

    public HostProgram {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
    }

    /**
     * What became of it.
     *
     * @param ending nothing if it was killed because its time was over
     * @param output the beginning of what it wrote to standard output
     * @param errors the same for standard error
     */
    public record Outcome(Optional<Ending> ending, byte[] output, byte[] errors) {}

    /**
     * Runs it. May be called on any thread, a virtual one holds no carrier.
     *
     * @param input what it reads
     * @param atMost after that it is killed
     * @throws ErrnoException if it cannot be executed
     */
    public Outcome run(byte[] input, Optional<Duration> atMost) {
        try (Fd in = StreamCalls.memfd("stdin");
                Fd out = StreamCalls.memfd("stdout");
                Fd err = StreamCalls.memfd("stderr")) {
            StreamCalls.writeAt(in, 0, input, input.length);
            try (Trampoline process = Trampoline.spawn(List.of(path), Map.of(0, in, 1, out, 2, err))) {
                Optional<Ending> ending = run(process, atMost);
                return new Outcome(ending, beginning(out), beginning(err));
            }
        }
    }

    private Optional<Ending> run(Trampoline trampoline, Optional<Duration> atMost) {
        try {
            exec(trampoline.link());
        } catch (RuntimeException e) {
            trampoline.process().signal(Signal.KILL.number());
            trampoline.process().reap();
            throw e;
        }
        if (atMost.isPresent()) {
            if (!Readiness.awaitReadable(atMost.get(), trampoline.process().fd())) {
                trampoline.process().signal(Signal.KILL.number());
                trampoline.process().reap();
                return Optional.empty();
            }
        } else {
            Readiness.awaitReadable(trampoline.process().fd());
        }
        return Optional.of(trampoline.process().awaitEnding());
    }

    /** Returns once the trampoline has become the program. */
    private void exec(Link link) {
        Batch batch = new Batch()
                .add(closeRange(3, Trampoline.SOCKET - 1), closeRange(Trampoline.SOCKET + 1, LAST_DESCRIPTOR))
                .add(setCloseOnExec(Arg.fd(Trampoline.SOCKET)));
        IgnoredSignals.now().forEach(signal -> batch.add(defaultAction(signal)));
        batch.add(unblockAllSignals(), chdir(directory.toString()));
        batch.add(execve(path, arguments, environment).named("exec " + path));
        var program = link.send(batch);
        link.receive(program).ifPresent(reply -> reply.requireDone());
    }

    private static byte[] beginning(Fd file) {
        byte[] bytes = new byte[MOST_OUTPUT];
        int length = StreamCalls.readAt(file, 0, bytes, bytes.length);
        return Arrays.copyOf(bytes, length);
    }
}
