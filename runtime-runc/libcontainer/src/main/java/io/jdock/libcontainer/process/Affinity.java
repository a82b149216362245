package io.jdock.libcontainer.process;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.ProcessorSet;
import io.jdock.linux.SchedulingCalls;
import io.jdock.oci.runtime.CpuAffinity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which processors a process that joins a container may run on.
 *
 * @param initial until it is in the container's cgroup
 * @param end from then on
 */
public record Affinity(Optional<ProcessorSet> initial, Optional<ProcessorSet> end) {

    static final Affinity NONE = new Affinity(Optional.empty(), Optional.empty());

    static Affinity of(@Nullable CpuAffinity wanted) {
        return wanted == null ? NONE : new Affinity(parse("initial", wanted.initial()), parse("final", wanted.end()));
    }

    private static Optional<ProcessorSet> parse(String name, @Nullable String list) {
        if (list == null || list.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProcessorSet.parse(list));
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException("process.execCPUAffinity.%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Before the process is moved into its cgroup. */
    public void applyInitial(int pid) {
        initial.ifPresent(processors -> SchedulingCalls.setAffinity(pid, processors));
    }

    /** After that. Without any wish it is set free, or it would be confined to the processors that we are confined to. */
    public void applyFinal(int pid) {
        if (end.isPresent()) {
            SchedulingCalls.setAffinity(pid, end.get());
        } else if (initial.isEmpty()) {
            reset(pid);
        }
    }

    /** Lets a process run wherever its cgroup does. */
    public static void reset(int pid) {
        try {
            SchedulingCalls.setAffinity(pid, ProcessorSet.all());
        } catch (ErrnoException e) {
            Log.LOG.warn("process {} keeps the CPU affinity that it inherited from us", pid, e);
        }
    }

    /** Loaded when there is something to log, so that the command line, which starts cold, runs without a logger. */
    private static final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(Affinity.class);
    }
}
