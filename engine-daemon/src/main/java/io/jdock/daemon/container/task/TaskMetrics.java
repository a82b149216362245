package io.jdock.daemon.container.task;

import java.time.Instant;

/**
 * What a task has used so far.
 *
 * @param typeUrl says what {@code data} is
 * @param data the supervisor's own message
 */
public record TaskMetrics(Instant at, String typeUrl, byte[] data) {}
