package io.jdock.runc.verb;

import io.jdock.runc.container.Container;
import io.jdock.runc.container.ContainerView;
import io.jdock.runc.flags.FlagSet;
import java.util.List;

/** Prints the state of a container. */
public final class StateVerb implements Verb {

    private final FlagSet set = new FlagSet();

    @Override
    public Usage usage() {
        return new Usage(
                "state", "print the state of a container", "<container-id>", Usage.Arity.exactly(1), "Prints JSON.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Container container = cli.find(words.getFirst());
        cli.out().print(Json.indented(ContainerView.of(container, "").json(), "  "));
        return 0;
    }
}
