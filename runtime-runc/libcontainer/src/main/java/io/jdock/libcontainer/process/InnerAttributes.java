package io.jdock.libcontainer.process;

import static io.jdock.linux.batch.ProcessSteps.personality;
import static io.jdock.linux.batch.ProcessSteps.setMemoryPolicy;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.batch.Batch;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Personality;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a process can only set on itself.
 *
 * @param persona as personality(2) takes it
 */
public record InnerAttributes(Optional<Long> persona, Optional<NumaPolicy> memory) {

    private static final long PER_LINUX = 0;
    private static final long PER_LINUX32 = 8;

    static InnerAttributes of(@Nullable Linux linux) {
        if (linux == null) {
            return new InnerAttributes(Optional.empty(), Optional.empty());
        }
        return new InnerAttributes(
                Optional.ofNullable(linux.personality()).map(InnerAttributes::persona),
                Optional.ofNullable(linux.memoryPolicy()).map(NumaPolicy::of));
    }

    private static long persona(Personality wanted) {
        if (!wanted.flags().isEmpty()) {
            throw new InvalidArgumentException(
                    "linux.personality: no flags are defined, not even " + String.join(", ", wanted.flags()));
        }
        return switch (wanted.domain()) {
            case "LINUX" -> PER_LINUX;
            case "LINUX32" -> PER_LINUX32;
            default ->
                throw new InvalidArgumentException(
                        "linux.personality: domain \"%s\" is unknown".formatted(wanted.domain()));
        };
    }

    void addTo(Batch batch) {
        persona.ifPresent(value -> batch.add(personality(value)));
        memory.ifPresent(policy -> batch.add(setMemoryPolicy(
                policy.mode(), policy.nodes().map(set -> set.words()).orElse(new long[0]))));
    }
}
