package io.jdock.libcontainer;

import static io.jdock.linux.batch.FileSteps.close;

import io.jdock.errdefs.InternalException;
import io.jdock.libcontainer.hooks.ContainerHooks;
import io.jdock.libcontainer.hooks.HookPoint;
import io.jdock.libcontainer.hooks.InnerHooks;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.Program;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import io.jdock.linux.trampoline.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs what is to be run when a container is mounted, before its root becomes the root: outside of it, then inside. */
final class CreationHooks {

    private final ContainerHooks hooks;
    private final Slots slots;

    CreationHooks(ContainerHooks hooks, Slots slots) {
        this.hooks = hooks;
        this.slots = slots;
    }

    /** @param enterRoot has those inside start in the container's root */
    void run(Launcher launcher, Step enterRoot) {
        hooks.run(HookPoint.PRESTART, launcher.pid());
        hooks.run(HookPoint.CREATE_RUNTIME, launcher.pid());
        InnerHooks inner = hooks.inner(HookPoint.CREATE_CONTAINER, () -> innerPid(launcher));
        if (!inner.none()) {
            runInside(launcher, inner, enterRoot);
        }
    }

    private void runInside(Launcher launcher, InnerHooks inner, Step enterRoot) {
        Label failed = new Label("a hook failed");
        Batch batch = new Batch();
        InnerHooks.Files files = inner.open(batch, slots);
        // The environment that is usual there is none: ours is nobody's business in a container.
        inner.run(batch, files, List.of(enterRoot.tolerant()), Arg.texts(List.of()), failed);
        batch.add(close(files.input()), close(files.output()), close(files.errors()));
        batch.reply();
        batch.mark(failed);
        inner.collect(batch, files);
        int stop = batch.size();
        Program program = launcher.link().send(batch);
        Reply reply = launcher.link()
                .receive(program)
                .orElseThrow(() -> new InternalException("run hooks in the container: its launcher has ended"))
                .requireDone();
        if (reply.stoppedAt() == stop) {
            throw inner.results().failure(reply.content(inner.block()));
        }
    }

    /** The launcher's number as it is seen in the container. */
    static int innerPid(Launcher launcher) {
        Path status = Path.of("/proc/%d/status".formatted(launcher.pid()));
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("NSpid:")) {
                    return Integer.parseInt(line.substring(line.lastIndexOf('\t') + 1));
                }
            }
            throw new IllegalStateException(status + " has no NSpid line");
        } catch (IOException e) {
            throw new UncheckedIOException("read " + status, e);
        }
    }
}
