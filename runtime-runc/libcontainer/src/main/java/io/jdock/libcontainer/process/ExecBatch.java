package io.jdock.libcontainer.process;

import io.jdock.libcontainer.hooks.HookResults;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Slot;
import java.util.Optional;

/**
 * The last batch of a launch and where in it the attempts to exec are.
 *
 * @param prelude a batch to be executed before it
 * @param program as the user named it
 * @param firstAttempt index of the first execve
 * @param attempts how many there are
 * @param hooks run before that
 */
public record ExecBatch(
        Optional<Prelude> prelude,
        Batch batch,
        String program,
        int firstAttempt,
        int attempts,
        Optional<StartHooks> hooks) {

    /**
     * What ends with a filter in force, whose listener an agent has to have before the process goes on.
     *
     * @param listener the listener's number
     */
    record Prelude(Batch batch, Slot listener) {}

    /**
     * Hooks in the batch.
     *
     * @param stop index of the entry where the batch ends if one fails
     * @param block where their results are in the reply
     */
    public record StartHooks(int stop, HookResults results, Block block) {}
}
