package io.jdock.runc.verb;

import io.jdock.libcontainer.hooks.HookPoint;
import io.jdock.runc.container.Bundle;
import io.jdock.runc.container.Container;
import io.jdock.runc.container.Creation;
import io.jdock.runc.container.Removal;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.process.Console;
import io.jdock.runc.process.Foreground;
import java.util.List;

/** Makes a container, executes its program, and unless detached waits for its end and removes it. */
public final class RunVerb implements Verb {

    private final FlagSet set = new FlagSet();
    private final CreationFlags creation = new CreationFlags(set);
    private final Flag detach = set.toggle("detach", "d", "do not wait for the container's end");
    private final Flag keep = set.toggle("keep", "", "do not remove the container after its end");
    private final Flag noSubreaper =
            set.toggle("no-subreaper", "", "do not collect processes that the container leaves");

    @Override
    public Usage usage() {
        return new Usage(
                "run", "create a container and execute its program", "<container-id>", Usage.Arity.exactly(1), """
                "create" and "start" in one. In the foreground signals are forwarded, and the exit status
                is that of the program, or 128 and the number of the signal that ended it.""");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        return Failures.named("runc run failed", () -> start(cli, words.getFirst()));
    }

    private int start(Cli cli, String id) {
        Bundle loaded = creation.load(cli);
        Creation making = creation.creation(cli, loaded, detach.on());
        Bundle bundle =
                making.console().flatMap(Console::size).map(loaded::withConsole).orElse(loaded);
        return detach.on() ? leave(id, bundle, making) : attend(cli, id, bundle, making);
    }

    private int leave(String id, Bundle bundle, Creation making) {
        try (var readiness = new ReadinessRelay()) {
            making.make(id, bundle, (directory, process) -> {
                creation.writePid(process.pid());
                readiness.listen(directory, process.pid());
                process.start();
                bundle.hooks(id).run(HookPoint.POSTSTART, process.pid());
            });
            readiness.await();
            return 0;
        }
    }

    private int attend(Cli cli, String id, Bundle bundle, Creation making) {
        int status;
        try (var readiness = new ReadinessRelay();
                Foreground foreground = Foreground.begin(making.console())) {
            if (!noSubreaper.on()) {
                foreground.adoptOrphans();
            }
            int pid = making.make(id, bundle, (directory, process) -> {
                foreground.takeTerminal();
                creation.writePid(process.pid());
                readiness.listen(directory, process.pid());
                process.start();
                bundle.hooks(id).run(HookPoint.POSTSTART, process.pid());
            });
            readiness.tellLater(cli.log());
            status = foreground.await(pid);
        }
        if (!keep.on()) {
            Container.of(cli.root().directory(id), cli.launcher())
                    .ifPresent(container -> Removal.remove(container, cli.launcher(), cli.log()));
        }
        return status;
    }
}
