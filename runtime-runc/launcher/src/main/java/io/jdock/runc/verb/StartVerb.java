package io.jdock.runc.verb;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.libcontainer.hooks.ContainerHooks;
import io.jdock.libcontainer.hooks.HookPoint;
import io.jdock.libcontainer.process.ExecRecord;
import io.jdock.libcontainer.process.LoneProcess;
import io.jdock.linux.PidFd;
import io.jdock.linux.Signal;
import io.jdock.runc.container.Container;
import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.state.InitProcess;
import java.util.List;
import java.util.Optional;

/** Executes the program of a created container. */
public final class StartVerb implements Verb {

    private final FlagSet set = new FlagSet();

    @Override
    public Usage usage() {
        return new Usage(
                "start",
                "execute the program of a created container",
                "<container-id>",
                Usage.Arity.exactly(1),
                "Lets a container that \"create\" has made go on to its program.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        try (var readiness = new ReadinessRelay()) {
            cli.locked(words.getFirst(), container -> start(container, readiness));
            readiness.await();
        }
        return 0;
    }

    private static void start(Container container, ReadinessRelay readiness) {
        switch (container.status()) {
            case CREATED -> {}
            case STOPPED, CREATING ->
                throw new FailedPreconditionException("cannot start a container that has stopped");
            case RUNNING, PAUSED -> throw new FailedPreconditionException("cannot start an already running container");
        }
        InitProcess init = container.init().orElseThrow(StartVerb::stopped);
        // Read first: whoever executes us watches the container, for processes that are killed for their memory say,
        // only once we have ended, so that there is to be little left to do when the program runs.
        Optional<ContainerHooks> hooks = container.hooks();
        try (PidFd process = init.open().orElseThrow(StartVerb::stopped)) {
            readiness.listen(container.directory(), init.pid());
            LoneProcess.start(
                    init.pid(), process, ExecRecord.parse(container.directory().start()));
            hooks.ifPresent(all -> runHooks(all, init, process));
        }
    }

    /** The program runs by now, and has perhaps ended. If one of these fails it is ended. */
    private static void runHooks(ContainerHooks hooks, InitProcess init, PidFd process) {
        try {
            hooks.run(HookPoint.POSTSTART, init.pid());
        } catch (EngineException e) {
            process.signal(Signal.KILL.number());
            throw e;
        }
    }

    private static FailedPreconditionException stopped() {
        return new FailedPreconditionException("cannot start a container that has stopped");
    }
}
