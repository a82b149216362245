package io.jdock.libcontainer.hooks;

import io.jdock.oci.runtime.Hook;
import io.jdock.oci.runtime.Hooks;
import java.util.List;

/** A point of a container's life at which hooks are run; its name is that of the specification. */
public enum HookPoint {
    /** In the runtime's namespaces, when the container's are there and mounted; the old name of the next. */
    PRESTART("prestart", "creating"),
    /** In the runtime's namespaces, when the container's are there and mounted. */
    CREATE_RUNTIME("createRuntime", "creating"),
    /** In the container's namespaces, before its root becomes the root. */
    CREATE_CONTAINER("createContainer", "creating"),
    /** In the container, as the process that will execute its program. */
    START_CONTAINER("startContainer", "created"),
    /** In the runtime's namespaces, when the program was executed. */
    POSTSTART("poststart", "running"),
    /** In the runtime's namespaces, when the container is gone. */
    POSTSTOP("poststop", "stopped");

    private final String specName;
    private final String status;

    HookPoint(String specName, String status) {
        this.specName = specName;
        this.status = status;
    }

    /** As the specification has it. */
    public String specName() {
        return specName;
    }

    /** What the state says of the container then. */
    String status() {
        return status;
    }

    List<Hook> in(Hooks hooks) {
        return switch (this) {
            case PRESTART -> hooks.prestart();
            case CREATE_RUNTIME -> hooks.createRuntime();
            case CREATE_CONTAINER -> hooks.createContainer();
            case START_CONTAINER -> hooks.startContainer();
            case POSTSTART -> hooks.poststart();
            case POSTSTOP -> hooks.poststop();
        };
    }
}
