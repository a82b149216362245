package io.jdock.daemon.commit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jdock.daemon.container.create.ConfigMerge;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.image.change.Changes;
import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.HistoryEntry;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.SourceContainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration of a committed image says. Pure.
 *
 * @param changes lines of a Dockerfile
 * @param asked in place of the container's own configuration, if the client has sent one
 */
record CommittedConfig(
        String author,
        String comment,
        List<String> changes,
        @Nullable ContainerConfig asked) {

    /** @param base configuration of the container's image */
    ImageConfig of(Container container, ImageConfig base, Instant now) {
        ExecutionConfig own = execution(container.config(), base.config());
        ExecutionConfig start = asked == null ? own : execution(ConfigMerge.merge(asked, own), base.config());
        String time = now.toString();
        List<HistoryEntry> history = new ArrayList<>(base.history());
        String command = String.join(" ", container.config().process().cmd());
        history.add(new HistoryEntry(time, command, author, comment, false));
        return new ImageConfig(
                time,
                author,
                base.architecture(),
                base.os(),
                base.osVersion(),
                base.variant(),
                Changes.apply(start, changes),
                base.rootfs(),
                history,
                base.dockerVersion(),
                comment,
                source(container));
    }

    /** Which container it is and how it was made, whatever the image does with it: clients ask an image for both. */
    private static SourceContainer source(Container container) {
        ObjectNode config = EngineJson.read(EngineJson.write(container.config()), ObjectNode.class);
        return new SourceContainer(container.id(), config);
    }

    /** What containers do not have themselves stays as their image has it. */
    private static ExecutionConfig execution(ContainerConfig container, ExecutionConfig image) {
        Set<String> volumes = new LinkedHashSet<>(image.volumes());
        volumes.addAll(container.volumes().keySet());
        return new ExecutionConfig(
                container.process().user(),
                new LinkedHashSet<>(container.exposedPorts().keySet()),
                container.process().env(),
                container.process().entrypoint(),
                container.process().cmd(),
                volumes,
                container.process().workingDir(),
                container.labels(),
                container.stop().signal(),
                container.stop().timeout(),
                image.argsEscaped(),
                image.healthcheck(),
                image.onBuild(),
                image.shell());
    }
}
