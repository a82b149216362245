package io.jdock.engine.api.exec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Answer to a request to run a command: the name of the prepared command. */
public record ExecCreateResponse(@JsonProperty("Id") String id) {}
