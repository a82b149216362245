package io.jdock.daemon.container.view;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerState;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.task.RootfsSize;
import io.jdock.engine.api.container.ContainerInspect;
import io.jdock.engine.api.container.ContainerInspect.GraphDriver;
import io.jdock.engine.api.container.StateView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything about one container. */
public final class InspectView {

    private static final String DRIVER = "overlayfs";

    private InspectView() {}

    /**
     * What inspect answers.
     *
     * @param directory where the container's files are
     * @param execs IDs of the execs that run
     * @param size null when not asked for
     */
    public static ContainerInspect of(
            Container container, Path directory, Path log, List<String> execs, @Nullable RootfsSize size) {
        List<String> command = command(container);
        boolean kept = !container.host().logConfig().type().equals("none");
        boolean started = !container.state().startedAt().equals(ContainerState.NEVER);
        return new ContainerInspect(
                container.id(),
                ApiTime.text(container.created()),
                command.getFirst(),
                command.subList(1, command.size()),
                state(container.state()),
                container.imageId(),
                started ? directory.resolve("resolv.conf").toString() : "",
                started ? directory.resolve("hostname").toString() : "",
                started ? directory.resolve("hosts").toString() : "",
                kept ? log.toString() : "",
                "/" + container.name(),
                container.restartCount(),
                DRIVER,
                "linux",
                "",
                "",
                "",
                execs.isEmpty() ? null : execs,
                container.host(),
                new GraphDriver(DRIVER, Map.of()),
                size == null ? null : size.written(),
                size == null ? null : size.whole(),
                MountView.of(container),
                container.config(),
                NetworkView.settings(container));
    }

    /** The program and its arguments, at least one word. */
    static List<String> command(Container container) {
        List<String> words = new ArrayList<>();
        List<String> entrypoint = container.config().process().entrypoint();
        if (entrypoint != null) {
            words.addAll(entrypoint);
        }
        words.addAll(container.config().process().cmd());
        return words;
    }

    private static StateView state(ContainerState state) {
        ContainerStatus status = state.status();
        return new StateView(
                status.apiName(),
                // A client that asks whether it runs does not want to hear "no" between two runs.
                status.isAlive() || status == ContainerStatus.RESTARTING,
                status == ContainerStatus.PAUSED,
                status == ContainerStatus.RESTARTING,
                state.oomKilled(),
                false,
                state.pid(),
                state.exitCode(),
                state.error(),
                ApiTime.text(state.startedAt()),
                ApiTime.text(state.finishedAt()));
    }
}
