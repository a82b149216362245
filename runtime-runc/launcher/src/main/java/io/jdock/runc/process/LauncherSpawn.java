package io.jdock.runc.process;

import static io.jdock.linux.batch.Arg.fd;
import static io.jdock.linux.batch.FileSteps.closeRange;
import static io.jdock.linux.batch.FileSteps.setCloseOnExec;
import static io.jdock.linux.batch.ProcessSteps.cloneProcess;
import static io.jdock.linux.batch.ProcessSteps.defaultAction;
import static io.jdock.linux.batch.ProcessSteps.exit;
import static io.jdock.linux.batch.ProcessSteps.setDumpable;
import static io.jdock.linux.batch.ProcessSteps.setName;
import static io.jdock.linux.batch.ProcessSteps.setns;
import static io.jdock.linux.batch.ProcessSteps.unblockAllSignals;
import static io.jdock.linux.batch.StreamSteps.send;

import io.jdock.errdefs.InternalException;
import io.jdock.linux.CloneFlags;
import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import io.jdock.linux.Signal;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.Program;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.trampoline.Keeper;
import io.jdock.linux.trampoline.Launcher;
import io.jdock.linux.trampoline.Trampoline;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes one launcher: spawns the trampoline that clones it, and waits for both. */
public final class LauncherSpawn {

    private static final long LAST_DESCRIPTOR = 0xffffffffL;

    /** Two signals that glibc keeps for itself and leaves ignored in what it spawns. */
    private static final List<Integer> GLIBC_SIGNALS = List.of(32, 33);

    private final LauncherRequest request;
    private final Trampoline trampoline;

    private LauncherSpawn(LauncherRequest request, Trampoline trampoline) {
        this.request = request;
        this.trampoline = trampoline;
    }

    /** Makes it. It is our child, and ends with us until it is left waiting. */
    public static Launcher run(LauncherRequest request) {
        Map<Integer, Fd> inherited = new TreeMap<>();
        request.target()
                .ifPresent(target ->
                        inherited.put(Launcher.LONE_TARGET, target.first().fd()));
        request.console().ifPresent(console -> inherited.put(Launcher.CONSOLE, console));
        Trampoline trampoline = Trampoline.spawn(List.of("jdock-runc", "init"), inherited);
        return new LauncherSpawn(request, trampoline).cloneLauncher();
    }

    /** Ends a launcher whose program was not executed. A child of ours: its number is its own until it is collected. */
    public static void undo(int pid) {
        PidFd.open(pid).ifPresent(process -> {
            try (process) {
                undo(process);
            }
        });
    }

    /** The same. */
    public static void undo(PidFd process) {
        process.signal(Signal.KILL.number());
        process.reap();
    }

    private Launcher cloneLauncher() {
        try {
            int pid = orders();
            return new Launcher(pid, trampoline.link(), new Keeper.Nobody(request.passed()));
        } catch (RuntimeException e) {
            trampoline.process().signal(Signal.KILL.number());
            trampoline.link().close();
            throw e;
        } finally {
            trampoline.process().reap();
            trampoline.process().close();
        }
    }

    /** The trampoline answers with the launcher's pid, 8 bytes, and the launcher with the batch's reply. */
    private int orders() {
        Program program = trampoline.link().send(batch());
        long pid = 0;
        boolean launcherAnswered = false;
        while (pid == 0 || !launcherAnswered) {
            byte[] message = trampoline
                    .link()
                    .receive(program.replyLength())
                    .orElseThrow(() -> new InternalException("make a process: its maker ended"));
            if (message.length == Long.BYTES) {
                pid = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getLong();
            } else {
                program.reply(message).requireDone();
                launcherAnswered = true;
            }
        }
        return Math.toIntExact(pid);
    }

    private Batch batch() {
        Batch batch = new Batch();
        Slot child = new Slot(0, "child");
        Label parent = new Label("parent");
        detach(batch);
        batch.add(cloneProcess(request.fresh() | CloneFlags.PARENT, Arg.NONE)
                .into(child)
                .parent(new io.jdock.linux.batch.Step.Fork.ParentBranches(parent)));
        batch.add(setName("jdock-init")).reply();
        batch.mark(parent)
                .add(send(fd(Trampoline.SOCKET), child.address(), Long.BYTES).tolerant())
                .add(exit(0));
        return batch;
    }

    private void detach(Batch batch) {
        // The virtual machine holds files open that it never marked close-on-exec.
        batch.add(closeRange(3L + request.passed(), Trampoline.SOCKET - 1));
        int next = Trampoline.SOCKET;
        for (int kept : kept()) {
            if (next < kept) {
                batch.add(closeRange(next, kept - 1));
            }
            batch.add(setCloseOnExec(fd(kept)));
            next = kept + 1;
        }
        batch.add(closeRange(next, LAST_DESCRIPTOR));
        GLIBC_SIGNALS.forEach(signal -> batch.add(defaultAction(signal)));
        batch.add(unblockAllSignals())
                // The launcher inherits this and so cannot be traced by what it meets in the container.
                .add(setDumpable(false));
        // We are not seen from the container; the launcher is, from its first moment on.
        request.target()
                .ifPresent(target -> batch.add(
                        setns(fd(Launcher.LONE_TARGET), target.namespaces()).named("join the container's namespaces")));
    }

    private List<Integer> kept() {
        List<Integer> kept = new java.util.ArrayList<>(List.of(Trampoline.SOCKET));
        request.target().ifPresent(_ -> kept.add(Launcher.LONE_TARGET));
        request.console().ifPresent(_ -> kept.add(Launcher.CONSOLE));
        return kept;
    }
}
