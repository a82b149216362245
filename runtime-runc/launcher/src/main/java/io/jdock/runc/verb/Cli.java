package io.jdock.runc.verb;

import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.runc.container.Container;
import io.jdock.runc.log.Log;
import io.jdock.runc.state.StateRoot;

/** What every verb has: the global flags' meaning, and somewhere to write. */
public record Cli(StateRoot root, GlobalFlags flags, Log log, Output out, ContainerLauncher launcher) {

    /** The container of that name. @throws io.jdock.errdefs.NotFoundException if there is none */
    Container find(String id) {
        return Container.find(root, id, launcher);
    }
}
