package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Answer to a create request. */
public record CreateResponse(
        @JsonProperty("Id") String id,
        @JsonProperty("Warnings") List<String> warnings) {

    public CreateResponse {
        warnings = Absent.orEmpty(warnings);
    }
}
