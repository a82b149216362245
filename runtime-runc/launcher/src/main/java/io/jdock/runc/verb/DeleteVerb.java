package io.jdock.runc.verb;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.runc.container.Container;
import io.jdock.runc.container.Removal;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.state.ContainerDirectory;
import java.util.List;
import java.util.Optional;

/** Removes what is left of a container. */
public final class DeleteVerb implements Verb {

    private final FlagSet set = new FlagSet();
    private final Flag force = set.toggle("force", "f", "kill the container first, whatever state it is in");

    @Override
    public Usage usage() {
        return new Usage(
                "delete",
                "remove what is left of a container",
                "<container-id>",
                Usage.Arity.exactly(1),
                "Removes cgroup and state of a container that has stopped or was never started.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        ContainerDirectory directory = cli.root().directory(words.getFirst());
        Optional<Container> container = Container.of(directory, cli.launcher());
        if (container.isEmpty()) {
            return deleteNameless(directory);
        }
        delete(cli, container.get());
        return 0;
    }

    /** Without a state there is nothing but the directory, left by a create that was killed at its very start. */
    private int deleteNameless(ContainerDirectory directory) {
        if (!force.on()) {
            throw new NotFoundException("container does not exist");
        }
        directory.lock().ifPresent(lock -> {
            try (lock) {
                directory.remove();
            }
        });
        return 0;
    }

    private void delete(Cli cli, Container container) {
        switch (container.status()) {
            case STOPPED, CREATED -> {}
            case CREATING, RUNNING, PAUSED -> {
                if (!force.on()) {
                    throw new FailedPreconditionException("cannot delete container %s that is not stopped: %s"
                            .formatted(container.directory().id(), container.status()));
                }
            }
        }
        Removal.kill(container);
        Removal.remove(container, cli.launcher(), cli.log());
    }
}
