package io.jdock.runc.criu;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user decides about saving.
 *
 * @param leaveRunning whether the container goes on
 * @param tcpSkipInFlight whether connections are left out that are only being made
 * @param linkRemap whether files that have no name any more may be given one
 * @param memoryOnly whether nothing but memory is saved, of a container that goes on, for a whole image later
 * @param parent an earlier image, relative to the images' directory
 * @param pageServer who takes the memory
 * @param status a descriptor of ours that is told when lazy pages are ready
 */
public record DumpChoices(
        Choices common,
        boolean leaveRunning,
        boolean tcpSkipInFlight,
        boolean linkRemap,
        boolean memoryOnly,
        Optional<String> parent,
        Optional<PageServer> pageServer,
        OptionalInt status) {

    /** Whether the container is gone when all goes well. */
    public boolean ends() {
        return !leaveRunning && !memoryOnly;
    }
}
