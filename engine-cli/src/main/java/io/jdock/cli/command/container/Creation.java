package io.jdock.cli.command.container;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.container.options.ContainerOptions;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.cli.command.image.Pull;
import io.jdock.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Creates a container for {@code run} and {@code create}, and pulls its image where that is wanted. */
final class Creation {

    private final Cli cli;
    private final ContainerOptions options;
    private final List<String> words;

    Creation(Cli cli, ContainerOptions options, List<String> words) {
        this.cli = cli;
        this.options = options;
        this.words = words;
    }

    /** Creates the container and returns its id. */
    String create(boolean detached) {
        String policy = options.pullPolicy();
        JsonObject request = options.request(cli, words, detached);
        refuseExistingIdFile();
        if (policy.equals("always")) {
            pull();
        }
        JsonObject created = createOrPull(request, policy);
        for (String warning : created.array("Warnings").texts()) {
            cli.err().println("WARNING: " + warning);
        }
        String id = created.text("Id");
        writeIdFile(id);
        return id;
    }

    private JsonObject createOrPull(JsonObject request, String policy) {
        Query query =
                new Query().addUnlessEmpty("name", options.name()).addUnlessEmpty("platform", options.platform(cli));
        String path = "/containers/create" + query;
        try {
            return cli.client().postJson(path, request);
        } catch (DaemonException e) {
            if (!e.isNotFound() || !policy.equals("missing")) {
                throw e;
            }
            if (!options.isQuiet()) {
                cli.err()
                        .println("Unable to find image '"
                                + ImageReference.parse(words.get(0)).tagged() + "' locally");
                cli.err().flush();
            }
            pull();
            return cli.client().postJson(path, request);
        }
    }

    /** Progress goes to standard error: standard output belongs to the container. */
    private void pull() {
        new Pull(cli, options.platform(cli)).run(ImageReference.parse(words.get(0)), cli.err(), options.isQuiet(), 125);
    }

    private void refuseExistingIdFile() {
        if (!options.cidFile().isEmpty() && Files.exists(Path.of(options.cidFile()))) {
            throw new CommandException("container ID file found, make sure the other container isn't running or delete "
                    + options.cidFile());
        }
    }

    private void writeIdFile(String id) {
        if (options.cidFile().isEmpty()) {
            return;
        }
        try {
            Files.writeString(Path.of(options.cidFile()), id, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException("container ID file found: " + options.cidFile());
        } catch (IOException e) {
            throw new CommandException(
                    "failed to write the container ID to " + options.cidFile() + ": " + e.getMessage());
        }
    }
}
