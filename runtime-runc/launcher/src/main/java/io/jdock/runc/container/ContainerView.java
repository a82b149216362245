package io.jdock.runc.container;

import io.jdock.json.JsonObject;
import io.jdock.runc.state.ContainerState;
import io.jdock.runc.state.InitProcess;
import io.jdock.runc.state.Status;
import io.jdock.runc.state.Timestamp;
import java.util.TreeMap;

/**
 * A container as {@code state} and {@code list} show it.
 *
 * @param pid 0 once it has stopped
 * @param owner the user who made it; empty where that is not told
 */
public record ContainerView(ContainerState state, int pid, Status status, String owner) {

    /** The runtime specification that we follow. */
    public static final String OCI_VERSION = "1.3.0";

    /** Looks at a container. */
    public static ContainerView of(Container container, String owner) {
        Status status = container.status();
        int pid = status.isAlive()
                ? container.state().init().map(InitProcess::pid).orElse(0)
                : 0;
        return new ContainerView(container.state(), pid, status, owner);
    }

    /** It as an object. */
    public JsonObject json() {
        return JsonObject.builder()
                .put("ociVersion", OCI_VERSION)
                .put("id", state.id())
                .put("pid", pid)
                .put("status", status.toString())
                .put("bundle", state.bundle().toString())
                .put("rootfs", state.rootfs().toString())
                .put("created", created())
                .putUnlessEmpty("annotations", JsonObject.ofTexts(new TreeMap<>(state.annotations())))
                .put("owner", owner)
                .build();
    }

    /** When it was made. */
    public String created() {
        return Timestamp.format(state.created());
    }
}
