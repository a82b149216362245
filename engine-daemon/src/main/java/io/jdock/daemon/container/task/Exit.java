package io.jdock.daemon.container.task;

import java.time.Instant;

/**
 * How a process ended.
 *
 * @param code exit status, or 128 plus the signal's number
 */
public record Exit(int code, Instant at) {}
