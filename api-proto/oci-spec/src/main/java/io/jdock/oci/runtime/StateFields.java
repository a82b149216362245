package io.jdock.oci.runtime;

import static java.util.Objects.requireNonNullElse;

import io.jdock.json.JsonFields;
import io.jdock.json.JsonObject;

/** The properties of a container's state. */
final class StateFields {

    private StateFields() {}

    static State read(JsonFields in) {
        return new State(
                in.requiredText("ociVersion"),
                in.requiredText("id"),
                in.requiredText("status"),
                requireNonNullElse(in.integer("pid", 0, Integer.MAX_VALUE), 0),
                in.requiredText("bundle"),
                in.textMap("annotations"));
    }

    static JsonObject write(State state) {
        return JsonObject.builder()
                .put("ociVersion", state.ociVersion())
                .put("id", state.id())
                .put("status", state.status())
                .putUnlessZero("pid", state.pid())
                .put("bundle", state.bundle())
                .putUnlessEmpty("annotations", JsonObject.ofTexts(state.annotations()))
                .build();
    }

    static JsonObject writeProcess(ContainerProcessState process) {
        return JsonObject.builder()
                .put("ociVersion", process.ociVersion())
                .put("fds", process.fds())
                .put("pid", process.pid())
                .putUnlessEmpty("metadata", process.metadata())
                .put("state", write(process.state()))
                .build();
    }
}
