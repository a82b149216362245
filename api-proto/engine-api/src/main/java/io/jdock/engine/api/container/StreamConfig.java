package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A container's standard streams.
 *
 * @param attachStdin what the client means to attach to; kept for inspection, without effect
 * @param tty the streams are one pseudo terminal
 * @param openStdin standard input is a pipe or terminal that clients can write to, else {@code /dev/null}
 * @param stdinOnce standard input ends when the first attached client has closed it
 */
public record StreamConfig(
        @JsonProperty("AttachStdin") boolean attachStdin,
        @JsonProperty("AttachStdout") boolean attachStdout,
        @JsonProperty("AttachStderr") boolean attachStderr,
        @JsonProperty("Tty") boolean tty,
        @JsonProperty("OpenStdin") boolean openStdin,
        @JsonProperty("StdinOnce") boolean stdinOnce) {

    static final StreamConfig NONE = new StreamConfig(false, false, false, false, false, false);
}
