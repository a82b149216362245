package io.jdock.engine.api.image;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A repository that a registry has found. */
public record ImageSearchItem(
        @JsonProperty("description") String description,
        @JsonProperty("is_official") boolean official,
        @JsonProperty("is_automated") boolean automated,
        @JsonProperty("name") String name,
        @JsonProperty("star_count") int stars) {}
