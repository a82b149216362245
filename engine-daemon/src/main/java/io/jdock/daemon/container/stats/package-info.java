/**
 * What containers use, as {@code docker stats} shows it.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.stats.StatsCollector}: it puts together the supervisor's figures of the
 * cgroup, the machine's processor time and the counters of the container's network interfaces. Nothing is kept between
 * requests; a client that wants a rate is given two samples. May import {@code task}, {@code store} and {@code view}.
 */
@NullMarked
package io.jdock.daemon.container.stats;

import org.jspecify.annotations.NullMarked;
