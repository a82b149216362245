package io.jdock.libcontainer.hooks;

import static io.jdock.linux.batch.FileSteps.closeRange;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.memfd;
import static io.jdock.linux.batch.FileSteps.pread;
import static io.jdock.linux.batch.FileSteps.sealAll;
import static io.jdock.linux.batch.FileSteps.seek;
import static io.jdock.linux.batch.FileSteps.truncate;
import static io.jdock.linux.batch.FileSteps.write;
import static io.jdock.linux.batch.ProcessSteps.cloneProcess;
import static io.jdock.linux.batch.ProcessSteps.dieWithParent;
import static io.jdock.linux.batch.ProcessSteps.execve;
import static io.jdock.linux.batch.ProcessSteps.exit;
import static io.jdock.linux.batch.ProcessSteps.getpid;
import static io.jdock.linux.batch.ProcessSteps.kill;
import static io.jdock.linux.batch.ProcessSteps.poll;
import static io.jdock.linux.batch.ProcessSteps.wait4;

import io.jdock.linux.CloneFlags;
import io.jdock.linux.Signal;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.FileSteps;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import java.util.List;

/**
 * Hooks that a launcher runs: for each it clones a child that executes the program, waits for its end or its timeout, and goes
 * on only if it was a success.
 *
 * <p>The child shares the launcher's memory until its exec, so why that failed is where the others' results are:
 * {@link HookResults}.
 */
public final class InnerHooks {

    /** No hooks. */
    public static final InnerHooks NONE = new InnerHooks("", List.of(), new byte[0]);

    private static final long LAST_DESCRIPTOR = 0xffffffffL;
    private static final int POLLIN = 1;
    private static final int NOT_EXECUTED = 127;

    private final String point;
    private final List<HookPlan> hooks;
    private final byte[] state;
    private final Block results;

    InnerHooks(String point, List<HookPlan> hooks, byte[] state) {
        this.point = point;
        this.hooks = hooks;
        this.state = state;
        this.results = Block.zeroed(HookResults.size(hooks.size())).returned();
    }

    public boolean none() {
        return hooks.isEmpty();
    }

    /** How to read what they leave behind. */
    public HookResults results() {
        return new HookResults(point, hooks);
    }

    /** Where they leave it, part of the reply to the batch. */
    public Block block() {
        return results;
    }

    /**
     * Appends running them.
     *
     * @param files opened before, see {@link #open}
     * @param place what a child does first, each step tolerant
     * @param environment address of the variables of hooks that are given none
     * @param failed where the batch goes on if one fails; {@link #collect} belongs there
     */
    public void run(Batch batch, Files files, List<Step> place, Arg environment, Label failed) {
        for (int i = 0; i < hooks.size(); i++) {
            new Run(batch, i, files, failed).add(hooks.get(i), place, environment);
        }
    }

    /**
     * The streams of all of them, in files in memory: nobody has to read while a hook runs.
     *
     * @param input what they read
     */
    public record Files(Slot input, Slot output, Slot errors) {}

    /** Opens the streams. */
    public Files open(Batch batch, Slots slots) {
        Files files = new Files(slots.next("hook input"), slots.next("hook output"), slots.next("hook errors"));
        batch.add(memfd("state").into(files.input()), memfd("stdout").into(files.output()))
                .add(memfd("stderr").into(files.errors()))
                .add(write(files.input(), Block.of(state), Arg.of(state.length)))
                .add(sealAll(files.input()));
        return files;
    }

    /** Appends fetching what the hook that failed has written. */
    public void collect(Batch batch, Files files) {
        int at = HookResults.outputAt(hooks.size());
        batch.add(pread(files.output(), results.at(at), HookResults.MOST_OUTPUT, 0)
                        .tolerant())
                .add(pread(files.errors(), results.at(at + HookResults.MOST_OUTPUT), HookResults.MOST_OUTPUT, 0)
                        .tolerant());
    }

    /** One hook's part of the batch. */
    private final class Run {

        private final Batch batch;
        private final Files files;
        private final Label failed;
        private final int at;
        private final String purpose;
        private final Label parent;
        private final Label ended;

        /** A pollfd: clone stores the child's pidfd into it. */
        private final Block polled = Block.zeroed(8).putInt(0, -1).putShort(4, POLLIN);

        Run(Batch batch, int index, Files files, Label failed) {
            this.batch = batch;
            this.files = files;
            this.failed = failed;
            this.at = HookResults.placeOf(index);
            this.purpose = "error running %s hook #%d".formatted(point, index);
            this.parent = new Label("parent of %s hook %d".formatted(point, index));
            this.ended = new Label("end of %s hook %d".formatted(point, index));
        }

        void add(HookPlan hook, List<Step> place, Arg environment) {
            rewind(files.input());
            rewind(files.output());
            rewind(files.errors());
            batch.add(
                    truncate(files.output(), 0).named(purpose),
                    truncate(files.errors(), 0).named(purpose));
            batch.add(cloneProcess(CloneFlags.VM | CloneFlags.VFORK | CloneFlags.PIDFD, polled.at(0))
                    .named(purpose)
                    .into(results, at + HookResults.CHILD)
                    .parent(new Step.Fork.ParentBranches(parent)));
            child(hook, place, environment);
            batch.mark(parent);
            await(hook);
            batch.add(wait4(child(), results.at(at + HookResults.STATUS)).named(purpose));
            batch.add(FileSteps.close(polled.loaded(0)).named(purpose));
            // A position is any number that is not negative, so this succeeds, and it is positive unless all went well.
            batch.add(seek(files.output(), results.loaded(at + HookResults.STATUS))
                    .named(purpose)
                    .ifPositive(failed));
        }

        private void rewind(Slot file) {
            batch.add(seek(file, Arg.NONE).named(purpose));
        }

        /** None of these may stop the batch: it is the child that would answer. */
        private void child(HookPlan hook, List<Step> place, Arg environment) {
            batch.add(dieWithParent().tolerant())
                    .add(dup3(files.input(), 0).tolerant())
                    .add(dup3(files.output(), 1).tolerant())
                    .add(dup3(files.errors(), 2).tolerant());
            batch.addAll(place);
            batch.add(closeRange(3, LAST_DESCRIPTOR).tolerant());
            batch.add(execve(
                            hook.path(),
                            Arg.texts(hook.arguments()),
                            hook.environment().isEmpty() ? environment : Arg.texts(hook.environment()))
                    .into(results, at + HookResults.EXEC)
                    .tolerant());
            batch.add(exit(NOT_EXECUTED).tolerant());
        }

        /** Without a timeout waiting for the child is enough. */
        private void await(HookPlan hook) {
            if (hook.timeout().isEmpty()) {
                return;
            }
            batch.add(poll(polled, 1, hook.timeout().get())
                    .into(results, at + HookResults.POLL)
                    .tolerant()
                    .ifPositive(ended));
            batch.add(kill(child(), Signal.KILL.number()).tolerant());
            batch.add(wait4(child(), results.at(at + HookResults.STATUS)).tolerant());
            batch.add(getpid().ifPositive(failed));
            batch.mark(ended);
        }

        private Arg child() {
            return results.loaded(at + HookResults.CHILD);
        }
    }
}
