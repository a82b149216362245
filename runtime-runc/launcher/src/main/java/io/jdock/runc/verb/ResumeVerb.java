package io.jdock.runc.verb;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.runc.container.Container;
import io.jdock.runc.flags.FlagSet;
import java.util.List;

/** Lets the processes of a paused container go on. */
public final class ResumeVerb implements Verb {

    private final FlagSet set = new FlagSet();

    @Override
    public Usage usage() {
        return new Usage("resume", "let a paused container go on", "<container-id>", Usage.Arity.exactly(1), "");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        cli.locked(words.getFirst(), ResumeVerb::resume);
        return 0;
    }

    private static void resume(Container container) {
        switch (container.status()) {
            case PAUSED -> container.cgroup().thaw();
            case CREATING, CREATED, RUNNING, STOPPED -> throw new FailedPreconditionException("container not paused");
        }
    }
}
