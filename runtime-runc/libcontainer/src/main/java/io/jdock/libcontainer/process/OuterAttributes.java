package io.jdock.libcontainer.process;

import io.jdock.linux.ResourceLimit;
import io.jdock.linux.SchedulingCalls;
import io.jdock.linux.SchedulingPolicy;
import io.jdock.oci.runtime.Process;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is set on a launcher from outside, with our own rights, and stays over its exec.
 *
 * @param rlimits checked names
 * @param ioPriority as ioprio_set(2) takes it
 */
public record OuterAttributes(
        List<ProcessPlan.Rlimit> rlimits,
        Optional<Integer> oomScoreAdj,
        Optional<SchedulingPolicy> scheduler,
        Optional<Integer> ioPriority) {

    public OuterAttributes {
        rlimits = List.copyOf(rlimits);
    }

    static OuterAttributes of(Process process) {
        return new OuterAttributes(
                process.rlimits().stream().map(Rlimits::parse).toList(),
                Optional.ofNullable(process.oomScoreAdj()),
                Optional.ofNullable(process.scheduler()).map(Scheduling::policy),
                Optional.ofNullable(process.ioPriority()).map(Scheduling::ioPriority));
    }

    /**
     * Sets them.
     *
     * @return what {@link Rlimits#apply} left for the process itself
     * @throws io.jdock.linux.ErrnoException for what this machine does not allow us to give
     */
    Optional<ResourceLimit.Value> apply(int pid) {
        Optional<ResourceLimit.Value> descriptors = Rlimits.apply(pid, rlimits);
        oomScoreAdj.ifPresent(value -> setOomScore(pid, value));
        scheduler.ifPresent(policy -> policy.apply(pid));
        ioPriority.ifPresent(value -> SchedulingCalls.setIoPriority(pid, value));
        return descriptors;
    }

    private static void setOomScore(int pid, int value) {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/oom_score_adj"), Integer.toString(value));
        } catch (IOException e) {
            throw new UncheckedIOException("set oom_score_adj of process %d to %d".formatted(pid, value), e);
        }
    }
}
