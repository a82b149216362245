package io.jdock.daemon.build;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jdock.daemon.build.dockerfile.Heredoc;
import io.jdock.daemon.container.create.CreateRequest;
import io.jdock.daemon.container.job.Job;
import io.jdock.daemon.container.stream.StreamKind;
import io.jdock.daemon.container.task.AttachedStreams;
import io.jdock.daemon.image.Composer;
import io.jdock.daemon.image.Transfers;
import io.jdock.errdefs.CanceledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs a command in a container and makes an image of what that has written. */
final class RunStep {

    private final Workshop workshop;
    private final BuildRequest request;
    private final BuildOutput output;
    private final Cancellation cancellation;

    RunStep(Workshop workshop, BuildRequest request, BuildOutput output, Cancellation cancellation) {
        this.workshop = workshop;
        this.request = request;
        this.output = output;
        this.cancellation = cancellation;
    }

    /**
     * Runs it.
     *
     * @param environment {@code NAME=value}, besides the image's own
     * @param script what the command is to find as a program
     * @return the ID of the new image
     * @throws StepFailedException when the command fails
     */
    String run(Composer.NewImage image, List<String> command, List<String> environment, Optional<Heredoc> script)
            throws IOException {
        ObjectNode order = order(image.base().orElseThrow(), command, environment);
        if (script.isEmpty()) {
            return run(image, command, order);
        }
        Path file = workshop.scripts().resolve(UUID.randomUUID().toString());
        try {
            Files.writeString(file, script.get().text(), StandardOpenOption.CREATE_NEW);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            order.withObject("/HostConfig").putArray("Binds").add("%s:%s:ro".formatted(file, command.getFirst()));
            return run(image, command, order);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private String run(Composer.NewImage image, List<String> command, ObjectNode order) throws IOException {
        Job job = workshop.jobs().create(CreateRequest.parse(order));
        boolean done = false;
        boolean failed = false;
        try {
            output.text(" ---> Running in %s\n".formatted(job.id().substring(0, 12)));
            int code = run(job);
            if (code != 0) {
                failed = true;
                throw new StepFailedException(code, String.join(" ", command));
            }
            String id = commit(image, job);
            done = true;
            return id;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("build: interrupted", e);
        } finally {
            leave(job, done, failed);
        }
    }

    private int run(Job job) throws IOException, InterruptedException {
        ProcessText out = new ProcessText();
        ProcessText errors = new ProcessText();
        int code;
        try (var _ = cancellation.during(job::close)) {
            code = job.run(piece -> write(piece, out, errors));
        }
        cancellation.check();
        return code;
    }

    private void write(AttachedStreams.Output piece, ProcessText out, ProcessText errors) throws IOException {
        if (piece.stream() == StreamKind.STDERR) {
            output.errorText(errors.of(piece.bytes()));
        } else {
            output.text(out.of(piece.bytes()));
        }
    }

    private String commit(Composer.NewImage image, Job job) throws IOException, InterruptedException {
        try (Transfers.Transfer transfer = workshop.composer().commit(image, job.id());
                var _ = cancellation.during(transfer::close)) {
            return transfer.finish().imageId();
        }
    }

    private void leave(Job job, boolean done, boolean failed) throws IOException {
        boolean keep = switch (request.leftovers()) {
            case NONE -> false;
            case FAILED -> failed;
            case ALL -> done || failed;
        };
        if (keep) {
            job.keep();
            return;
        }
        job.close();
        if (done || failed) {
            output.text(
                    "Removing intermediate container %s\n".formatted(job.id().substring(0, 12)));
        }
    }

    private ObjectNode order(String image, List<String> command, List<String> environment) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("Image", image);
        ArrayNode words = order.putArray("Cmd");
        command.forEach(words::add);
        // In place of the image's.
        order.putArray("Entrypoint").add("");
        ArrayNode variables = order.putArray("Env");
        environment.forEach(variables::add);
        order.set("HostConfig", request.host().deepCopy());
        return order;
    }
}
