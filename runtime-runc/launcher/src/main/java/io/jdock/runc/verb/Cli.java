package io.jdock.runc.verb;

import io.jdock.errdefs.NotFoundException;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.runc.container.Container;
import io.jdock.runc.log.Log;
import io.jdock.runc.state.ContainerDirectory;
import io.jdock.runc.state.StateRoot;
import java.util.function.Consumer;

/** What every verb has: the global flags' meaning, and somewhere to write. */
public record Cli(StateRoot root, GlobalFlags flags, Log log, Output out, ContainerLauncher launcher) {

    /** Changes a container while nobody else does. @throws NotFoundException if there is none, or none any more */
    void locked(String id, Consumer<Container> change) {
        try (ContainerDirectory.Lock _ = find(id).directory().lock().orElseThrow(Cli::gone)) {
            // Read again: it may have become another one while we waited.
            change.accept(find(id));
        }
    }

    private static NotFoundException gone() {
        return new NotFoundException("container does not exist");
    }

    /** The container of that name. @throws io.jdock.errdefs.NotFoundException if there is none */
    Container find(String id) {
        return Container.find(root, id, launcher);
    }
}
