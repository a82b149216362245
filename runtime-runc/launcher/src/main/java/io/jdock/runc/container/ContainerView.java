package io.jdock.runc.container;

import io.jdock.runc.json.JsonWriter;
import io.jdock.runc.state.ContainerState;
import io.jdock.runc.state.InitProcess;
import io.jdock.runc.state.Status;
import io.jdock.runc.state.Timestamp;

/**
 * A container as {@code state} and {@code list} show it.
 *
 * @param pid 0 once it has stopped
 * @param owner the user who made it; empty where that is not told
 */
public record ContainerView(ContainerState state, int pid, Status status, String owner) {

    /** The runtime specification that we follow. */
    public static final String OCI_VERSION = "1.2.0";

    /** Looks at a container. */
    public static ContainerView of(Container container, String owner) {
        Status status = container.status();
        int pid = status.isAlive()
                ? container.state().init().map(InitProcess::pid).orElse(0)
                : 0;
        return new ContainerView(container.state(), pid, status, owner);
    }

    /** Appends it as an object. */
    public void write(JsonWriter json) {
        json.beginObject();
        json.put("ociVersion", OCI_VERSION);
        json.put("id", state.id());
        json.put("pid", pid);
        json.put("status", status.toString());
        json.put("bundle", state.bundle().toString());
        json.put("rootfs", state.rootfs().toString());
        json.put("created", created());
        if (!state.annotations().isEmpty()) {
            json.put("annotations", new java.util.TreeMap<>(state.annotations()));
        }
        json.put("owner", owner);
        json.endObject();
    }

    /** When it was made. */
    public String created() {
        return Timestamp.format(state.created());
    }
}
