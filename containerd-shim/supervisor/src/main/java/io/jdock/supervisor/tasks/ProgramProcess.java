package io.jdock.supervisor.tasks;

import static io.jdock.linux.batch.FileSteps.read;
import static io.jdock.linux.batch.ProcessSteps.execve;
import static io.jdock.linux.batch.ProcessSteps.exit;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.Readiness;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Program;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.shim.RuntimeHandover;
import io.jdock.shim.RuntimeProcess;
import io.jdock.shim.Shim;
import io.jdock.supervisor.runtimes.OciRuntime;
import io.jdock.supervisor.runtimes.RuntimeFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A process that an OCI runtime makes below a shim.
 *
 * @param running told of the process once it is known, before anybody waits for its end
 */
record ProgramProcess(OciRuntime runtime, ProcessDirectory directory, Shim shim, Consumer<RuntimeProcess> running) {

    private static final int MOST_OUTPUT = 4096;
    private static final Duration OUTPUT_PATIENCE = Duration.ofMillis(200);

    /** What execve(2) failures are to a shell. */
    private static final int CANNOT_EXECUTE = 126;

    /** Has the launcher execute the runtime now. @throws io.jdock.errdefs.EngineException if that cannot be executed */
    void execute(String verb, Launcher launcher, List<String> command) {
        Program program = launcher.link().send(new Batch().add(executing(command)));
        Optional<Reply> failed = launcher.link().receive(program);
        try {
            failed.ifPresent(Reply::requireDone);
        } catch (ErrnoException e) {
            throw new RuntimeFailure(runtime.program(), verb).of(String.valueOf(e.getMessage()));
        }
    }

    /** Has the launcher execute the runtime once the gate is open. It needs us no more for that. */
    static void executeLater(Launcher launcher, List<String> command) {
        launcher.link()
                .send(new Batch()
                        .add(read(Arg.fd(Launcher.GATE), Block.zeroed(8), Arg.of(8)))
                        .add(executing(command).tolerant())
                        .add(exit(CANNOT_EXECUTE)));
        launcher.close();
    }

    private static io.jdock.linux.batch.Step executing(List<String> command) {
        List<String> environment = OciRuntime.environment().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
        return execve(command.getFirst(), command, environment);
    }

    void requireProgram() {
        runtime.requireProgram();
    }

    /**
     * Waits for the runtime's end and has the shim turn to the process that it has left behind.
     *
     * @throws io.jdock.errdefs.EngineException in the runtime's words, if it left none
     */
    RuntimeProcess awaitRuntime(String verb) {
        RuntimeHandover handover = new RuntimeHandover(shim);
        RuntimeFailure failure = new RuntimeFailure(runtime.program(), verb);
        Optional<Integer> status = handover.awaitEnd(runtime.patience());
        if (status.isEmpty()) {
            handover.endRuntime();
            throw runtime.tooSlow(verb);
        }
        if (status.get() != 0) {
            throw failure.of(status.get(), directory.runtimeLog(), output());
        }
        RuntimeProcess found = find(handover, failure);
        // Written first: from then on the shim may be told so by whoever comes after us.
        directory.markRuntimeProcess(found);
        // Before its end can be seen, which is when its output has to be on its way.
        running.accept(found);
        handover.handOver(found);
        return found;
    }

    private RuntimeProcess find(RuntimeHandover handover, RuntimeFailure failure) {
        try {
            return handover.find(PidFile.read(directory.pidFile(), failure), runtime.patience());
        } catch (FailedPreconditionException e) {
            throw failure.of(e.text());
        }
    }

    /** What it has said where the process would have; all of it is there, unless somebody it has started goes on. */
    private String output() {
        if (shim.hasTerminal()) {
            return "";
        }
        try (Fd stderr = shim.openStderr()) {
            return Readiness.awaitReadable(OUTPUT_PATIENCE, stderr)
                    ? new String(StreamCalls.read(stderr, MOST_OUTPUT), StandardCharsets.UTF_8)
                    : "";
        }
    }
}
