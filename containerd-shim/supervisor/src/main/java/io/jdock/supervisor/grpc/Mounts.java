package io.jdock.supervisor.grpc;

import io.jdock.supervisor.mounts.Mount;

/** Mounts as messages have them. */
final class Mounts {

    private Mounts() {}

    static io.jdock.api.containerd.types.Mount message(Mount mount) {
        return io.jdock.api.containerd.types.Mount.newBuilder()
                .setType(mount.type())
                .setSource(mount.source())
                .setTarget(mount.target())
                .addAllOptions(mount.options())
                .build();
    }

    static Mount value(io.jdock.api.containerd.types.Mount message) {
        return new Mount(message.getType(), message.getSource(), message.getTarget(), message.getOptionsList());
    }
}
