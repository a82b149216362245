package io.jdock.runc.verb;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.oci.runtime.Resources;
import io.jdock.oci.runtime.SpecJson;
import io.jdock.runc.container.Container;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Changes the limits of a container. */
public final class UpdateVerb implements Verb {

    private static final String STANDARD_INPUT = "-";

    private final FlagSet set = new FlagSet();
    private final Flag resources = set.text(
            "resources", "r", "file with the resources in JSON, - for standard input; other flags do not count then");
    private final ResourceFlags described = new ResourceFlags(set);

    @Override
    public Usage usage() {
        return new Usage(
                "update",
                "change the limits of a container",
                "<container-id>",
                Usage.Arity.exactly(1),
                "What is not mentioned stays. The JSON is \"linux.resources\" of the runtime specification.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        cli.locked(words.getFirst(), container -> {
            Resources wanted = resources.given() ? read() : described.resources();
            update(container, wanted);
        });
        return 0;
    }

    private static void update(Container container, Resources wanted) {
        switch (container.status()) {
            case CREATED, RUNNING, PAUSED -> container.cgroup().update(wanted);
            case CREATING, STOPPED -> throw new FailedPreconditionException("container not running");
        }
    }

    private Resources read() {
        try (InputStream in = resources.text().equals(STANDARD_INPUT)
                ? new FileInputStream(FileDescriptor.in)
                : Files.newInputStream(Path.of(resources.text()))) {
            return SpecJson.readResources(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("open " + resources.text(), e);
        }
    }
}
