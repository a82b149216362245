package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a wait request.
 *
 * @param statusCode the container's exit code
 * @param error set when waiting itself failed or the container could not be started
 */
public record WaitResponse(
        @JsonProperty("StatusCode") long statusCode,

        @JsonProperty("Error") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        WaitError error) {

    /** Why there is no ordinary exit code. */
    public record WaitError(@JsonProperty("Message") String message) {}
}
