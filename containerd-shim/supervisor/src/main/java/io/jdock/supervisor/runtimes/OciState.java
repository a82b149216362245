package io.jdock.supervisor.runtimes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jdock.errdefs.InternalException;

/**
 * What the verb {@code state} prints.
 *
 * @param status creating, created, running, paused or stopped
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/main/runtime.md#state">state</a>
 */
record OciState(String status) {

    private static final JsonMapper JSON = new JsonMapper();

    static OciState parse(String json) {
        try {
            return new OciState(JSON.readTree(json).path("status").asText(""));
        } catch (JsonProcessingException e) {
            throw new InternalException("state of a container: %s".formatted(e.getOriginalMessage()), e);
        }
    }

    boolean isCreated() {
        return status.equals("created");
    }
}
