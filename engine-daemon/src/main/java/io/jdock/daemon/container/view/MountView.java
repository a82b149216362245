package io.jdock.daemon.container.view;

import io.jdock.daemon.container.spec.UserMount;
import io.jdock.daemon.container.spec.UserMounts;
import io.jdock.daemon.container.store.Container;
import io.jdock.engine.api.container.MountPoint;
import java.util.List;

/** A container's mounts; those of {@code --tmpfs} are told of in its configuration only, as in Docker. */
final class MountView {

    private MountView() {}

    static List<MountPoint> of(Container container) {
        return UserMounts.parse(container.host().storage()).stream()
                .filter(mount -> !container.host().storage().tmpfs().containsKey(mount.target()))
                .map(MountView::point)
                .toList();
    }

    private static MountPoint point(UserMount mount) {
        return new MountPoint(
                mount.type() == UserMount.Type.BIND ? "bind" : "tmpfs",
                mount.source(),
                mount.target(),
                mount.mode(),
                !mount.readOnly(),
                mount.propagation());
    }
}
