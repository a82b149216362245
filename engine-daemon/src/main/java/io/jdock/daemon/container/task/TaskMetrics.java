package io.jdock.daemon.container.task;

import io.jdock.engine.api.container.ContainerStats;
import java.time.Instant;

/**
 * What a task has used until {@code at}.
 *
 * @param memory its limit is {@link Long#MAX_VALUE} or near it when there is none
 */
public record TaskMetrics(
        Instant at,
        ContainerStats.CpuUsage cpu,
        ContainerStats.Throttling throttling,
        ContainerStats.Memory memory,
        ContainerStats.Pids pids,
        ContainerStats.BlockIo blockIo) {}
