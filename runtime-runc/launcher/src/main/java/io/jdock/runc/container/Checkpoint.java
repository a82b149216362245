package io.jdock.runc.container;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.libcontainer.ContainerPlan;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.libcontainer.rootfs.ExternalMount;
import io.jdock.linux.Fd;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.batch.Batch;
import io.jdock.runc.criu.Criu;
import io.jdock.runc.criu.DumpChoices;
import io.jdock.runc.criu.DumpRequest;
import io.jdock.runc.criu.ExternalNamespaces;
import io.jdock.runc.criu.Feature;
import io.jdock.runc.criu.Notice;
import io.jdock.runc.criu.Request;
import io.jdock.runc.criu.SavedContainer;
import io.jdock.runc.criu.Session;
import io.jdock.runc.criu.WorkFiles;
import io.jdock.runc.state.InitProcess;
import io.jdock.runc.state.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Saves a running container. If that fails it goes on.
 *
 * @param files where the image goes
 */
public record Checkpoint(ContainerLauncher launcher, Criu criu, DumpChoices choices, WorkFiles files) {

    /** criu's word for: a page server of lazy pages can be asked. */
    private static final String READY = "status-ready";

    /** @throws FailedPreconditionException for a container that does not run */
    public static void requireRunning(Status status) {
        switch (status) {
            case RUNNING, PAUSED -> {}
            case CREATING, CREATED, STOPPED ->
                throw new FailedPreconditionException("Container cannot be checkpointed in %s state".formatted(status));
        }
    }

    /** Saves it, under its lock. It is still to be removed if it does not go on. */
    public void save(Container container) {
        Status status = container.status();
        requireRunning(status);
        InitProcess init = container.init().orElseThrow(Checkpoint::ended);
        ContainerPlan plan = plan(container);
        CriuLimits.require(plan);
        requireFeatures(plan);
        if (!choices.memoryOnly()) {
            files.images().writeStreams(container.state().streams());
        }
        Request request = DumpRequest.of(choices, saved(container, init, plan));
        try (Session session = criu.start(files, List.of(), true, new Batch())) {
            session.perform(request, this::listen);
        } catch (InternalException e) {
            throw files.explained(e, DumpRequest.LOG);
        }
    }

    private ContainerPlan plan(Container container) {
        if (Files.exists(container.directory().notifications())) {
            throw new NotImplementedException("checkpoint: a container that was given a NOTIFY_SOCKET: not supported");
        }
        Bundle bundle = container.bundle();
        return launcher.plan(
                container.state().id(),
                bundle.spec(),
                bundle.directory(),
                container.state().rootfs(),
                container.state().driver());
    }

    private void requireFeatures(ContainerPlan plan) {
        criu.requireVersion(plan.process().noNewPrivileges());
        if (choices.memoryOnly()) {
            criu.require(Feature.MEMORY_TRACKING);
        }
        if (choices.common().lazyPages()) {
            criu.require(Feature.LAZY_PAGES);
        }
    }

    private SavedContainer saved(Container container, InitProcess init, ContainerPlan plan) {
        return new SavedContainer(
                init.pid(),
                container.state().rootfs(),
                freezer(container),
                ExternalNamespaces.descriptions(plan.namespaces()),
                ExternalMount.of(plan.rootfs()),
                ExternalMount.maskedFiles(plan.rootfs(), init.pid()));
    }

    /** Where there is no cgroup of its own, others would stand still too: criu stops its processes one by one then. */
    private static Optional<Path> freezer(Container container) {
        if (container.state().driver() == CgroupDriver.DISABLED) {
            return Optional.empty();
        }
        Map<String, Path> directories = container.cgroup().directories();
        return Optional.ofNullable(directories.getOrDefault("freezer", directories.get("")));
    }

    private void listen(Notice notice) {
        if (notice.script().equals(READY) && choices.status().isPresent()) {
            try (Fd status = Fd.owning(choices.status().getAsInt())) {
                StreamCalls.write(status, new byte[1], 0, 1);
            }
        }
    }

    private static FailedPreconditionException ended() {
        return new FailedPreconditionException("Container cannot be checkpointed in stopped state");
    }
}
