package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where a container stands, as inspect shows it.
 *
 * @param status {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code removing}, {@code exited} or
 *     {@code dead}
 * @param pid of the first process on the host; 0 when it does not run
 * @param error why the last start failed
 * @param startedAt RFC 3339; year 1 if it never ran
 */
public record StateView(
        @JsonProperty("Status") String status,
        @JsonProperty("Running") boolean running,
        @JsonProperty("Paused") boolean paused,
        @JsonProperty("Restarting") boolean restarting,
        @JsonProperty("OOMKilled") boolean oomKilled,
        @JsonProperty("Dead") boolean dead,
        @JsonProperty("Pid") int pid,
        @JsonProperty("ExitCode") int exitCode,
        @JsonProperty("Error") String error,
        @JsonProperty("StartedAt") String startedAt,
        @JsonProperty("FinishedAt") String finishedAt) {}
