package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A container's processes as {@code ps} on the host prints them. */
public record TopResponse(
        @JsonProperty("Titles") List<String> titles,
        @JsonProperty("Processes") List<List<String>> processes) {}
