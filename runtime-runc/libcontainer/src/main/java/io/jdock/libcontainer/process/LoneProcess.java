package io.jdock.libcontainer.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.InternalException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.PidFd;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.FileSteps;
import io.jdock.linux.batch.ProcessSteps;
import io.jdock.linux.batch.Program;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.linux.trampoline.Link;
import java.util.Optional;

/**
 * A process that is complete but for its exec and that nobody stands by. It is started at once, or left waiting for whoever
 * starts it, which may be another process of ours in another year. Until then it ends with us.
 *
 * <p>A program that is there but cannot be executed is reported where its own output would have gone, with status 1, as other
 * OCI runtimes do: by then the container counts as started.
 */
public final class LoneProcess implements AutoCloseable {

    private static final int FAILED = 1;
    private static final int STDERR = 2;
    private static final int LARGEST_REPLY = 64 * 1024;

    private final Launcher launcher;
    private final ProcessPlan plan;
    private final Equipment equipment;
    private final String path;
    private final Slots slots;

    private LoneProcess(Launcher launcher, ProcessPlan plan, Equipment equipment, String path, Slots slots) {
        this.launcher = launcher;
        this.plan = plan;
        this.equipment = equipment;
        this.path = path;
        this.slots = slots;
    }

    /**
     * Has a launcher that is inside its container become who it is to be.
     *
     * @throws io.jdock.errdefs.NotFoundException if there is no such program or directory
     * @throws io.jdock.errdefs.PermissionDeniedException if it may not be used
     */
    public static LoneProcess prepare(ContainedLauncher contained, ProcessPlan plan) {
        Launcher launcher = contained.launcher();
        Slots slots = contained.slots();
        Equipment equipment = PendingProcess.equip(contained, plan);
        LoneBatch lone = ExecSteps.lone(launcher, plan, equipment, contained.streams(), slots);
        String path = lone.check(launcher.link().call(lone.batch()));
        return new LoneProcess(launcher, plan, equipment, path, slots);
    }

    /** The process's number in our pid namespace. */
    public int pid() {
        return launcher.pid();
    }

    /** Executes the program, and returns once that has happened. */
    public void start() {
        ExecBatch exec = ExecSteps.last(launcher, plan, equipment, path, false, slots);
        PendingProcess.confine(launcher, launcher.link(), exec, equipment);
        Program sent = launcher.link().send(exec.batch());
        awaitExec(launcher.link(), ExecRecord.of(exec, sent));
    }

    /** Leaves it waiting for its start, whatever becomes of us. @return what {@link #start(int, PidFd, ExecRecord)} needs */
    public ExecRecord leave() {
        ExecBatch exec = ExecSteps.last(launcher, plan, equipment, path, true, slots);
        return exec.prelude().isEmpty()
                ? leave(exec)
                : leave(exec, exec.prelude().get());
    }

    private ExecRecord leave(ExecBatch exec) {
        ExecRecord record = ExecRecord.of(exec, launcher.link().send(exec.batch()));
        // Our link ends when it has one of its own.
        Optional<byte[]> failure = launcher.link().receive(LARGEST_REPLY);
        if (failure.isPresent()) {
            throw record.failure(Reply.Stop.of(failure.get()), failure.get());
        }
        requireWaiting();
        return record;
    }

    /** Its link is its own by the time that an agent is told of it. */
    private ExecRecord leave(ExecBatch exec, ExecBatch.Prelude prelude) {
        Program sent = launcher.link().send(prelude.batch());
        Optional<byte[]> failure = launcher.link().receive(LARGEST_REPLY);
        if (failure.isPresent()) {
            ExecOutcome.requireDone(sent.reply(failure.get()));
            throw ended();
        }
        try (PidFd process = PidFd.open(launcher.pid()).orElseThrow(LoneProcess::ended);
                Launcher own = Launcher.rejoin(launcher.pid(), process)) {
            PendingProcess.giveListener(launcher, own.link(), prelude, sent, equipment);
            return ExecRecord.of(exec, own.link().send(exec.batch()));
        }
    }

    private void requireWaiting() {
        try (PidFd process = PidFd.open(launcher.pid()).orElseThrow(LoneProcess::ended);
                Launcher again = Launcher.rejoin(launcher.pid(), process)) {
            again.link();
        } catch (ErrnoException e) {
            throw e.is(Errno.EBADF) || e.is(Errno.ESRCH) ? ended() : e;
        }
    }

    /**
     * Starts a process that was left waiting, and returns once its program was executed.
     *
     * @param record what {@link #leave} returned
     * @throws ErrnoException EBADF if it does not wait (any more), ESRCH if it has ended
     */
    public static void start(int pid, PidFd process, ExecRecord record) {
        try (Launcher waiting = Launcher.rejoin(pid, process)) {
            waiting.openOwnGate();
            awaitExec(waiting.link(), record);
        }
    }

    private static void awaitExec(Link link, ExecRecord record) {
        Optional<byte[]> answer = link.receive(LARGEST_REPLY);
        if (answer.isEmpty()) {
            return;
        }
        Reply.Stop stop = Reply.Stop.of(answer.get());
        if (record.failedAtExec(stop)) {
            String text = "exec %s: %s\n"
                    .formatted(record.program(), Errno.of(-stop.result()).text());
            link.send(last(text));
        } else {
            link.send(last(""));
            throw record.failure(stop, answer.get());
        }
    }

    private static Batch last(String words) {
        byte[] bytes = words.getBytes(UTF_8);
        return new Batch()
                .add(FileSteps.write(Arg.fd(STDERR), Block.of(bytes), Arg.of(bytes.length))
                        .tolerant())
                .add(ProcessSteps.exit(FAILED));
    }

    private static InternalException ended() {
        return new InternalException("the process ended before it could be started");
    }

    /** Lets go of it. If it was neither started nor left waiting, it ends. */
    @Override
    public void close() {
        launcher.close();
    }
}
