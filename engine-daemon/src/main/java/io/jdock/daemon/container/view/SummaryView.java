package io.jdock.daemon.container.view;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.task.RootfsSize;
import io.jdock.engine.api.container.ContainerSummary;
import io.jdock.engine.api.container.ContainerSummary.HostSummary;
import io.jdock.engine.api.container.ContainerSummary.NetworkSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container's line in a list. */
public final class SummaryView {

    private SummaryView() {}

    /** @param size null when not asked for */
    public static ContainerSummary of(Container container, Instant now, @Nullable RootfsSize size) {
        return new ContainerSummary(
                container.id(),
                List.of("/" + container.name()),
                container.config().image(),
                container.imageId(),
                String.join(" ", InspectView.command(container)),
                container.created().getEpochSecond(),
                NetworkView.summary(container),
                size == null ? null : size.written(),
                size == null ? null : size.whole(),
                container.config().labels(),
                container.state().status().apiName(),
                StatusText.of(container.state(), now),
                new HostSummary(container.host().namespaces().network()),
                new NetworkSummary(NetworkView.networks(container)),
                MountView.of(container));
    }
}
