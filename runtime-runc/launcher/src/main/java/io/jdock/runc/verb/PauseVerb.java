package io.jdock.runc.verb;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.runc.container.Container;
import io.jdock.runc.flags.FlagSet;
import java.util.List;

/** Stops all processes of a container where they are. */
public final class PauseVerb implements Verb {

    private final FlagSet set = new FlagSet();

    @Override
    public Usage usage() {
        return new Usage(
                "pause",
                "stop all processes of a container where they are",
                "<container-id>",
                Usage.Arity.exactly(1),
                "");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        cli.locked(words.getFirst(), PauseVerb::pause);
        return 0;
    }

    private static void pause(Container container) {
        switch (container.status()) {
            case CREATED, RUNNING -> container.cgroup().freeze();
            case CREATING, PAUSED, STOPPED -> throw new FailedPreconditionException("container not running");
        }
    }
}
