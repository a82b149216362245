package io.jdock.runc.verb;

import io.jdock.runc.container.Bundle;
import io.jdock.runc.container.Creation;
import io.jdock.runc.flags.FlagSet;
import java.util.List;

/** Makes a container and leaves it waiting for its start. */
public final class CreateVerb implements Verb {

    private final FlagSet set = new FlagSet();
    private final CreationFlags creation = new CreationFlags(set);

    @Override
    public Usage usage() {
        return new Usage("create", "create a container", "<container-id>", Usage.Arity.exactly(1), """
                Makes the container that a bundle describes, as far as its program. "start" executes
                that. A bundle is a directory with a config.json and a root file system.""");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Failures.named("runc create failed", () -> create(cli, words.getFirst()));
        return 0;
    }

    private void create(Cli cli, String id) {
        Bundle bundle = creation.load(cli);
        Creation making = creation.creation(cli, bundle, true);
        making.make(id, bundle, (directory, process) -> {
            directory.writeStart(process.leave().lines());
            creation.writePid(process.pid());
        });
    }
}
