package io.jdock.supervisor.tasks;

import io.jdock.libcontainer.cgroups.CgroupStats;
import io.jdock.supervisor.containers.ContainerKey;

/**
 * What a task has used so far.
 *
 * @param oomKills how many of its processes the kernel has killed for want of memory
 */
public record TaskUsage(ContainerKey key, CgroupStats stats, long oomKills) {}
